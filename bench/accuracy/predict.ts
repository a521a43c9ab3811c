/** Which quantity a row measured, and the estimator's figure for it. */
import { estimate, GIB, type Estimate, type RequestInput } from '../../src/index.ts';
import { requestOf } from './map.ts';
import { wordsOf, type Row } from './rows.ts';

/** What the row's tool reads. `unstated` is predicted as device memory: what monitors show, where nobody names a tool. */
export type Measure = 'allocated' | 'reserved' | 'device' | 'unstated';

const MEASURES: readonly (readonly [RegExp, Measure])[] = [
  [/logs max reserved/, 'reserved'],
  [/unstated/, 'unstated'],
  [/nvidia-smi|nvml|device memory/, 'device'],
  [/reserved/, 'reserved'],
  [/allocated|mx peak|mlx|metal/, 'allocated'],
  [/titan metric/, 'reserved'],
  [/^torch peak/, 'allocated'],
];

export function measureOf(row: Row): Measure {
  const words = wordsOf(row.what_measured);
  return MEASURES.find(([pattern]) => pattern.test(words))?.[1] ?? 'unstated';
}

export interface Prediction {
  readonly row: Row;
  readonly request: RequestInput;
  readonly estimate: Estimate;
  readonly measure: Measure;
  /** The estimator's figure for what the row measured, and the row's, in GiB. */
  readonly predicted: number;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
}

/** The figure that stands for a measure. */
function figureOf({ peak }: Estimate, measure: Measure): number {
  const figures = {
    allocated: peak.allocatedBytes,
    reserved: peak.reservedBytes,
    unstated: peak.deviceBytes,
    device: peak.deviceBytes,
  } as const;
  return figures[measure];
}

/** @throws Skip, and UserError where options exclude each other. */
export function predict(row: Row): Prediction {
  return predictAs(row, requestOf(row));
}

/** The row's figure as the estimator gives it for this request. */
function predictAs(row: Row, request: RequestInput): Prediction {
  const found = estimate(request);
  const measure = measureOf(row);
  const predicted = figureOf(found, measure) / GIB;
  return {
    row,
    request,
    estimate: found,
    measure,
    predicted,
    measured: row.value_gib_per_gpu ?? NaN,
    ...rangeFor(found, measure, predicted),
  };
}

/**
 * Tensors are as many bytes in doubt as what is required. Whatever holds more has no firm low end but the tensors' own: the
 * allocator may keep nothing beside them.
 */
function rangeFor({ range, deviceRange, peak }: Estimate, measure: Measure, predicted: number) {
  const below = (peak.requiredBytes - range.lowBytes) / GIB;
  if (measure === 'allocated')
    return { low: predicted - below, high: predicted + (range.highBytes - peak.requiredBytes) / GIB };
  const high = (predicted * deviceRange.highBytes) / peak.deviceBytes;
  return { low: Math.min(peak.allocatedBytes / GIB - below, high), high };
}
