// A chart as a PNG file, drawn anew at twice the screen's size, with its title, its words and a legend.

import type { Palette } from '../theme';
import type { Chart } from './chart';
import { drawMarker } from './markers';
import { paint } from './painter';
import { clip, kFont } from './text';

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

function drawLegend(
  ctx: CanvasRenderingContext2D,
  chart: Chart,
  y: number,
  width: number,
  palette: Palette,
): void {
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
    drawMarker(ctx, series.marker, x + 10, y, series.color, palette.panel);
    ctx.fillStyle = series.textColor;
    ctx.fillText(series.label, x + 26, y);
    x += need;
  }
}

// One chart of the sheet, with its own title where there are several, and the name of its x axis.
function drawChart(ctx: CanvasRenderingContext2D, chart: Chart, place: Place, several: boolean) {
  const picture = chart.picture(place.width - 8, place.height);
  if (!picture) return;
  const { palette, content } = picture;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  if (several) {
    ctx.fillStyle = palette.text;
    ctx.font = `600 13px ${kFont}`;
    ctx.fillText(clip(ctx, content.panel.title, place.width - 20), place.x + 8, place.y - 6);
  }
  ctx.save();
  ctx.translate(place.x, place.y);
  paint(ctx, picture);
  ctx.restore();
  ctx.fillStyle = palette.muted;
  ctx.font = `12px ${kFont}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const kind = picture.y.transform.kind;
  const scale = kind === 'linear' ? '' : ` · ${kind} scale`;
  const middle = place.x + place.width / 2;
  ctx.fillText(content.panel.x.label + scale, middle, place.y + place.height + 12);
  ctx.textAlign = 'left';
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws the charts with their words, `columns` beside each other, and offers them as a download. */
export function exportPng(
  charts: Chart[],
  title: string,
  reading: string,
  name: string,
  columns = 1,
): void {
  const first = charts[0];
  const palette = first?.picture(1, 1)?.palette;
  if (!first || !palette) return;
  const several = charts.length > 1;
  const width = Math.max(640, Math.max(...charts.map((chart) => chart.size[0])) * columns);
  const height = Math.max(several ? 240 : 300, ...charts.map((chart) => chart.size[1]));
  const legend = first.direct && !several ? 0 : 24;
  const top = kPad + 48 + legend + (several ? 16 : 0);
  const rows = Math.ceil(charts.length / columns);
  const rowHeight = height + (several ? 44 : 0);
  const bottom = top + rows * rowHeight + kPad;
  const canvas = document.createElement('canvas');
  canvas.width = width * kRatio;
  canvas.height = bottom * kRatio;
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(kRatio, kRatio);
  ctx.fillStyle = palette.panel;
  ctx.fillRect(0, 0, width, bottom);
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.text;
  ctx.font = `600 16px ${kFont}`;
  ctx.fillText(clip(ctx, title, width - 2 * kPad), kPad, kPad + 14);
  ctx.fillStyle = palette.muted;
  ctx.font = `12px ${kFont}`;
  ctx.fillText(clip(ctx, reading, width - 2 * kPad), kPad, kPad + 34);
  if (legend > 0) drawLegend(ctx, first, kPad + 56, width, palette);
  const each = (width - 2 * kPad + 8) / columns;
  charts.forEach((chart, i) => {
    const x = kPad - 8 + (i % columns) * each;
    const y = top + Math.floor(i / columns) * rowHeight;
    drawChart(ctx, chart, { x, y, width: each, height }, several);
  });
  canvas.toBlob((blob) => blob && save(blob, `${name}.png`));
}
