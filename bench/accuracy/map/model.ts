/** Hub ids of mirrors, fine-tunes and quantized copies to the catalogue's models. */
import { architectureOf, MODELS, resolveModel, type ModelFacts } from '../../../src/index.ts';
import type { Row } from '../rows.ts';
import { Skip } from './skip.ts';

/** What copies are called besides the model: formats, training stages. */
const COPY_WORDS =
  /[-_ ]*\b(?:gptq|awq|gguf|exl2|nvfp4|mxfp4|fp8|bf16|fp16|int4|int8|[248]-?bit|bnb|unsloth|linearized|nf4|instruct|chat|it|base|hf|preview|reasoning|thinking|dpo|sft|aqlm|1x16|random init)\b/gi;

/** How far a stated count may be from that of a model found by a loosely read name, or standing in. */
const NAME_TOLERANCE = 0.35;
const STAND_IN_TOLERANCE = 0.15;

/** Models of a script's own, as what they change of Llama 2: torchao's pretrain_llama2.py at a31e15d. */
const OWN_MODELS: Readonly<Record<string, Partial<ModelFacts>>> = {
  'Llama2-1B (custom config)': {
    ...{ id: 'torchao/llama2-1b', name: 'Llama2-1B of torchao' },
    ...{ hiddenSize: 1536, layers: 24, heads: 24, kvHeads: 24, headDim: 64, intermediateSize: 6144 },
  },
};

/** @throws Skip when no model of the catalogue has this name, and none its size. */
export function modelOf(row: Row): ModelFacts {
  const { model: name } = row;
  if (name == null) throw new Skip('no model named');
  const own = OWN_MODELS[name];
  if (own) return { ...resolveModel('meta-llama/Llama-2-7b-hf').model, ...own };
  for (const candidate of spellings(name)) {
    const found = tryResolve(candidate);
    if (found && within(found, row.model_params ?? undefined, NAME_TOLERANCE)) return found;
  }
  const standIn = sameSize(name, row.model_params ?? sizeIn(name));
  if (standIn) return standIn;
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

function within(model: ModelFacts, stated: number | undefined, tolerance: number): boolean {
  if (stated === undefined) return true;
  return Math.abs(Math.log(architectureOf(model).parameters.total / stated)) < tolerance;
}

// ----- Models that are not in the catalogue -----

/** `7B`, `0.5b`, `350M` in a name, as a count; the largest, since a smaller one counts active parameters. */
function sizeIn(name: string): number | undefined {
  const units = { m: 1e6, b: 1e9, t: 1e12 } as const;
  const sizes = [...name.matchAll(/(?<![\da-z.])(\d+(?:\.\d+)?)([mbt])\b/gi)].map(
    ([, figure, unit]) => Number(figure) * units[unit!.toLowerCase() as keyof typeof units],
  );
  return sizes.length > 0 ? Math.max(...sizes) : undefined;
}

/** Of the models of nearly that size the one with most of the name's words, then the nearest in size. */
function sameSize(name: string, stated: number | undefined): ModelFacts | undefined {
  if (stated === undefined) return undefined;
  const words = new Set(name.toLowerCase().match(/[a-z]{3,}/g));
  const shared = ({ name: other, family }: ModelFacts) =>
    (`${other} ${family}`.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter((word) => words.has(word)).length;
  const distance = (model: ModelFacts) => Math.abs(Math.log(architectureOf(model).parameters.total / stated));
  return MODELS.filter((model) => within(model, stated, STAND_IN_TOLERANCE)).toSorted(
    (a, b) => shared(b) - shared(a) || distance(a) - distance(b),
  )[0];
}
