// A chart as a PNG file, drawn anew at twice the screen's size, with its title, its words and a legend.

import type { Chart } from './chart';
import { clip, kFont, paint } from './painter';

const kPad = 20;
const kRatio = 2;

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function drawLegend(ctx: CanvasRenderingContext2D, chart: Chart, y: number, width: number): void {
  let x = kPad;
  ctx.font = `12px ${kFont}`;
  ctx.textBaseline = 'middle';
  for (const series of chart.series) {
    const need = ctx.measureText(series.label).width + 44;
    if (x + need > width - kPad) break;
    ctx.strokeStyle = series.color;
    ctx.lineWidth = 2.5;
    ctx.setLineDash(series.dash);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 20, y);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = series.textColor;
    ctx.fillText(series.label, x + 26, y);
    x += need;
  }
}

/** Draws the chart with its words and offers it as a download. */
export function exportPng(chart: Chart, title: string, reading: string, name: string): void {
  const width = Math.max(640, chart.size[0]);
  const height = Math.max(300, chart.size[1]);
  const picture = chart.picture(width - 2 * kPad + 8, height);
  if (!picture) return;
  const legend = picture.direct ? 0 : 24;
  const top = kPad + 48 + legend;
  const canvas = document.createElement('canvas');
  canvas.width = width * kRatio;
  canvas.height = (top + height + kPad) * kRatio;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(kRatio, kRatio);
  const { palette, content } = picture;
  ctx.fillStyle = palette.panel;
  ctx.fillRect(0, 0, width, top + height + kPad);
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.text;
  ctx.font = `600 16px ${kFont}`;
  ctx.fillText(clip(ctx, title, width - 2 * kPad), kPad, kPad + 14);
  ctx.fillStyle = palette.muted;
  ctx.font = `12px ${kFont}`;
  ctx.fillText(clip(ctx, reading, width - 2 * kPad), kPad, kPad + 34);
  if (legend > 0) drawLegend(ctx, chart, kPad + 56, width);
  ctx.save();
  ctx.translate(kPad - 8, top);
  paint(ctx, picture);
  ctx.restore();
  ctx.fillStyle = palette.muted;
  ctx.font = `12px ${kFont}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const kind = picture.y.transform.kind;
  const scale = kind === 'linear' ? '' : ` · ${kind} scale`;
  ctx.fillText(content.panel.x.label + scale, width / 2, top + height + 12);
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`));
}
