/** Results as text. */
import type { SpeedFigures, SpeedResult } from './bench.ts';

const percent = (share: number) => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '–');

/** What the benchmark comes to, in one line. */
export function lastLine({ macroMedian, overall }: SpeedResult): string {
  return `macro median ${percent(macroMedian)}, within 30 % ${percent(overall.within30)}, ${overall.rows} rows`;
}

export function resultText(result: SpeedResult): string {
  return [
    table('by source', result.bySource),
    table('by method', result.byMethod),
    table('by device', result.byDevice),
    skippedText(result),
    '',
  ].join('\n\n');
}

function table(title: string, groups: Readonly<Record<string, SpeedFigures>>): string {
  const lines = [
    [title, 'rows', 'median', '≤30 %', 'bias'],
    ...Object.entries(groups).map(([name, { rows, median, within30, bias }]) => [
      name,
      String(rows),
      percent(median),
      percent(within30),
      percent(bias),
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n');
}

function skippedText({ skipped }: SpeedResult): string {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  const lines = [...byReason].map(
    ([reason, rows]) => `  ${rows.length} × ${reason}: ${rows.map(({ id }) => id).join(' ')}`,
  );
  return [`skipped ${skipped.length} rows`, ...lines].join('\n');
}
