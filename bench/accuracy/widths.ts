/**
 * How far measured runs lie from estimates, by kind of run: what src/facts/error-widths.ts holds. Errors are those of
 * constants that were fitted without the row's group.
 */
import { writeFileSync } from 'node:fs';
import { GIB, makePlan, uncertainOf } from '../../src/index.ts';
import type { ErrorWidth, ErrorWidths, WidthsByKind } from '../../src/facts/error-widths.ts';
import { kindsOf } from '../../src/memory/range.ts';
import { foldsOf, type Validated } from './fit.ts';
import type { Prediction } from './predict.ts';
import { weightedQuantile, type Weighted } from './score.ts';

/** Percentiles of runs seen that hold nine of ten unseen ones, by group (89 %) and by source (91 %). */
const [LOW, HIGH] = [0.035, 0.965];
/** Kinds with fewer runs go by the next wider one. */
const MIN_ROWS = 8;
/** So many runs of the wider kind count beside a kind's own. */
const PRIOR_ROWS = 32;

/** A measured run beside an estimate that has not seen its group. */
interface ErrorCase {
  readonly prediction: Prediction;
  /** Measured over predicted; of tensors, the error in units of what is in doubt, about 1. */
  readonly ratio: number;
  readonly kinds: readonly string[];
}

type HeldOut = readonly (readonly [Prediction, number])[];

export function errorWidths({ heldOut, heldOutBySource }: Validated<Prediction>): ErrorWidths {
  return {
    frameworks: measuredFrameworks(heldOut),
    measured: widthsOf(heldOut.map(caseOf)),
    unmeasured: widthsOf(heldOutBySource.map(caseOf)),
  };
}

/** Presets that enough runs were made in. */
function measuredFrameworks(heldOut: HeldOut): readonly string[] {
  const byFramework = Map.groupBy(heldOut, ([{ estimate }]) => estimate.request.framework);
  return [...byFramework]
    .filter(([, runs]) => runs.length >= MIN_ROWS)
    .map(([framework]) => framework)
    .sort();
}

function caseOf([prediction, gib]: HeldOut[number]): ErrorCase {
  const kinds = kindsOf(makePlan(prediction.request).chosen).map(({ id }) => id);
  const ratio = prediction.measured / gib;
  return { prediction, ratio: readsTensors({ prediction }) ? 1 + (ratio - 1) / doubtful(prediction) : ratio, kinds };
}

const readsTensors = ({ prediction }: Pick<ErrorCase, 'prediction'>) => prediction.measure === 'allocated';

/** Share of the tensors that an error is measured against. */
function doubtful({ estimate: { components, peak } }: Prediction): number {
  return uncertainOf(components, peak.allocatedBytes) / peak.allocatedBytes;
}

function widthsOf(cases: readonly ErrorCase[]): WidthsByKind {
  const of = (some: readonly ErrorCase[]) => {
    const ids = [...new Set(some.flatMap(({ kinds }) => kinds))].sort();
    const listed = ids.filter((id) => some.filter(({ kinds }) => kinds.includes(id)).length >= MIN_ROWS);
    return Object.fromEntries(listed.map((id) => [id, widthOf(some, id)]));
  };
  return { tensors: of(cases.filter(readsTensors)), held: of(cases.filter((one) => !readsTensors(one))) };
}

/** The percentiles of a kind, each drawn towards that of the wider kinds. */
function widthOf(cases: readonly ErrorCase[], id: string): ErrorWidth {
  const own = cases.filter(({ kinds }) => kinds.includes(id));
  const lineage = own[0]!.kinds.slice(own[0]!.kinds.indexOf(id)).toReversed();
  const percentile = (q: number) => {
    let value = NaN;
    for (const wider of lineage) {
      const some = cases.filter(({ kinds }) => kinds.includes(wider));
      const found = weightedQuantile(balanced(some), q);
      value = Number.isNaN(value) ? found : (found * some.length + value * PRIOR_ROWS) / (some.length + PRIOR_ROWS);
    }
    return value;
  };
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    rows: own.length,
    low: round(Math.min(1, percentile(LOW))),
    high: round(Math.max(1, percentile(HIGH))),
  };
}

