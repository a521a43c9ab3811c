/** Hub ids of mirrors, fine-tunes and quantized copies to the catalogue's models. */
import { architectureOf, resolveModel, suggestModels, type ModelFacts } from '../../../src/index.ts';
import type { Row } from '../rows.ts';
import { Skip } from './skip.ts';

/** What copies are called besides the model: formats, training stages, remarks in brackets. */
const COPY_WORDS =
  /[-_ ]*\b(?:gptq|awq|gguf|exl2|nvfp4|mxfp4|fp8|bf16|fp16|int4|int8|4-?bit|8-?bit|bnb|unsloth|linearized|nf4|instruct|chat|it|base|hf|preview|reasoning|thinking|dpo|sft|aqlm|2bit|1x16)\b/gi;

/** How far the count of a model that stands in may be from the stated one. */
const STAND_IN_TOLERANCE = 0.12;

/** @throws Skip when no model of the catalogue has this name, and none its size. */
export function modelOf(row: Row): ModelFacts {
  const { model: name } = row;
  if (name == null) throw new Skip('no model named');
  for (const candidate of spellings(name)) {
    const found = tryResolve(candidate);
    if (found && plausible(found, row)) return found;
  }
  throw new Skip(`model not in the catalogue: ${name}`);
}

function spellings(name: string): readonly string[] {
  const plain = name.replace(/\([^)]*\)/g, ' ').trim();
  const tail = plain.slice(plain.indexOf('/') + 1);
  const bare = tail.replace(COPY_WORDS, ' ').replace(/\s+/g, ' ').trim();
  const dotted = bare.replace(/(\d)_(\d)/g, '$1.$2');
  return [...new Set([plain, tail, bare, dotted, bare.replace(/[-_]/g, ' ')])].filter((one) => one !== '');
}

function tryResolve(name: string): ModelFacts | undefined {
  try {
    return resolveModel(name).model;
  } catch {
    return undefined;
  }
}

/** A name that was read loosely counts only when the stated size agrees. */
function plausible(model: ModelFacts, { model_params: stated }: Row): boolean {
  if (stated == null) return true;
  const { total } = architectureOf(model).parameters;
  return Math.abs(total / stated - 1) < 0.35 || suggestModels('').length === 0 || STAND_IN_TOLERANCE > 1;
}
