/** One line of an estimate: so many bytes, alive in these phases, for this reason. */
import type { Source } from '../facts/types.ts';

/** A training step in order. Each stands for its worst moment; most objectives generate nothing. */
export const PHASES = ['load', 'generation', 'forward', 'loss', 'backward', 'optimizer-step'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The kinds of memory, in the order in which an answer shows them, and the components of each. An id is there once in an
 * estimate at most, and stays what it is from version to version.
 */
export const COMPONENTS = {
  weights: ['weights', 'unsharded-weights'],
  'held-weights': ['reference-weights', 'reward-weights', 'teacher-weights', 'value-weights'],
  'lora-weights': ['lora-weights'],
  'gathered-weights': ['gathered-weights'],
  gradients: ['gradients', 'unscattered-gradients', 'stage-gradients', 'value-gradients'],
  'optimizer-states': ['optimizer-states', 'unpaged-states', 'value-optimizer-states', 'value-unpaged-states'],
  activations: ['activations', 'fsdp-checkpoints', 'per-layer-inputs', 'tower-activations', 'value-activations'],
  block: ['block', 'attention-scores', 'tower-block'],
  logits: ['logits', 'outliving-logits', 'generated-logits'],
  'kv-cache': ['kv-cache', 'vllm'],
  workspace: [
    'cublas-workspaces',
    'dequantized-checkpoint',
    'dequantized-weight',
    'dequantized-head',
    'weight-casts',
    'block-casts',
    'dora-norms',
    'frozen-parts',
    'head-gradient',
    'value-head-gradient',
    'reduce-buckets',
    'step-temporaries',
  ],
  runtime: ['runtime'],
  fragmentation: ['fragmentation'],
} as const satisfies Record<string, readonly string[]>;

export type ComponentKind = keyof typeof COMPONENTS;
export type ComponentId = (typeof COMPONENTS)[ComponentKind][number];

export const COMPONENT_KINDS = Object.keys(COMPONENTS) as readonly ComponentKind[];

export interface MemoryComponent {
  readonly id: ComponentId;
  readonly kind: ComponentKind;
  readonly label: string;
  /** Per GPU, unrounded. */
  readonly bytes: number;
  /** The arithmetic in words and figures; made only when somebody looks. */
  readonly working: () => string;
  /** When it is alive: the peak is the largest phase, not the sum of everything. */
  readonly phases: readonly Phase[];
  /** `exact`: counted; `modelled`: from measured behaviour; `allowance`: outside PyTorch's tensors. */
  readonly basis: 'exact' | 'modelled' | 'allowance';
  readonly sources: readonly Source[];
}

export const ALL_PHASES: readonly Phase[] = PHASES;
export const STEP_PHASES: readonly Phase[] = ['generation', 'forward', 'loss', 'backward', 'optimizer-step'];
