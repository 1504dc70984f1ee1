// The table behind a chart: read by screen readers always, by everybody on request.

import type { ReadonlySignal } from '@preact/signals';
import type { TableRow } from '../chart/cursor';
import { useEdges } from '../edges';

export interface TableData {
  caption: string;
  x: string;
  columns: string[];
  rows: (TableRow & { name: string })[];
}

export function DataTable({
  data,
  open,
}: {
  data: ReadonlySignal<TableData | null>;
  open: boolean;
}) {
  const table = data.value;
  const box = useEdges<HTMLDivElement>();
  if (!table) return null;
  return (
    <div
      class={open ? 'table-box edges' : 'sr'}
      ref={box}
      tabIndex={open ? 0 : undefined}
      role="group"
      aria-label={`${table.caption} as a table`}
    >
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{table.x}</th>
            {table.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.x}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
