/** Rows to figures: maps, predicts, and keeps the reason of every row that is left out. */
import { UserError } from '../../src/index.ts';
import { SPEED, type SpeedConstants } from '../../src/facts/utilisation.ts';
import { microBatchSeconds, stepSeconds } from '../../src/cost/time/step.ts';
import { Skip } from '../accuracy/map.ts';
import { errorOf, macroMedian, median } from '../accuracy/score.ts';
import { caseOf, type SpeedCase } from './map.ts';
import { sourceOf, type SpeedRow } from './rows.ts';

interface Cases {
  readonly cases: readonly SpeedCase[];
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
}

export function casesOf(rows: readonly SpeedRow[]): Cases {
  const cases: SpeedCase[] = [];
  const skipped: { id: string; reason: string }[] = [];
  for (const row of rows) {
    try {
      const one = caseOf(row);
      predict(one);
      cases.push(one);
    } catch (error) {
      if (!(error instanceof Skip) && !(error instanceof UserError)) throw error;
      skipped.push({ id: row.id, reason: error.message });
    }
  }
  return { cases, skipped };
}

/** Seconds per micro-batch, updates spread over it. */
export function predict({ plan, gpu, settings }: SpeedCase, speed: SpeedConstants = SPEED): number {
  const step = stepSeconds(plan, gpu, settings, speed);
  if (step === undefined) throw new Skip(`nothing known of the rates of ${gpu.name}`);
  return microBatchSeconds(step) + step.update / plan.chosen.request.accumulation;
}

// ----- Figures by group -----

export interface SpeedFigures {
  readonly rows: number;
  /** Of the relative error of the speed, without sign. */
  readonly median: number;
  readonly within30: number;
  /** Median signed error of the speed: negative is too slow. */
  readonly bias: number;
}

export interface SpeedResult {
  readonly macroMedian: number;
  readonly overall: SpeedFigures;
  readonly bySource: Readonly<Record<string, SpeedFigures>>;
  readonly byMethod: Readonly<Record<string, SpeedFigures>>;
  readonly byDevice: Readonly<Record<string, SpeedFigures>>;
  readonly skipped: Cases['skipped'];
}

/** A prediction as speed: tokens per second, relative to the measured ones. */
export function speedOf(one: SpeedCase): { predicted: number; measured: number } {
  return { predicted: 1 / predict(one), measured: 1 / one.measured };
}

export function resultOf({ cases, skipped }: Cases): SpeedResult {
  const by = (key: (one: SpeedCase) => string) =>
    Object.fromEntries([...Map.groupBy(cases, key)].map(([name, some]) => [name, figuresOf(some)]));
  return {
    macroMedian: macroMedian(
      [...Map.groupBy(cases, ({ row }) => sourceOf(row)).values()].map((some) => some.map(speedOf)),
    ),
    overall: figuresOf(cases),
    bySource: by(({ row }) => sourceOf(row)),
    byMethod: by(({ row }) => row.method),
    byDevice: by(({ gpu }) => gpu.id),
    skipped,
  };
}

function figuresOf(cases: readonly SpeedCase[]): SpeedFigures {
  const signed = cases.map((one) => errorOf(speedOf(one)));
  return {
    rows: cases.length,
    median: median(signed.map(Math.abs)),
    within30: signed.filter((error) => Math.abs(error) <= 0.3).length / signed.length,
    bias: median(signed),
  };
}
