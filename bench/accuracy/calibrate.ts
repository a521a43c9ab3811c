/** The fitted constants of the estimator, fitted again with groups and with sources left out. */
import { GIB } from '../../src/index.ts';
import { CALIBRATION } from '../../src/facts/calibration.ts';
import { validate, type Constant, type FitFigures, type Validated, type Values } from './fit.ts';
import { ownRuns } from './own-runs.ts';
import type { Measure, Prediction } from './predict.ts';
import { coverage } from './widths.ts';
import { partsOf, recompute, type Parts } from './recompute.ts';

interface Case {
  /** Of a row that is scored. */
  readonly prediction: Prediction | null;
  readonly parts: Parts;
  readonly measure: Measure;
  /** GiB. */
  readonly measured: number;
  readonly group: string;
  readonly source: string;
}

/** Far enough for a fit to say that a constant is worth nothing, or several times what it is. */
const REACH = 3;

/**
 * Fits on the scored rows, on second readings of rows that report their tensors, and on our own runs on a GPU. Each
 * left-out prediction comes from constants that were fitted without its group, and theirs.
 */
export function recalibrate(scored: readonly Prediction[]): Validated<Prediction> {
  const constants: readonly Constant[] = Object.entries(CALIBRATION).map(([name, start]) => ({
    name,
    start,
    low: 0,
    high: REACH * start,
  }));
  const own = ownRuns().map((one): Case => ({ ...one, prediction: null, measure: 'reserved' }));
  const besides = [...scored.flatMap(secondReading), ...own];
  const found = validate({ cases: scored.map(caseOf), besides, constants, predict, about: (one) => one });
  const { heldOut, heldOutBySource } = found;
  return { ...found, heldOut: heldOut.map(withoutParts), heldOutBySource: heldOutBySource.map(withoutParts) };
}

function withoutParts([{ prediction }, gib]: readonly [Case, number]): readonly [Prediction, number] {
  return [prediction!, gib];
}

function caseOf(prediction: Prediction): Case {
  const { row, measured, measure, estimate } = prediction;
  return {
    prediction,
    parts: partsOf(estimate),
    measure,
    measured,
    group: row.group ?? row.id,
    source: row.source_repo,
  };
}

/** What nvidia-smi showed beside the tensors of the same run. */
function secondReading(prediction: Prediction): readonly Case[] {
  const { row, measured, measure, estimate } = prediction;
  const shown = Number(row.secondary?.['nvidia_smi_peak_minus_start_mib'] ?? NaN) / 1024;
  if (measure !== 'allocated' || !Number.isFinite(shown)) return [];
  const parts = partsOf(estimate, measured * GIB);
  return [{ ...caseOf(prediction), parts, measure: 'device', measured: shown }];
}

function predict({ parts, measure }: Case, values: Values): number {
  return recompute(parts, measure, values) / GIB;
}

export function calibrationText({ values, inSample, byGroup, bySource, heldOut }: Validated<Prediction>): string {
  const inRange = coverage(heldOut);
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  const committed: Values = CALIBRATION;
  return [
    'fitted constants, and what they are worth on rows that the fit has not seen',
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${value.toFixed(3)}, committed ${committed[name]}`),
    figuresText('in sample', inSample),
    figuresText('groups left out', byGroup),
    figuresText('sources left out', bySource),
    `  in ranges of width left out: ${percent(inRange.byGroup)} by group, ${percent(inRange.bySource)} by source`,
  ].join('\n');
}

function figuresText(name: string, { macroMedian, median, within10 }: FitFigures): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  return `  ${name.padEnd(18)} macro ${percent(macroMedian)}, median ${percent(median)}, within 10% ${percent(within10)}`;
}
