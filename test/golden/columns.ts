/** Rows of text with each cell under the heading of its column. */
export function columns(rows: readonly (readonly string[])[], aligns: readonly string[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      widths
        .map((width, i) => (aligns[i] === 'right' ? (row[i] ?? '').padStart(width) : (row[i] ?? '').padEnd(width)))
        .join(' | ')
        .trimEnd(),
    )
    .join('\n');
}
