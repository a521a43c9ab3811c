/** Places, boards and families of machines that people name instead of a card. */
import type { Machine } from './row.ts';

const board = (names: readonly string[], gpu: string, count: number, also?: readonly string[]): Machine => ({
  names,
  gpu,
  count,
  ...(also && { also }),
});

/** Colab's hosts as its notebooks print them; sessions end after twelve hours at most, and when others need the GPU (its FAQ). */
const COLAB_T4 = { ramGib: 12.7, diskGb: 112 };
const COLAB_L4 = { ramGib: 53, diskGb: 235 };
const COLAB_A100 = { ramGib: 83.5, diskGb: 235 };
/** Kaggle's documents on notebooks: 30 hours of GPU a week, twelve a session; 20 GB of /kaggle/working beside the image's own. */
const KAGGLE = { host: { ramGib: 29, diskGb: 73 }, free: { perSession: 12, perWeek: 30 } };

export const PLACES: readonly Machine[] = [
  {
    names: ['colab', 'google colab', 'colab free', 'colab free tier', 'colab t4'],
    gpu: 't4',
    count: 1,
    host: COLAB_T4,
    free: { perSession: 12, perWeek: null },
  },
  {
    names: ['colab pro', 'colab pro+', 'google colab pro', 'colab a100'],
    gpu: 'a100-40gb-sxm',
    count: 1,
    also: ['l4', 't4'],
    host: COLAB_A100,
  },
  { names: ['colab l4'], gpu: 'l4', count: 1, host: COLAB_L4 },
  {
    names: ['kaggle', 'kaggle t4', 'kaggle t4x2', 'kaggle 2xt4', 'kaggle 2x t4'],
    gpu: 't4',
    count: 2,
    also: ['p100-16gb'],
    ...KAGGLE,
  },
  { names: ['kaggle p100'], gpu: 'p100-16gb', count: 1, ...KAGGLE },
  // Sessions of four hours with a GPU, four in a day (its documents).
  {
    names: ['studio lab', 'sagemaker studio lab'],
    gpu: 't4',
    count: 1,
    host: { ramGib: 16, diskGb: 15 },
    free: { perSession: 4, perWeek: 28 },
  },

  board(
    ['mi250x', 'mi250', 'mi250x 128gb', 'mi250 128gb', 'instinct mi250x', 'amd mi250x', 'amd instinct mi250x'],
    'mi250x-gcd',
    2,
  ),
  // What a driver prints is one of the two.
  board(['amd instinct mi250x / mi250'], 'mi250x-gcd', 1),
  board(['910c', 'ascend 910c', 'atlas a3'], 'ascend-910c-die', 2),

  board(['dgx a100'], 'a100-80gb-sxm', 8, ['a100-40gb-sxm']),
  board(['dgx h100'], 'h100-sxm', 8),
  board(['dgx h200'], 'h200-sxm', 8),
  board(['dgx b200'], 'b200', 8),
  board(['dgx b300'], 'b300', 8),
  board(['dgx-1', 'dgx1'], 'v100-32gb', 8, ['v100-16gb']),
  board(['dgx-2', 'dgx2'], 'v100-32gb', 16),

  // A family without a size: its smallest.
  board(['g4dn'], 't4', 1),
  board(['g5'], 'a10g', 1),
  board(['g6'], 'l4', 1),
  board(['g6e'], 'l40s', 1),
  board(['g7e'], 'rtx-pro-6000-blackwell-server', 1),
  board(['p3'], 'v100-16gb', 1),
  board(['p3dn'], 'v100-32gb', 8),
  board(['p4d'], 'a100-40gb-sxm', 8),
  board(['p4de'], 'a100-80gb-sxm', 8),
  board(['p5'], 'h100-sxm', 8),
  board(['p5e', 'p5en'], 'h200-sxm', 8),
  board(['p6', 'p6-b200'], 'b200', 8),
  board(['p6-b300'], 'b300', 8),
  board(['a2-highgpu'], 'a100-40gb-sxm', 1),
  board(['a2-ultragpu'], 'a100-80gb-sxm', 1),
  board(['a3-highgpu', 'a3-high'], 'h100-sxm', 8),
  board(['a3-megagpu', 'a3-mega'], 'h100-sxm', 8),
  board(['a3-ultragpu-8g', 'a3-ultragpu', 'a3-ultra'], 'h200-sxm', 8),
  board(['a4-highgpu-8g', 'a4-highgpu'], 'b200', 8),
  board(['g2-standard'], 'l4', 1),
  board(['g4-standard'], 'rtx-pro-6000-blackwell-server', 1),
];

/** Accelerators people name that no term of the estimator models. */
export const notEstimated = ['tpu', 'trainium', 'inferentia', 'neuron', 'cerebras', 'groq'] as const;
