/** Results as text. */
import { bytesByPhase, formatBytes, textOf, type Estimate } from '../../src/index.ts';
import type { GroupResult, Result, Run } from './bench.ts';
import type { Prediction } from './predict.ts';
import { errorOf } from './score.ts';

const percent = (share: number) => (Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : '–');

const COLUMNS: readonly (readonly [string, (result: GroupResult) => string])[] = [
  ['rows', ({ rows }) => String(rows)],
  ['skipped', ({ skipped }) => String(skipped)],
  ['median', ({ median }) => percent(median)],
  ['P90', ({ p90 }) => percent(p90)],
  ['≤10%', ({ within10 }) => percent(within10)],
  ['≤20%', ({ within20 }) => percent(within20)],
  ['bias', ({ bias }) => percent(bias)],
  ['too low', ({ tooLow }) => percent(tooLow)],
  ['in range', ({ rangeCoverage }) => percent(rangeCoverage)],
  ['oom/ran', ({ fit }) => `${percent(fit.oomRight)}/${percent(fit.ranRight)}`],
];

/** Everything, a table for each way of grouping. */
export function resultText(result: Result, { decisions }: Run): string {
  const { overall } = result;
  const { fit } = overall;
  const ran = decisions.filter((one) => one.ran).length;
  return [
    `macro median over sources with at least five rows: ${percent(overall.macroMedian)}`,
    `fit decisions: ${decisions.length - ran} out of memory ${percent(fit.oomRight)} right, ` +
      `${ran} that ran ${percent(fit.ranRight)} right, balanced ${percent(fit.balanced)}`,
    table('overall', { all: overall }),
    table('by source', result.bySource),
    table('by method', result.byMethod),
    table('by measure', result.byMeasure),
    table('by cards', result.byCards),
    skippedText(result),
  ].join('\n\n');
}

function table(title: string, groups: Readonly<Record<string, GroupResult>>): string {
  const lines = [
    [title, ...COLUMNS.map(([name]) => name)],
    ...Object.entries(groups).map(([name, result]) => [name, ...COLUMNS.map(([, cell]) => cell(result))]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n');
}

function skippedText({ skipped, overall }: Result): string {
  const byReason = Map.groupBy(skipped, ({ reason }) => reason);
  const lines = [...byReason].map(
    ([reason, rows]) => `  ${rows.length} × ${reason}: ${rows.map(({ id }) => id).join(' ')}`,
  );
  const share = overall.skipped / (overall.rows + overall.skipped);
  return [`skipped ${overall.skipped} core rows (${percent(share)})`, ...lines].join('\n');
}

/** One row on a few lines: what was asked, what came out, what it is made of. */
export function predictionText(prediction: Prediction): string {
  const { row, request, measure, predicted, measured, estimate, low, high } = prediction;
  const { model, ...rest } = request;
  const stated = Object.entries(rest).filter(([, value]) => value !== undefined);
  const name = typeof model === 'string' ? model : model.id;
  return [
    `${row.id} (${row.source_repo}, ${row.group}): ${measure} predicted ${predicted.toFixed(2)} measured ${measured.toFixed(2)} GiB, ${percent(errorOf(prediction))}, range ${low.toFixed(2)}–${high.toFixed(2)}`,
    `  ${name} ${stated.map(([key, value]) => `${key}=${String(value)}`).join(' ')}`,
    `  peak in ${estimate.peak.phase}: ${componentsText(estimate)}`,
  ].join('\n');
}

function componentsText({ components, peak }: Estimate): string {
  return components
    .filter(({ phases }) => phases.includes(peak.phase))
    .map(({ id, bytes }) => `${id} ${formatBytes(bytes)}`)
    .join(', ');
}

/** All that is known of one row and its prediction. */
export function explanation(prediction: Prediction): string {
  const { estimate, row } = prediction;
  const { peak } = estimate;
  const phases = Object.entries(bytesByPhase(estimate.components)).map(
    ([name, bytes]) => `${name} ${formatBytes(bytes)}`,
  );
  return [
    predictionText(prediction),
    `  phases: ${phases.join(', ')}`,
    `  allocated ${formatBytes(peak.allocatedBytes)}, reserved ${formatBytes(peak.reservedBytes)}, device ${formatBytes(peak.deviceBytes)}, required ${formatBytes(peak.requiredBytes)}`,
    ...estimate.components.map(
      ({ label, bytes, phases: alive, working }) =>
        `  ${label}: ${formatBytes(bytes)} [${alive.join(' ')}] = ${working()}`,
    ),
    `  assumed: ${estimate.assumptions.map((one) => textOf(one)).join('; ')}`,
    `  row: ${JSON.stringify(row)}`,
  ].join('\n');
}
