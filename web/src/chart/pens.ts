// Pens for lines that go up and down a lot. Stroking one long jagged path costs a software rasteriser
// 20 ms and more, as every piece may overlap every other; the same line in short pieces costs a fifth.

import type { Pen } from './path';

/** Adds up how far a line goes up and down. */
export class TravelPen implements Pen {
  travel = 0;
  private y = 0;

  moveTo(_x: number, y: number): void {
    this.y = y;
  }

  lineTo(_x: number, y: number): void {
    this.travel += Math.abs(y - this.y);
    this.y = y;
  }
}

export const kPiece = 40;

/** Strokes as it goes, in pieces of so many strokes. `finish` strokes what is left. */
export class PiecePen implements Pen {
  private count = 0;

  constructor(
    private readonly ctx: Pick<
      CanvasRenderingContext2D,
      'beginPath' | 'moveTo' | 'lineTo' | 'stroke'
    >,
    private readonly piece: number,
  ) {
    ctx.beginPath();
  }

  moveTo(x: number, y: number): void {
    this.ctx.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.ctx.lineTo(x, y);
    if (++this.count < this.piece) return;
    this.finish();
    this.ctx.beginPath();
    this.ctx.moveTo(x, y);
    this.count = 0;
  }

  finish(): void {
    this.ctx.stroke();
  }
}
