/** What a device computes with, and which memory model describes it. */
import type { Runtime } from './gpus/row.ts';

export interface RuntimeRow {
  readonly label: string;
  /** Whose allocator and kernels decide the memory. */
  readonly memory: 'pytorch' | 'mlx';
}

export const RUNTIMES = {
  cuda: { label: 'CUDA', memory: 'pytorch' },
  rocm: { label: 'ROCm', memory: 'pytorch' },
  xpu: { label: 'XPU', memory: 'pytorch' },
  cann: { label: 'CANN', memory: 'pytorch' },
  hpu: { label: 'Gaudi', memory: 'pytorch' },
  metal: { label: 'Metal', memory: 'mlx' },
} as const satisfies Record<Runtime, RuntimeRow>;
