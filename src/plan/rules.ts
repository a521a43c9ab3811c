/** Which choices exclude each other, and which ask something of the model, the GPUs or the device. */
import { UserError } from '../errors.ts';
import { OBJECTIVES, type ObjectiveRow } from '../facts/objectives.ts';
import { QUANTIZATIONS, type QuantizationRow } from '../facts/quantizations.ts';
import { sightOf } from '../model/architecture/sights.ts';
import type { ModelFacts } from '../facts/types.ts';
import { mention, said } from '../words.ts';
import { USUAL_PROMPT, type Chosen } from './defaults.ts';
import { checkDevice } from './rules/device.ts';
import { checkLayout } from './rules/layout.ts';

/** @throws UserError naming what contradicts what, and what would work instead. */
export function checkRules(chosen: Chosen, model: ModelFacts): void {
  checkObjective(chosen);
  checkLengths(chosen);
  checkLayout(chosen, model);
  checkMethod(chosen);
  checkDevice(chosen);
  checkImages(chosen, model);
}

// ----- The objective -----

/** Where an option needs another objective. */
function checkObjective({ objective, request }: Chosen): void {
  const { label, generates, reference } = objective;
  const needing = (test: (row: ObjectiveRow) => boolean) => {
    const oneOf = Object.entries(OBJECTIVES).flatMap(([id, row]) => (test(row) ? [id] : []));
    return { field: 'objective', value: request.objective, allowed: { oneOf } };
  };
  const asked = generates ? undefined : askedOfGeneration(request);
  if (asked) {
    const about = needing((row) => row.generates !== undefined);
    throw new UserError(
      'unsupported-combination',
      said`${label} generates nothing, so ${mention(asked[0], asked[1])} says nothing of it.`,
      said`Use ${mention('objective', ...about.allowed.oneOf)}, or leave it out.`,
      about,
    );
  }
  if (request.reference && reference === undefined) {
    const about = needing((row) => row.reference !== undefined);
    throw new UserError(
      'unsupported-combination',
      `${label} compares with no reference model.`,
      said`Use ${mention('objective', ...about.allowed.oneOf)}, or leave ${mention('reference')} out.`,
      about,
    );
  }
  if (request.teacher !== null && !hasTeacher(objective)) {
    const about = needing(hasTeacher);
    throw new UserError(
      'unsupported-combination',
      `${label} has no teacher.`,
      said`Use ${mention('objective', ...about.allowed.oneOf)}, or leave ${mention('teacher')} out.`,
      about,
    );
  }
}

function askedOfGeneration({ generations, completionLength, vllmShare, vllmSleeps }: Chosen['request']) {
  if (generations > 1) return ['generations', generations] as const;
  if (completionLength > 0) return ['completionLength', completionLength] as const;
  if (vllmShare > 0) return ['vllmShare', vllmShare] as const;
  return vllmSleeps ? (['vllmSleeps', vllmSleeps] as const) : undefined;
}

function hasTeacher({ held }: ObjectiveRow): boolean {
  return held.some(({ named }) => named);
}

/** Completions are a part of their sequences. */
function checkLengths({ request: { completionLength, sequenceLength } }: Chosen): void {
  if (completionLength <= sequenceLength) return;
  throw new UserError(
    'invalid-option',
    said`${mention('completionLength', completionLength)} is longer than the whole sequence, ${mention('sequenceLength', sequenceLength)}.`,
    said`Sequences hold prompt and completion, for example ${mention('sequenceLength', completionLength + USUAL_PROMPT)}.`,
    { field: 'completionLength', value: completionLength, allowed: { min: 1, max: sequenceLength, whole: true } },
  );
}

// ----- The method -----

function checkMethod({ request, method, quantization }: Chosen): void {
  const { trainedLayers, kvCache } = request;
  if (method.base === 'plain' && quantization.frozen) {
    throw new UserError(
      'unsupported-combination',
      said`${method.label} trains every weight, so none can be stored as ${mention('quantization', request.quantization)} says.`,
      said`Use ${mention('method', 'qlora')}, or leave ${mention('quantization')} out.`,
      { field: 'quantization', value: request.quantization, allowed: quantizationsWhere(({ frozen }) => !frozen) },
    );
  }
  if (request.pipelineParallel > 1 && trainedLayers !== null && method.trains !== 'nothing') {
    throw new UserError(
      'unsupported-combination',
      'The last blocks alone are not counted over the stages of a pipeline.',
      said`Leave ${mention('trainedLayers')} out, or use ${mention('sharding', 'fsdp')}.`,
      { field: 'trainedLayers', value: trainedLayers, allowed: { what: 'all layers' } },
    );
  }
  if (kvCache !== 'plain' && method.trains !== 'nothing') {
    throw new UserError(
      'unsupported-combination',
      said`Training keeps no KV cache, so ${mention('kvCache', kvCache)} changes nothing under ${method.label}.`,
      said`Leave ${mention('kvCache')} out, or use ${mention('method', 'inference')}.`,
      { field: 'kvCache', value: kvCache, allowed: { oneOf: ['plain'] } },
    );
  }
  if (method.base === 'quantized' && !quantization.frozen) {
    throw new UserError(
      'unsupported-combination',
      said`${method.label} needs a quantized base, and ${mention('quantization', request.quantization)} keeps 16 bit.`,
      said`Use ${mention('method', 'lora')}, or ${mention('quantization', 'nf4')}.`,
      { field: 'quantization', value: request.quantization, allowed: quantizationsWhere(({ frozen }) => frozen) },
    );
  }
}

function quantizationsWhere(test: (row: QuantizationRow) => boolean) {
  return { oneOf: Object.entries(QUANTIZATIONS).flatMap(([id, row]) => (test(row) ? [id] : [])) };
}

// ----- Images -----

/** Whether the model sees, the framework shows it anything, and it is known how much that is. */
function checkImages({ request: { images }, framework }: Chosen, { name, vision }: ModelFacts): void {
  if (images === null) return;
  const about = { field: 'images', value: images, allowed: { what: 'no images' } };
  if (!vision) {
    throw new UserError(
      'unsupported-combination',
      `${name} sees no images: it has no vision tower.`,
      said`Leave ${mention('images')} out, or take a vision-language model: qwen3 vl 8b, gemma 3 12b.`,
      about,
    );
  }
  if (framework.blind) {
    throw new UserError(
      'unsupported-combination',
      `${framework.label} trains on text alone.`,
      said`Leave ${mention('images')} out, or use another framework: ${mention('framework', 'trl')}.`,
      about,
    );
  }
  if (!sightOf(vision, images.size)) {
    throw new UserError(
      'unsupported-combination',
      `How many tokens ${name} makes of an image is not known.`,
      said`Leave ${mention('images')} out, and count its image tokens in ${mention('sequenceLength')}.`,
      about,
    );
  }
}
