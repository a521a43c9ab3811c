/** What a device cannot do: refused in a sentence where it was asked for, said as a warning where it changes a default. */
import { UserError } from '../errors.ts';
import { REQUIREMENTS, type Needs } from '../facts/requirements.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import type { Plan } from './plan.ts';
import { mlxDefaultsDifference } from '../memory/terms/mlx.ts';
import { formatBytes } from '../units.ts';

/** A row of options that was chosen. */
export interface Chosen extends Needs {
  readonly label: string;
}

/** @throws UserError naming the option, the device, and what to use instead. */
export function checkDevice(gpu: GpuFacts, chosen: readonly Chosen[]): void {
  for (const { label, requires, instead } of chosen) {
    if (requires === undefined || REQUIREMENTS[requires].met(gpu)) continue;
    const { label: need } = REQUIREMENTS[requires];
    throw new UserError(
      'unsupported-combination',
      `The ${gpu.name} has no ${need}${label === need ? '' : `, which ${label} needs`}.`,
      instead ?? 'Leave that option out, or name another device.',
    );
  }
}

/** Whether a row can be used on a device; on any where none is named. */
export function supports(gpu: GpuFacts | null, { requires }: Chosen): boolean {
  return gpu === null || requires === undefined || REQUIREMENTS[requires].met(gpu);
}

/** What the device's gaps change. */
export function deviceWarnings(plan: Plan): readonly string[] {
  const { request, method } = plan;
  const { gpu } = request;
  if (gpu === null || method.trains === 'nothing') return [];
  if (REQUIREMENTS.mlx.met(gpu)) return mlxWarnings(plan);
  const { bf16, flashAttention2 } = gpu.capabilities;
  return [
    ...(bf16 || request.dtype === 'bf16'
      ? []
      : [
          `The ${gpu.name} has no bf16: ${request.dtype} is assumed, with loss scaling, at the same memory; models trained in bf16 (Gemma) may overflow in it.`,
        ]),
    ...(flashAttention2
      ? []
      : [
          `The ${gpu.name} has no FlashAttention-2: SDPA's memory-efficient kernel is assumed, which needs no more memory; attn_implementation="eager" would.`,
        ]),
  ];
}

function mlxWarnings(plan: Plan): readonly string[] {
  const difference = formatBytes(Math.abs(mlxDefaultsDifference(plan)));
  const more = mlxDefaultsDifference(plan) > 0 ? 'more' : 'less';
  return [
    `Estimated for mlx-lm with all layers adapted. Its own defaults (16 layers, no gradient checkpointing) take ${difference} ${more}; guides that stop at about 30B on a 64 GB Mac rest on them.`,
  ];
}
