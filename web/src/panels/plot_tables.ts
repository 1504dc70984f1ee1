// Bars and heat maps as tables: for screen readers always, for everybody on request.

import { cellText, intervalName, sizeOf } from '../chart/cells';
import { formatShort, formatValue } from '../chart/format';
import type { ChartContent, Series } from '../chart/series';
import type { TableData } from './data_table';

const kMaxSide = 40; // cells; nobody listens to more

export function tableOfMap(content: ChartContent, caption: string): TableData | null {
  const { map, panel } = content;
  if (!map) return null;
  const size = sizeOf(map);
  const columns = Math.min(kMaxSide, size.columns);
  const rows = Math.min(kMaxSide, size.rows);
  return {
    caption,
    x: panel.y.label || 'row',
    columns: Array.from({ length: columns }, (_, i) => intervalName(panel.x, map.x, i)),
    rows: Array.from({ length: rows }, (_, row) => ({
      x: row,
      name: intervalName(panel.y, map.y, row),
      cells: Array.from({ length: columns }, (_, column) => cellText(map, { column, row })),
    })),
  };
}

export function tableOfBars(
  content: ChartContent,
  series: Series[],
  caption: string,
): TableData | null {
  const shown = series.filter((one) => one.bars.length > 0);
  const first = shown[0]?.bars[0];
  if (!first) return null;
  const names = content.panel.x.categories;
  return {
    caption,
    x: content.panel.x.label || 'bar',
    columns: shown.map((one) => one.label),
    rows: Array.from({ length: Math.min(200, first.y.length) }, (_, i) => ({
      x: i,
      name: names?.[i] ?? `${formatShort(first.x0[i]!)} to ${formatShort(first.x1[i]!)}`,
      cells: shown.map((one) => {
        const value = one.bars[0]!.y[i];
        return value === undefined || Number.isNaN(value) ? '' : formatValue(value);
      }),
    })),
  };
}
