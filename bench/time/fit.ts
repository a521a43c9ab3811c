/** Fits the constants of SPEED to measured rows, and says what they are worth on rows that the fit has not seen. */
import { SPEED, type SpeedConstant } from '../../src/facts/utilisation.ts';
import { validate, type Constant, type FitFigures, type Fitting } from '../accuracy/fit.ts';
import { predict } from './bench.ts';
import type { SpeedCase } from './map.ts';
import { sourceOf } from './rows.ts';

/** How far physics lets each go. */
const BOUNDS: Readonly<Record<SpeedConstant, readonly [low: number, high: number]>> = {
  matmulShare: [0.5, 1],
  attentionShare: [0.1, 1],
  eagerMoves: [1, 24],
  fusedMoves: [1, 24],
  expertShare: [0.3, 1],
  loraMoves: [0, 24],
  launchSeconds: [0.001, 0.01],
  shardedLaunch: [1, 4],
  dequantizedBytes: [2.5, 40],
  optimizerMoves: [2, 12],
  fp8Gain: [1, 2],
};

const FEWEST_ROWS = 5;

function fittingOf(cases: readonly SpeedCase[]): Fitting<SpeedCase> {
  const constants: Constant[] = Object.entries(BOUNDS).map(([name, [low, high]]) => ({
    name,
    start: SPEED[name as SpeedConstant],
    low,
    high,
  }));
  const sizes = Map.groupBy(cases, ({ row }) => sourceOf(row));
  // As in the macro median, a source of few rows has no vote of its own.
  const source = ({ row }: SpeedCase) =>
    (sizes.get(sourceOf(row))?.length ?? 0) < FEWEST_ROWS ? 'small sources' : sourceOf(row);
  return {
    cases,
    constants,
    predict: (one, values) => predict(one, { ...SPEED, ...values }),
    about: (one) => ({
      measured: one.measured,
      source: source(one),
      group: [sourceOf(one.row), one.row.model, one.row.method, one.row.gpu, one.row.framework].join(' '),
    }),
  };
}

export function fitText(cases: readonly SpeedCase[]): string {
  const { values, inSample, byGroup, bySource } = validate(fittingOf(cases));
  const line = (name: string, { macroMedian, median }: FitFigures) =>
    `${name}: macro median ${(100 * macroMedian).toFixed(1)} %, median ${(100 * median).toFixed(1)} %`;
  return [
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${value.toPrecision(3)}`),
    line('in sample', inSample),
    line('groups left out', byGroup),
    line('sources left out', bySource),
  ].join('\n');
}
