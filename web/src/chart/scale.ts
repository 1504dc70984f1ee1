// Scales: from values to pixels and back. A scale is linear in some transform of the value, so that
// easing, padding and zooming happen in that transformed space and look the same on every axis.

export type ScaleKind = 'linear' | 'log' | 'symlog';

export interface Transform {
  kind: ScaleKind;
  /** Of symlog: where the axis turns from linear to logarithmic. */
  constant: number;
}

export const kLinear: Transform = { kind: 'linear', constant: 1 };

/** Into the space in which the axis is even. Non-positive values have no place on a log axis: NaN. */
export function forward(t: Transform, value: number): number {
  if (t.kind === 'log') return value > 0 ? Math.log10(value) : NaN;
  if (t.kind === 'symlog') return Math.asinh(value / t.constant);
  return value;
}

export function inverse(t: Transform, position: number): number {
  if (t.kind === 'log') return 10 ** position;
  if (t.kind === 'symlog') return Math.sinh(position) * t.constant;
  return position;
}

export class Scale {
  /** Pixels per half of the transformed space. */
  private readonly k: number;

  /** Maps [low, high] of the transformed space to [from, to] pixels. */
  constructor(
    readonly transform: Transform,
    readonly low: number,
    readonly high: number,
    readonly from: number,
    readonly to: number,
  ) {
    // In halves: from the lowest to the highest number is further than a number reaches.
    this.k = (to - from) / (high / 2 - low / 2 || 0.5);
  }

  static over(t: Transform, domain: readonly [number, number], from: number, to: number): Scale {
    return new Scale(t, forward(t, domain[0]), forward(t, domain[1]), from, to);
  }

  /** NaN for what has no place on the axis. */
  pixel(value: number): number {
    return this.from + (forward(this.transform, value) / 2 - this.low / 2) * this.k;
  }

  value(pixel: number): number {
    return inverse(this.transform, 2 * (this.low / 2 + (pixel - this.from) / this.k));
  }

  /** The values at both ends. */
  get domain(): [number, number] {
    return [inverse(this.transform, this.low), inverse(this.transform, this.high)];
  }
}

/** Where a symlog axis turns: a power of ten that follows the data, six decades below its largest. */
export function symlogConstant(smallest: number, largest: number): number {
  if (!(largest > 0)) return 1;
  const top = Math.log10(largest);
  const wanted = smallest > 0 ? Math.log10(smallest) : top - 3;
  return 10 ** Math.floor(Math.min(top - 1, Math.max(top - 6, wanted)));
}
