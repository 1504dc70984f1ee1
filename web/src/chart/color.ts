// Colours as numbers: contrast, and the least change that makes a colour readable as text.

type Rgb = [number, number, number];

export function parseColor(hex: string): Rgb {
  const digits = hex.trim().replace('#', '');
  const part = (i: number) => parseInt(digits.slice(i, i + 2), 16) || 0;
  return [part(0), part(2), part(4)];
}

export function formatColor(rgb: Rgb): string {
  return `#${rgb.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((c) => {
    const s = c / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of the WCAG, 1 to 21. */
export function contrast(a: string, b: string): number {
  const x = luminance(parseColor(a));
  const y = luminance(parseColor(b));
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

export function mix(a: string, b: string, share: number): string {
  const x = parseColor(a);
  const y = parseColor(b);
  return formatColor(x.map((c, i) => c + (y[i]! - c) * share) as Rgb);
}

/** `color`, moved towards `text` only as far as it takes to be read on `ground`. */
export function readable(color: string, text: string, ground: string, wanted = 4.5): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, text, share);
    if (contrast(mixed, ground) >= wanted) return mixed;
  }
  return text;
}
