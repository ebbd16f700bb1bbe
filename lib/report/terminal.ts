import { stripVTControlCharacters } from 'node:util';

/** Names come from strangers: control characters in them must not reach a terminal. */
export const printable = (value: unknown): string =>
  stripVTControlCharacters(String(value ?? '')).replace(/\p{Cc}/gu, '?');

/** Columns aligned with spaces; numbers to the right. */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [headings, ...rows].map((row) => row.map(printable));
  const widths = headings.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const numeric = headings.map(
    (_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === 'number'),
  );
  return cells
    .map((row) =>
      row
        .map((cell, index) =>
          numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
