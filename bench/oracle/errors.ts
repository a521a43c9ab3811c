/** The estimator against the oracle, component by component and phase by phase. */
import { bytesByPhase, estimate, OPTIMIZERS } from '../../src/index.ts';
import type { OracleRow } from './rows.ts';

/** One figure that both state. */
export interface Comparison {
  readonly row: OracleRow;
  readonly quantity: string;
  readonly expected: number;
  readonly predicted: number;
  /** Of `predicted` against `expected`, signed. */
  readonly error: number;
}

export interface Summary {
  readonly name: string;
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly bias: number;
  readonly worst: Comparison;
}

export const COMPONENTS = ['weights', 'lora-weights', 'gradients', 'optimizer-states', 'activations'] as const;
const PEAKS = ['forward', 'loss', 'backward', 'optimizer-step'] as const;

/** Tensors below this share of the peak are not worth an error of their own. */
const SMALL_SHARE = 1e-4;

/** Whether the run stands for one on a GPU, and the estimator knows the optimizer. */
export function isComparable({ request, core }: OracleRow): boolean {
  if (!core) return false;
  return request.optimizer === undefined || Object.hasOwn(OPTIMIZERS, request.optimizer);
}

/** Every figure of a row that the estimator states too: components, the peak of each phase, the peak. */
export function compareRow(row: OracleRow): readonly Comparison[] {
  const { components, peak } = estimate(row.request);
  const phases = bytesByPhase(components);
  // The oracle counts models that are held beside with the weights.
  const kindOf = (kind: string) => (kind === 'held-weights' ? 'weights' : kind);
  const sumOf = (id: string) => components.reduce((sum, one) => (kindOf(one.kind) === id ? sum + one.bytes : sum), 0);
  const of = (quantity: string, expected: number, predicted: number): Comparison => ({
    row,
    quantity,
    expected,
    predicted,
    error: predicted / expected - 1,
  });
  return [
    ...COMPONENTS.map((id) => of(id, row.components[id], sumOf(id))),
    ...PEAKS.map((phase) => of(`peak in ${phase}`, row.peaks[phase], phases[phase])),
    of('peak', row.value, peak.allocatedBytes),
  ].filter(({ expected }) => expected > SMALL_SHARE * row.value);
}

/** Errors of some comparisons together. @throws when there is none. */
export function summarize(name: string, some: readonly Comparison[]): Summary {
  const sorted = some.toSorted((a, b) => Math.abs(a.error) - Math.abs(b.error));
  const at = (share: number) => Math.abs(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.error);
  const worst = sorted.at(-1);
  if (!worst) throw new Error(`Nothing to summarize for ${name}.`);
  const bias = some.reduce((sum, { error }) => sum + error, 0) / some.length;
  return { name, count: some.length, median: at(0.5), p90: at(0.9), bias, worst };
}

/** Summaries of groups, in the order in which they first occur. */
export function summarizeBy(some: readonly Comparison[], groupOf: (one: Comparison) => string): readonly Summary[] {
  return [...Map.groupBy(some, groupOf)].map(([name, group]) => summarize(name, group));
}
