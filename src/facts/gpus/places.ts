/** Places and instance types people name instead of a card. */
export const places = [
  { names: ['colab', 'google colab', 'colab free'], gpu: 't4', count: 1 },
  { names: ['colab pro', 'colab pro+', 'google colab pro'], gpu: 'a100-40gb-sxm', count: 1, also: ['l4', 't4'] },
  {
    names: ['kaggle', 'kaggle t4', 'kaggle t4x2', 'kaggle 2xt4', 'kaggle 2x t4'],
    gpu: 't4',
    count: 2,
    also: ['p100-16gb'],
  },
  { names: ['dgx a100'], gpu: 'a100-80gb-sxm', count: 8, also: ['a100-40gb-sxm'] },
  { names: ['dgx h100'], gpu: 'h100-sxm', count: 8 },
  { names: ['dgx h200'], gpu: 'h200-sxm', count: 8 },
  { names: ['dgx b200'], gpu: 'b200', count: 8 },
  { names: ['g4dn'], gpu: 't4', count: 1 },
  { names: ['g5'], gpu: 'a10g', count: 1 },
  { names: ['g6'], gpu: 'l4', count: 1 },
  { names: ['g6e'], gpu: 'l40s', count: 1 },
  { names: ['p4d', 'p4d.24xlarge'], gpu: 'a100-40gb-sxm', count: 8 },
  { names: ['p4de', 'p4de.24xlarge'], gpu: 'a100-80gb-sxm', count: 8 },
  { names: ['p5', 'p5.48xlarge'], gpu: 'h100-sxm', count: 8 },
  { names: ['p5e', 'p5en', 'p5en.48xlarge'], gpu: 'h200-sxm', count: 8 },
] as const satisfies readonly Place[];

export interface Place {
  readonly names: readonly string[];
  /** The row's id. */
  readonly gpu: string;
  readonly count: number;
  /** Other rows the same name may mean. */
  readonly also?: readonly string[];
}

/** Accelerators people name that no term of the estimator models. */
export const notEstimated = ['tpu', 'trainium', 'inferentia', 'neuron', 'npu', 'cerebras', 'groq'] as const;
