/** From the arguments of `vram` to the estimator's request. */
import type { DeviceChoice, RequestInput } from '../src/index.ts';
import type { Services } from './command.ts';
import { chooseModel, type ChosenModel } from './model.ts';
import { countOf } from './device.ts';
import { settingsOf } from './settings-options.ts';
import type { VramArgs } from './vram-options.ts';

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
  return {
    model,
    device: args.gpu,
    gpuCount: countOf(args),
    request: {
      ...settingsOf(args),
      model: model.model,
      method: args.method,
      accumulation: args.accumulation,
    },
  };
}
