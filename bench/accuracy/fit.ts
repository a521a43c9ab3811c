/** Fits named constants to measured rows, and says what they are worth on rows that the fit has not seen. */
import { minimise, type Bounds } from './nelder-mead.ts';
import { errorOf, macroMedian, median } from './score.ts';

/** A number that no source states, with where it starts and how far it may go. */
export interface Constant extends Bounds {
  readonly name: string;
  readonly start: number;
}

export type Values = Readonly<Record<string, number>>;

/** What is fitted: cases, and the prediction that the constants make for each. */
export interface Fitting<Case> {
  readonly cases: readonly Case[];
  /** Further cases to fit on, which are not scored; left out with the group and source that they belong to. */
  readonly besides?: readonly Case[];
  readonly constants: readonly Constant[];
  readonly predict: (one: Case, values: Values) => number;
  readonly about: (one: Case) => { readonly measured: number; readonly group: string; readonly source: string };
}

export interface FitFigures {
  readonly macroMedian: number;
  readonly median: number;
  readonly within10: number;
}

export interface Validated<Case> {
  readonly values: Values;
  /** On the rows that were fitted. */
  readonly inSample: FitFigures;
  /** With whole groups left out: siblings that differ in batch or length only stay together. */
  readonly byGroup: FitFigures;
  /** With whole sources left out. */
  readonly bySource: FitFigures;
  /** Each case with the prediction of constants that were fitted without its group. */
  readonly heldOut: readonly (readonly [Case, number])[];
  readonly heldOutBySource: readonly (readonly [Case, number])[];
}

const FOLDS = 6;

export function validate<Case>(fitting: Fitting<Case>): Validated<Case> {
  const { cases, predict, about } = fitting;
  const values = fit(fitting);
  const heldOut = leftOut(fitting, foldsOf(fitting));
  const heldOutBySource = leftOut(fitting, (one) => about(one).source);
  return {
    values,
    inSample: judged(
      fitting,
      cases.map((one) => [one, predict(one, values)]),
    ),
    byGroup: judged(fitting, heldOut),
    bySource: judged(fitting, heldOutBySource),
    heldOut,
    heldOutBySource,
  };
}

/** Half a percent more or less should not matter: errors below this count as equal. */
const SMOOTHING = 0.02;

/** The constants with the least mean over sources of their mean smoothed log error. */
export function fit<Case>({ cases, besides = [], constants, predict, about }: Fitting<Case>): Values {
  const bySource = [...Map.groupBy([...cases, ...besides], (one) => about(one).source).values()];
  const objective = (point: readonly number[]) => {
    const values = named(constants, point);
    const error = (one: Case) => Math.hypot(Math.log(predict(one, values) / about(one).measured), SMOOTHING);
    return mean(bySource.map((some) => mean(some.map(error))));
  };
  const start = constants.map((one) => one.start);
  return named(constants, minimise(objective, start, constants));
}

// ----- Cross-validation -----

/** Groups dealt out in the order of their names: the same folds every time. */
export function foldsOf<Case>({
  cases,
  besides = [],
  about,
}: Pick<Fitting<Case>, 'cases' | 'besides' | 'about'>): (one: Case) => string {
  const groups = [...new Set([...cases, ...besides].map((one) => about(one).group))].sort();
  const fold = new Map(groups.map((group, i) => [group, String(i % FOLDS)]));
  return (one) => fold.get(about(one).group)!;
}

/** Each case predicted by constants that were fitted without its part. */
function leftOut<Case>(fitting: Fitting<Case>, partOf: (one: Case) => string): readonly (readonly [Case, number])[] {
  const parts = Map.groupBy(fitting.cases, partOf);
  return [...parts].flatMap(([part, own]) => {
    const others = (cases: readonly Case[]) => cases.filter((one) => partOf(one) !== part);
    const values = fit({ ...fitting, cases: others(fitting.cases), besides: others(fitting.besides ?? []) });
    return own.map((one) => [one, fitting.predict(one, values)] as const);
  });
}

function judged<Case>({ about }: Fitting<Case>, cases: readonly (readonly [Case, number])[]): FitFigures {
  const scored = cases.map(([one, predicted]) => ({ ...about(one), predicted }));
  const errors = scored.map((one) => Math.abs(errorOf(one)));
  return {
    macroMedian: macroMedian(Map.groupBy(scored, ({ source }) => source).values()),
    median: median(errors),
    within10: errors.filter((error) => error <= 0.1).length / errors.length,
  };
}

function named(constants: readonly Constant[], point: readonly number[]): Values {
  return Object.fromEntries(constants.map(({ name }, i) => [name, point[i]!]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