/** A source counts by the square root of its rows: the largest should not speak for all, nor the smallest as loud. */
function balanced(cases: readonly ErrorCase[]): readonly Weighted[] {
  const counts = new Map<string, number>();
  for (const { prediction } of cases) {
    const source = prediction.row.source_repo;
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return cases.map(({ ratio: value, prediction }) => ({
    value,
    weight: counts.get(prediction.row.source_repo)! ** -0.5,
  }));
}

// ----- What the widths are worth -----

/** Share of runs inside a range whose width comes from other groups, and from other sources. */
export function coverage(heldOut: HeldOut): { readonly byGroup: number; readonly bySource: number } {
  const cases = heldOut.map(caseOf);
  const about = ({ prediction: { row } }: ErrorCase) => ({
    group: row.group ?? row.id,
    source: row.source_repo,
    measured: 1,
  });
  return {
    byGroup: coverageBy(cases, foldsOf({ cases, about })),
    bySource: coverageBy(cases, (one) => about(one).source),
  };
}

function coverageBy(cases: readonly ErrorCase[], partOf: (one: ErrorCase) => string): number {
  const inside = [...Map.groupBy(cases, partOf)].flatMap(([part, own]) => {
    const widths = widthsOf(cases.filter((one) => partOf(one) !== part));
    return own.filter((one) => covers(widths, one));
  });
  return inside.length / cases.length;
}

function covers({ tensors, held }: WidthsByKind, one: ErrorCase): boolean {
  const { prediction, ratio, kinds } = one;
  const of = (widths: Readonly<Record<string, ErrorWidth>>) => widths[kinds.find((id) => id in widths)!]!;
  if (readsTensors(one)) return ratio >= of(tensors).low && ratio <= of(tensors).high;
  const { estimate, predicted } = prediction;
  const lowest = (estimate.peak.allocatedBytes / GIB / predicted) * (1 - (1 - of(tensors).low) * doubtful(prediction));
  return ratio >= lowest && ratio <= of(held).high;
}

// ----- The file -----

const FILE = new URL('../../src/facts/error-widths.ts', import.meta.url);

/** Writes the widths where the estimator reads them. */
export function writeWidths(widths: ErrorWidths): void {
  const source = (of: Readonly<Record<string, ErrorWidth>>) =>
    Object.entries(of)
      .map(([id, { rows, low, high }]) => `'${id}': { rows: ${rows}, low: ${low}, high: ${high} },`)
      .join('\n');
  const kinds = ({ tensors, held }: WidthsByKind) =>
    `{ tensors: {\n${source(tensors)}\n}, held: {\n${source(held)}\n} }`;
  const { frameworks, measured, unmeasured } = widths;
  const names = frameworks.map((name) => `'${name}'`).join(', ');
  const text = `frameworks: [${names}],\nmeasured: ${kinds(measured)},\nunmeasured: ${kinds(unmeasured)},`;
  writeFileSync(FILE, `${HEADER}export const ERROR_WIDTHS: ErrorWidths = {\n${text}\n};\n`);
}

const HEADER = `/**
 * How far measured runs lie from estimates: written by \`npm run bench:accuracy -- --widths\`, held to a fresh run by
 * test/bench/accuracy.test.ts.
 */

/** Measured over estimated, for nine runs of ten, and on how many runs it rests; of tensors, 1 and the error relative to what is in doubt. */
export interface ErrorWidth {
  readonly rows: number;
  readonly low: number;
  readonly high: number;
}

/** By the kinds of src/memory/range.ts. */
export interface WidthsByKind {
  /** Runs that report PyTorch's tensors. */
  readonly tensors: Readonly<Record<string, ErrorWidth>>;
  /** Runs that report what its allocator holds or a monitor shows. */
  readonly held: Readonly<Record<string, ErrorWidth>>;
}

export interface ErrorWidths {
  /** Presets that were measured. */
  readonly frameworks: readonly string[];
  /** Errors of constants that have not seen the run's group. */
  readonly measured: WidthsByKind;
  /** Errors of constants that have not seen the run's source: what to expect of a framework that nobody measured. */
  readonly unmeasured: WidthsByKind;
}

`;
