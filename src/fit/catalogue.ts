/** The catalogue against a device: what can be trained on it, and by how much the next model misses. */
import { architectureOf } from '../model/architecture.ts';
import { unlessRefused } from '../errors.ts';
import { MODELS } from '../facts/models/index.ts';
import { byPopularity } from '../facts/models/popularity.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import type { ModelFacts } from '../facts/types.ts';
import { planOn, type PlanFit } from './fit.ts';
import type { RequestInput } from '../plan/request.ts';

/** A model on a device. */
export interface Trainable {
  readonly model: ModelFacts;
  readonly parameters: number;
  readonly fit: PlanFit;
}

/** Everything of a request but the model. */
export type Settings = Omit<RequestInput, 'model'>;

/**
 * Every model with these settings on so many cards of a kind, the largest first, whether it fits or not. Models that the
 * settings make no sense for are left out.
 */
export function sweep(
  settings: Settings,
  gpu: GpuFacts,
  gpuCount: number,
  models: readonly ModelFacts[] = MODELS,
): readonly Trainable[] {
  return models
    .flatMap((model) => {
      const fit = unlessRefused(() => planOn({ ...settings, model }, gpu, gpuCount));
      return fit ? [{ model, parameters: architectureOf(model).parameters.total, fit }] : [];
    })
    .toSorted((a, b) => b.parameters - a.parameters);
}

/** Models of nearly one size, the most fine-tuned first. */
export interface SizeClass {
  readonly models: readonly Trainable[];
}

/** Sizes this close are one class: 7B and 8B, 12B and 14B, 70B and 72B. */
const CLASS_WIDTH = 1.25;

/** Groups models by size, the largest class first. */
export function sizeClasses(models: readonly Trainable[]): readonly SizeClass[] {
  const classes: Trainable[][] = [];
  for (const one of models.toSorted((a, b) => b.parameters - a.parameters)) {
    const last = classes.at(-1);
    if (last?.[0] && last[0].parameters <= one.parameters * CLASS_WIDTH) last.push(one);
    else classes.push([one]);
  }
  return classes.map((members) => ({ models: members.toSorted((a, b) => byPopularity(a.model, b.model)) }));
}

/** A miss by less than this share of what is usable is worth telling. */
const NEAR = 0.15;

/** Popular models that do not fit, by little; the most fine-tuned first. */
export function nearMisses(models: readonly Trainable[], limit = 3): readonly Trainable[] {
  return models
    .filter(({ fit }) => fit.verdict === 'no' && -fit.headroomBytes < NEAR * (fit.requiredBytes + fit.headroomBytes))
    .toSorted((a, b) => byPopularity(a.model, b.model))
    .slice(0, limit);
}
