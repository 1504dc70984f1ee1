// How long to wait before the next try to connect: doubling, with "full jitter" in the upper half, so
// that a thousand browsers do not come back to a restarted server in the same instant.

export const kBackoffFirstMs = 500;
export const kBackoffMaxMs = 15_000;

/** Milliseconds before attempt `attempt` (0 for the first), given a random number in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(kBackoffMaxMs, kBackoffFirstMs * 2 ** Math.min(attempt, 20));
  return ceiling * (0.5 + 0.5 * random);
}
