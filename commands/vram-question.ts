/** From the arguments of `vram` to the estimator's request. */
import { UserError, type DeviceChoice, type RequestInput } from '../src/index.ts';
import type { Services } from './command.ts';
import { chooseModel, type ChosenModel } from './model.ts';
import { DTYPE_CHOICES, type VramArgs } from './vram-options.ts';

/** What was asked, resolved: the estimator's request, and how the names were read. */
export interface VramQuestion {
  readonly request: RequestInput;
  readonly model: ChosenModel;
  readonly device: DeviceChoice | undefined;
  readonly gpuCount: number;
}

/** @throws UserError for an unknown model, or a number of cards that contradicts itself. */
export async function readQuestion(args: VramArgs, { hub }: Services): Promise<VramQuestion> {
  const model = await chooseModel(args, hub);
  const dtype = args.dtype === undefined ? undefined : DTYPE_CHOICES[args.dtype];
  return {
    model,
    device: args.gpu,
    gpuCount: countOf(args),
    request: {
      model: model.model,
      method: args.method,
      quantization: args.quant,
      framework: args.framework,
      microBatch: args.batch,
      sequenceLength: args.seq,
      accumulation: args.accumulation,
      rank: args.rank,
      targets: args.targets,
      optimizer: args.optimizer,
      checkpointing: args.checkpointing,
      loss: args.loss,
      dtype: dtype?.dtype,
      precision: dtype && 'precision' in dtype ? dtype.precision : undefined,
    },
  };
}

function countOf({ gpu, gpus }: VramArgs): number {
  const count = gpu?.count ?? 1;
  if (gpus === undefined || gpus === count) return count;
  if (count === 1) return gpus;
  throw new UserError(
    'invalid-option',
    `gpu:${gpu?.given} names ${count} cards and gpus:${gpus} another number.`,
    `Say it once, for example gpu:${gpus}x${gpu?.gpu.id ?? '4090'}`,
  );
}
