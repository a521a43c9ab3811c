/** From the arguments of `vram` to the estimator's request. */
import type { DeviceChoice, RequestInput } from '../../src/index.ts';
import type { Services } from '../core/command.ts';
import { chooseModel, type ChosenModel } from '../core/model.ts';
import { countOf } from '../words/device.ts';
import { settingsOf } from '../options/settings.ts';
import type { VramArgs } from '../options/vram.ts';

/** What was asked, resolved: the estimator's request, and how the names were read. */
export interface VramQuestion {
  readonly request: RequestInput;
  readonly model: ChosenModel;
  readonly device: DeviceChoice | undefined;
  readonly gpuCount: number;
}

/** @throws UserError for an unknown model, or a number of cards that contradicts itself. */
export async function readQuestion(args: Partial<VramArgs>, { hub }: Services): Promise<VramQuestion> {
  const model = await chooseModel(args, hub);
  return {
    model,
    device: args.gpu,
    gpuCount: countOf(args),
    request: { ...settingsOf(args), model: model.model },
  };
}
