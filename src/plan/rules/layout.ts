/** Whether the GPUs divide into the degrees that were chosen, and the model among them. */
import { UserError } from '../../errors.ts';
import type { ModelFacts } from '../../facts/types.ts';
import { architectureOf } from '../../model/architecture.ts';
import { mention, said } from '../../words.ts';
import type { Chosen } from '../defaults.ts';

/** @throws UserError naming the degree that does not divide what it should. */
export function checkLayout({ request }: Chosen, model: ModelFacts): void {
  checkGpus(request);
  if (request.tensorParallel > 1) checkHeads(model, request.tensorParallel);
  if (request.expertParallel > 1) checkExperts(model, request.expertParallel);
  if (request.pipelineParallel > 1) checkStages(model, request.pipelineParallel);
}

function checkGpus(request: Chosen['request']): void {
  const { gpus, tensorParallel, pipelineParallel, contextParallel, expertParallel } = request;
  const taken = tensorParallel * pipelineParallel * contextParallel;
  if (gpus % taken !== 0) {
    const named = Object.entries({ tensorParallel, pipelineParallel, contextParallel }).filter(([, one]) => one > 1);
    const degrees = named.map(([field, degree]) => mention(field, degree));
    throw new UserError(
      'unsupported-combination',
      [
        ...degrees.flatMap((degree, index) => (index > 0 ? [' × ', degree] : [degree])),
        ` takes ${taken} GPUs or a multiple of them, and there ${gpus === 1 ? 'is 1' : `are ${gpus}`}.`,
      ],
      said`Say how many there are, for example ${mention('gpus', taken)}.`,
      { field: 'gpus', value: gpus, allowed: { what: `a multiple of ${taken}` } },
    );
  }
  const ranks = gpus / (tensorParallel * pipelineParallel);
  if (ranks % expertParallel !== 0) {
    throw new UserError(
      'unsupported-combination',
      said`${mention('expertParallel', expertParallel)} divides the experts among the ranks of data and context, and ${ranks} of those do not divide so.`,
      'Say a degree that divides them.',
      { field: 'expertParallel', value: expertParallel, allowed: { oneOf: divisorsOf([ranks]) } },
    );
  }
}

function checkHeads(model: ModelFacts, degree: number): void {
  const heads = [model.heads, ...(model.attentionGroups ?? []).map((group) => group.heads)];
  if (heads.every((count) => count % degree === 0)) return;
  throw new UserError(
    'unsupported-combination',
    `The ${model.heads} attention heads of ${model.name} do not divide among ${degree} GPUs of tensor parallelism.`,
    said`Say a ${mention('tensorParallel')} that divides them, or shard with fsdp.`,
    { field: 'tensorParallel', value: degree, allowed: { oneOf: divisorsOf(heads) } },
  );
}

function checkExperts(model: ModelFacts, degree: number): void {
  if (architectureOf(model).parameters.routedExperts > 0) return;
  throw new UserError(
    'unsupported-combination',
    `${model.name} has no routed experts that expert parallelism could divide.`,
    said`Use ${mention('sharding', 'fsdp')}, or ${mention('tensorParallel')} and ${mention('pipelineParallel')}.`,
    { field: 'expertParallel', value: degree, allowed: { oneOf: ['1'] } },
  );
}

function checkStages(model: ModelFacts, stages: number): void {
  const layers = architectureOf(model).layers.reduce((sum, { count }) => sum + count, 0);
  if (stages <= layers) return;
  throw new UserError(
    'unsupported-combination',
    `${model.name} has ${layers} layers, and ${stages} stages want one each.`,
    said`Say ${mention('pipelineParallel', layers)} or less.`,
    { field: 'pipelineParallel', value: stages, allowed: { min: 1, max: layers, whole: true } },
  );
}

/** What divides all of some numbers, as text. */
function divisorsOf(numbers: readonly number[]): readonly string[] {
  const candidates = Array.from({ length: Math.min(...numbers) }, (_, index) => index + 1);
  return candidates.filter((one) => numbers.every((number) => number % one === 0)).map(String);
}
