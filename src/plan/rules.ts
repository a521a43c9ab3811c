/** Which choices exclude each other, which ask something of the model or the device, and how GPUs divide. */
import { UserError } from '../errors.ts';
import { DTYPES } from '../facts/dtypes.ts';
import { OBJECTIVES, type ObjectiveRow } from '../facts/objectives.ts';
import { REQUIREMENTS, supports, type Option } from '../facts/requirements.ts';
import type { ModelFacts } from '../facts/types.ts';
import { architectureOf } from '../model/architecture.ts';
import { sightOf } from '../model/architecture/sights.ts';
import { anyOf } from '../words.ts';
import { USUAL_PROMPT, type Chosen } from './defaults.ts';

/** @throws UserError naming what contradicts what, and what would work instead. */
export function checkRules(chosen: Chosen, model: ModelFacts): void {
  checkObjective(chosen);
  checkDegrees(chosen, model);
  checkMethod(chosen);
  checkDevice(chosen);
  checkImages(chosen, model);
}

function refused(message: string, hint: string): UserError {
  return new UserError('unsupported-combination', message, hint);
}

// ----- The objective -----

/** Where an option needs another objective, or completions are longer than their sequences. */
function checkObjective({ objective, request }: Chosen): void {
  const { label, generates, reference } = objective;
  const asked = generates ? undefined : askedOfGeneration(request);
  if (asked) {
    throw refused(
      `${label} generates nothing, so ${asked[0]}:${asked[1]} says nothing of it.`,
      `Use ${objectivesWhere((row) => row.generates !== undefined)}, or leave it out.`,
    );
  }
  if (request.reference && reference === undefined) {
    throw refused(
      `${label} compares with no reference model.`,
      `Use ${objectivesWhere((row) => row.reference !== undefined)}, or leave reference out.`,
    );
  }
  if (request.teacher !== null && !hasTeacher(objective)) {
    throw refused(`${label} has no teacher.`, `Use ${objectivesWhere(hasTeacher)}, or leave teacher out.`);
  }
  const { completionLength, sequenceLength } = request;
  if (completionLength > sequenceLength) {
    throw new UserError(
      'invalid-option',
      `completion:${completionLength} is longer than the whole sequence, seq:${sequenceLength}.`,
      `Sequences hold prompt and completion, for example seq:${completionLength + USUAL_PROMPT}.`,
    );
  }
}

function askedOfGeneration({ generations, completionLength, vllmShare, vllmSleeps }: Chosen['request']) {
  const asked = { generations: generations === 1 ? 0 : generations, completion: completionLength };
  return Object.entries({ ...asked, vllm: vllmShare, sleep: vllmSleeps }).find(([, value]) => value);
}

function hasTeacher({ held }: ObjectiveRow): boolean {
  return held.some(({ named }) => named);
}

/** `objective:grpo, ppo or distillation` */
function objectivesWhere(test: (row: ObjectiveRow) => boolean): string {
  const ids = Object.entries(OBJECTIVES).flatMap(([id, row]) => (test(row) ? [id] : []));
  return `objective:${anyOf(ids)}`;
}

// ----- The method -----

function checkMethod({ request, method, quantization }: Chosen): void {
  if (method.base === 'plain' && quantization.frozen) {
    throw refused(
      `${method.label} trains every weight, so none can be stored as quant:${request.quantization} says.`,
      'Use method:qlora, or leave quant out.',
    );
  }
  if (request.pipelineParallel > 1 && request.trainedLayers && method.trains !== 'nothing') {
    throw refused(
      'The last blocks alone are not counted over the stages of a pipeline.',
      'Leave scope out, or use sharding:fsdp.',
    );
  }
  if (request.kvCache !== 'plain' && method.trains !== 'nothing') {
    throw refused(
      `Training keeps no KV cache, so kv_cache:${request.kvCache} changes nothing under ${method.label}.`,
      'Leave kv_cache out, or use method:inference.',
    );
  }
  if (method.base === 'quantized' && !quantization.frozen) {
    throw refused(
      `${method.label} needs a quantized base, and quant:${request.quantization} keeps 16 bit.`,
      'Use method:lora, or quant:nf4.',
    );
  }
}

