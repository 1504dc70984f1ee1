// Seeded randomness for property tests: a failure names its seed and comes back.

export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
}

/** Runs a property for many seeds. */
export function forAll(times: number, property: (next: () => number, seed: number) => void): void {
  for (let seed = 1; seed <= times; seed++) property(random(seed), seed);
}
