/** The estimator's fitted constants, fitted again with groups and with sources left out. */
import { estimate, GIB, UserError, type RequestInput } from '../../src/index.ts';
import { CALIBRATION } from '../../src/facts/calibration.ts';
import { validate, type Constant, type FitFigures, type Validated, type Values } from './fit.ts';
import { requestOf, Skip } from './map.ts';
import { figureOf, measureOf, type Measure } from './predict.ts';
import { isCore, type Row } from './rows.ts';

interface Case {
  readonly request: RequestInput;
  readonly measure: Measure;
  readonly measured: number;
  readonly group: string;
  readonly source: string;
}

/** Far enough for a fit to say that a constant is worth nothing, or several times what it is. */
const REACH = 3;

/** Fits on the core rows that can be put as requests. Takes a minute or two: every step estimates every row. */
export function recalibrate(rows: readonly Row[]): Validated {
  const constants: readonly Constant[] = Object.entries(CALIBRATION).map(([name, start]) => ({
    name,
    start,
    low: 0,
    high: REACH * start,
  }));
  return validate({ cases: rows.flatMap(caseOf), constants, predict, about: (one) => one });
}

function caseOf(row: Row): readonly Case[] {
  if (!isCore(row)) return [];
  const { group, source_repo: source, value_gib_per_gpu: measured } = row;
  try {
    const one = {
      request: requestOf(row),
      measure: measureOf(row),
      measured: measured!,
      group: group ?? row.id,
      source,
    };
    estimate(one.request);
    return [one];
  } catch (error) {
    if (error instanceof Skip || error instanceof UserError) return [];
    throw error;
  }
}

/** Puts the values in the table for one estimate; the terms read nothing else, and only this program ever writes there. */
function predict({ request, measure }: Case, values: Values): number {
  const table: Record<string, number> = CALIBRATION;
  const committed = { ...table };
  Object.assign(table, values);
  try {
    return figureOf(estimate(request), measure) / GIB;
  } finally {
    Object.assign(table, committed);
  }
}

export function calibrationText({ values, inSample, byGroup, bySource }: Validated): string {
  const committed: Values = CALIBRATION;
  return [
    'fitted constants, and what they are worth on rows that the fit has not seen',
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${value.toFixed(3)}, committed ${committed[name]}`),
    figuresText('in sample', inSample),
    figuresText('groups left out', byGroup),
    figuresText('sources left out', bySource),
  ].join('\n');
}

function figuresText(name: string, { macroMedian, median, within10 }: FitFigures): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  return `  ${name.padEnd(18)} macro ${percent(macroMedian)}, median ${percent(median)}, within 10% ${percent(within10)}`;
}