// ----- Several GPUs -----

/** Whether the GPUs divide into the degrees, and the model among them. */
function checkDegrees({ request }: Chosen, model: ModelFacts): void {
  const { gpus, tensorParallel: tp, pipelineParallel: pp, contextParallel: cp, expertParallel: ep } = request;
  const taken = tp * pp * cp;
  if (gpus % taken !== 0) {
    const words = Object.entries({ tp, pp, cp }).flatMap(([name, degree]) => (degree > 1 ? [`${name}:${degree}`] : []));
    throw refused(
      `${words.join(' × ')} takes ${taken} GPUs or a multiple of them, and there ${gpus === 1 ? 'is 1' : `are ${gpus}`}.`,
      `Say how many there are, for example gpus:${taken}.`,
    );
  }
  const ranks = gpus / (tp * pp);
  if (ranks % ep !== 0) {
    throw refused(
      `ep:${ep} divides the experts among the ranks of data and context, and ${ranks} of those do not divide so.`,
      'Say a degree that divides them.',
    );
  }
  if (tp > 1) checkHeads(model, tp);
  if (ep > 1) checkExperts(model);
  if (pp > 1) checkStages(model, pp);
}

function checkHeads(model: ModelFacts, degree: number): void {
  const heads = [model.heads, ...(model.attentionGroups ?? []).map((group) => group.heads)];
  if (heads.every((count) => count % degree === 0)) return;
  throw refused(
    `The ${model.heads} attention heads of ${model.name} do not divide among ${degree} GPUs of tensor parallelism.`,
    'Say a tp: that divides them, or shard with fsdp.',
  );
}

function checkExperts(model: ModelFacts): void {
  if (architectureOf(model).parameters.routedExperts > 0) return;
  throw refused(
    `${model.name} has no routed experts that expert parallelism could divide.`,
    'Use sharding:fsdp, or tp: and pp:.',
  );
}

function checkStages(model: ModelFacts, stages: number): void {
  const layers = architectureOf(model).layers.reduce((sum, { count }) => sum + count, 0);
  if (stages <= layers) return;
  throw refused(`${model.name} has ${layers} layers, and ${stages} stages want one each.`, `Say pp:${layers} or less.`);
}

// ----- The device -----

function checkDevice(chosen: Chosen): void {
  const { gpu } = chosen.request;
  if (gpu === null) return;
  for (const row of optionsOf(chosen)) {
    if (row.requires === undefined || supports(gpu, row)) continue;
    const { label: need } = REQUIREMENTS[row.requires];
    throw refused(
      `The ${gpu.name} has no ${need}${row.label === need ? '' : `, which ${row.label} needs`}.`,
      row.instead ?? 'Leave that option out, or name another device.',
    );
  }
}

/** The rows that may ask something of a device; the framework first, since it decides the others. */
function optionsOf({ request, method: { trains }, framework, quantization, ...rows }: Chosen): readonly Option[] {
  const { objective, optimizer, loss, checkpointing, precision, sharding } = rows;
  return [
    framework,
    quantization,
    DTYPES[request.dtype],
    ...(trains === 'nothing' ? [] : [objective, optimizer, loss, checkpointing]),
    ...(trains === 'all' ? [precision] : []),
    ...(request.gpus > 1 ? [{ ...sharding, label: `training on ${request.gpus} devices` }] : []),
  ];
}

// ----- Images -----

/** Whether the model sees, the framework shows it anything, and it is known how much that is. */
function checkImages({ request: { images }, framework }: Chosen, { name, vision }: ModelFacts): void {
  if (images === null) return;
  if (!vision) {
    throw refused(
      `${name} sees no images: it has no vision tower.`,
      'Leave images out, or take a vision-language model: qwen3 vl 8b, gemma 3 12b.',
    );
  }
  if (framework.blind) {
    throw refused(
      `${framework.label} trains on text alone.`,
      'Leave images out, or use another framework: framework:trl.',
    );
  }
  if (!sightOf(vision, images.size)) {
    throw refused(
      `How many tokens ${name} makes of an image is not known.`,
      'Leave images out, and count its image tokens in seq.',
    );
  }
}
