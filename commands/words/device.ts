/** Cards in an answer: their name, and how many were asked about. */
import { UserError, type DeviceChoice, type GpuFacts } from '../../src/index.ts';

/** `2× RTX 3090` */
export function deviceName({ name }: GpuFacts, gpuCount: number): string {
  return `${gpuCount > 1 ? `${gpuCount}× ` : ''}${name}`;
}

/** How many cards were named. @throws UserError where two options contradict each other. */
export function countOf({
  gpu,
  gpus,
}: {
  readonly gpu?: DeviceChoice | undefined;
  readonly gpus?: number | undefined;
}): number {
  const count = gpu?.count ?? 1;
  if (gpus === undefined || gpus === count) return count;
  if (count === 1) return gpus;
  throw new UserError(
    'invalid-option',
    `gpu:${gpu?.given} names ${count} cards and gpus:${gpus} another number.`,
    `Say it once, for example gpu:${gpus}x${gpu?.gpu.id ?? '4090'}`,
  );
}
