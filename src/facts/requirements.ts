/** What a row of options may ask of a device. A row names its need; only this table knows how a device meets it. */
import type { GpuFacts } from './gpus.ts';
import { RUNTIMES } from './runtimes.ts';
import type { Sentence } from '../words.ts';

interface RequirementRow {
  /** What is missing, in a sentence: "… needs bf16, which the T4 lacks". */
  readonly label: string;
  readonly met: (gpu: GpuFacts) => boolean;
}

const runs = (memory: 'pytorch' | 'mlx') => (gpu: GpuFacts) => RUNTIMES[gpu.runtime].memory === memory;

export const REQUIREMENTS = {
  bf16: { label: 'bf16', met: ({ capabilities }) => capabilities.bf16 },
  fp8: { label: 'fp8', met: ({ capabilities }) => capabilities.fp8 },
  bitsandbytes: {
    label: 'bitsandbytes under PyTorch',
    met: (gpu) => runs('pytorch')(gpu) && gpu.capabilities.bitsandbytes4bit,
  },
  pytorch: { label: 'PyTorch', met: runs('pytorch') },
  mlx: { label: 'MLX', met: runs('mlx') },
} as const satisfies Record<string, RequirementRow>;

type Requirement = keyof typeof REQUIREMENTS;

/** Mixed into the rows of options. */
export interface Needs {
  readonly requires?: Requirement;
  /** What to ask for instead. */
  readonly instead?: Sentence;
}

/** A row of options that may be chosen. */
export interface Option extends Needs {
  readonly label: string;
}

/** Whether a row can be used on a device; on any where none is named. */
export function supports(gpu: GpuFacts | null, { requires }: Option): boolean {
  return gpu === null || requires === undefined || REQUIREMENTS[requires].met(gpu);
}
