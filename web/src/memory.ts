// What a browser remembers of a person between visits: choices of taste, never data. A browser that
// refuses to remember is no error.

export function recall<T extends string>(key: string, allowed: readonly [T, ...T[]]): T {
  try {
    const kept = localStorage.getItem(`oriel.${key}`) as T | null;
    return kept !== null && allowed.includes(kept) ? kept : allowed[0];
  } catch {
    return allowed[0];
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`oriel.${key}`, value);
  } catch {
    // Private windows and full disks forget; the page works all the same.
  }
}
