/**
 * Memory of a step under MLX on Apple silicon: a fitted model, not one counted tensor by tensor. Its coefficients come
 * from the calibration of mlx-train-perf (M1 Max, mlx-lm 0.31, peaks of a few models, good to about 9 %).
 */
import { ALL_PHASES, STEP_PHASES, type MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatBytes, formatCount } from '../../units.ts';

const SOURCES = [{ title: 'IonDen/mlx-train-perf: calibration', url: 'https://github.com/IonDen/mlx-train-perf' }];

/** What the authors of the calibration state across models. */
export const MLX_WIDTH = {
  low: 0.91,
  high: 1.09,
  from: 'the fit of mlx-train-perf, good to 9 % across models',
} as const;

/** Python, Metal and MLX's own buffers, in bytes. */
const FIXED_BYTES = 1.6e9;
/** Bytes per token, hidden unit and layer. */
const CHECKPOINTED = 1.87;
const STORED = 85;
/** Bytes per head and pair of tokens: the scores of the stock attention, of one layer at a time. */
const PER_SCORE = 8.7;
/** Bytes per logit: 12 with a frozen head, 15 with a trained one. */
const PER_LOGIT = { frozen: 12, trained: 15 } as const;

/** Layers that mlx-lm adapts unless told otherwise; only layers above the lowest adapted one cost activations. */
const DEFAULT_LAYERS = 16;

/** Bytes by which mlx-lm's own defaults, 16 adapted layers without checkpointing, differ from a plan's activations. */
export function mlxDefaultsDifference({ chosen: { checkpointing }, share: { tokens, model, blocks } }: Plan): number {
  const layers = blocks.reduce((sum, { count }) => sum + count, 0);
  const own = activationRate(checkpointing) * layers;
  return (STORED * Math.min(DEFAULT_LAYERS, layers) - own) * tokens * model.hiddenSize;
}

function activationRate({ every }: Plan['chosen']['checkpointing']): number {
  const share = Number.isFinite(every) ? 1 / every : 0;
  return share * CHECKPOINTED + (1 - share) * STORED;
}

/** Everything is quantized, embeddings and head included. */
export function mlxWeights({
  chosen: { quantization, method },
  share: { base, architecture },
}: Plan): readonly MemoryComponent[] {
  const { total } = architecture.parameters;
  const perWeight = quantization.bytesPerWeight ?? base.plainBytes;
  return [
    {
      id: 'weights',
      kind: 'weights',
      label: method.trains === 'all' ? 'Model weights' : 'Base model weights',
      bytes: total * perWeight,
      working: () => `${formatCount(total)} parameters × ${quantization.derivation || `${perWeight} B`}`,
      phases: ALL_PHASES,
      basis: 'exact',
      sources: [...quantization.sources, ...SOURCES],
    },
  ];
}

/** MLX evaluates the whole graph of a step at once: gradients are there beside what is stored. */
export function mlxGradients({ share: { trained } }: Plan): readonly MemoryComponent[] {
  if (trained.elements === 0) return [];
  return [
    {
      id: 'gradients',
      kind: 'gradients',
      label: 'Gradients',
      bytes: trained.gradientBytes,
      working: () =>
        `${formatCount(trained.elements)} trainable parameters × ${trained.gradientBytes / trained.elements} B`,
      phases: ['backward', 'optimizer-step'],
      basis: 'exact',
      sources: SOURCES,
    },
  ];
}

/** Tokens × hidden × layers, at the rate that checkpointing leaves. */
export function mlxActivations({
  chosen: { checkpointing, method },
  share: { tokens, model, blocks },
}: Plan): readonly MemoryComponent[] {
  if (method.trains === 'nothing') return [];
  const layers = blocks.reduce((sum, { count }) => sum + count, 0);
  const rate = activationRate(checkpointing);
  return [
    {
      id: 'activations',
      kind: 'activations',
      label: checkpointing.every === 1 ? 'Activations, checkpointed' : 'Activations',
      bytes: rate * tokens * model.hiddenSize * layers,
      working: () =>
        `${rate.toFixed(2)} B × ${formatCount(tokens)} tokens × ${formatCount(model.hiddenSize)} × ${layers} layers`,
      phases: ['forward', 'loss', 'backward'],
      basis: 'modelled',
      sources: SOURCES,
    },
  ];
}

/** The stock attention keeps the scores of a layer. */
export function mlxScores({ chosen: { request, method }, share: { architecture } }: Plan): readonly MemoryComponent[] {
  if (method.trains === 'nothing') return [];
  const heads = Math.max(0, ...architecture.layers.map(({ mixer }) => (mixer.kind === 'attention' ? mixer.heads : 0)));
  if (heads === 0) return [];
  const { microBatch, sequenceLength } = request;
  return [
    {
      id: 'attention-scores',
      kind: 'block',
      label: 'Attention scores',
      bytes: PER_SCORE * heads * microBatch * sequenceLength ** 2,
      working: () => `${PER_SCORE} B × ${microBatch} × ${heads} heads × ${formatCount(sequenceLength)}²`,
      phases: ['loss', 'backward'],
      basis: 'modelled',
      sources: SOURCES,
    },
  ];
}

export function mlxLogits({ chosen: { method }, share: { tokens, vocabulary } }: Plan): readonly MemoryComponent[] {
  if (method.trains === 'nothing') return [];
  const rate = method.trains === 'all' ? PER_LOGIT.trained : PER_LOGIT.frozen;
  return [
    {
      id: 'logits',
      kind: 'logits',
      label: 'Logits and loss',
      bytes: rate * tokens * vocabulary,
      working: () => `${rate} B × ${formatCount(tokens)} tokens × ${formatCount(vocabulary)} vocabulary`,
      phases: ['loss', 'backward'],
      basis: 'modelled',
      sources: SOURCES,
    },
  ];
}

/** The optimizer's states, where it keeps them: nothing is sharded, nothing leaves the one memory there is. */
export function mlxStates({ chosen: { optimizer }, share: { trained } }: Plan): readonly MemoryComponent[] {
  if (trained.elements === 0) return [];
  let bytes = 0;
  for (const shape of trained.shapes) bytes += optimizer.stateBytes(shape);
  return [
    {
      id: 'optimizer-states',
      kind: 'optimizer-states',
      label: 'Optimizer states',
      bytes,
      working: () => `${formatBytes(bytes)}: ${optimizer.derivation}`,
      phases: STEP_PHASES,
      basis: 'exact',
      sources: SOURCES,
    },
  ];
}

export function mlxRuntime(): readonly MemoryComponent[] {
  return [
    {
      id: 'runtime',
      kind: 'runtime',
      label: 'MLX and Metal',
      bytes: FIXED_BYTES,
      working: () => `${formatBytes(FIXED_BYTES)}, fitted`,
      phases: ALL_PHASES,
      basis: 'allowance',
      sources: SOURCES,
    },
  ];
}
