/** One line of an estimate: so many bytes, alive in these phases, for this reason. */
import type { Source } from '../facts/types.ts';

/** A training step in order. Each stands for its worst moment; most objectives generate nothing. */
export const PHASES = ['load', 'generation', 'forward', 'loss', 'backward', 'optimizer-step'] as const;
export type Phase = (typeof PHASES)[number];

/** The memory components, in the order in which an answer shows them. */
export const COMPONENT_IDS = [
  'weights',
  'held-weights',
  'lora-weights',
  'gathered-weights',
  'gradients',
  'optimizer-states',
  'activations',
  'block',
  'logits',
  'kv-cache',
  'workspace',
  'runtime',
  'fragmentation',
] as const;
export type ComponentId = (typeof COMPONENT_IDS)[number];

export interface MemoryComponent {
  readonly id: ComponentId;
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
