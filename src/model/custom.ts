/** A model from its plain dimensions; what is not said is that of a typical decoder of its size. */
import { architectureOf } from './architecture.ts';
import { UserError } from '../errors.ts';
import type { ModelFacts } from '../facts/types.ts';
import { formatCount, formatParameters } from '../units.ts';
import { mention, said } from '../words.ts';

export interface Dimensions {
  /** All parameters. */
  readonly params?: number | undefined;
  readonly layers?: number | undefined;
  readonly hidden?: number | undefined;
  readonly heads?: number | undefined;
  readonly kv?: number | undefined;
  readonly intermediate?: number | undefined;
  readonly vocab?: number | undefined;
}

/** Ranges of the dimensions, inclusive. */
export const DIMENSIONS = {
  params: { min: 1_000_000, max: 20_000_000_000_000 },
  layers: { min: 1, max: 1000 },
  hidden: { min: 16, max: 200_000 },
  heads: { min: 1, max: 2048 },
  kv: { min: 1, max: 2048 },
  intermediate: { min: 16, max: 2_000_000 },
  vocab: { min: 16, max: 10_000_000 },
} as const;

interface CustomModel {
  readonly model: ModelFacts;
  /** What was taken for granted, in one sentence; undefined when everything was said. */
  readonly note: string | undefined;
}

/** Width and depth of well-known dense decoders, by parameters; between them both are interpolated. */
const TYPICAL = [
  { params: 0.135e9, hidden: 576, layers: 30, of: 'SmolLM2 135M' },
  { params: 0.596e9, hidden: 1024, layers: 28, of: 'Qwen3 0.6B' },
  { params: 1.236e9, hidden: 2048, layers: 16, of: 'Llama 3.2 1B' },
  { params: 3.213e9, hidden: 3072, layers: 28, of: 'Llama 3.2 3B' },
  { params: 8.03e9, hidden: 4096, layers: 32, of: 'Llama 3.1 8B' },
  { params: 14.77e9, hidden: 5120, layers: 40, of: 'Qwen3 14B' },
  { params: 32.76e9, hidden: 5120, layers: 64, of: 'Qwen3 32B' },
  { params: 70.55e9, hidden: 8192, layers: 80, of: 'Llama 3.3 70B' },
  { params: 122.6e9, hidden: 12288, layers: 88, of: 'Mistral Large 2' },
  { params: 405.9e9, hidden: 16384, layers: 126, of: 'Llama 3.1 405B' },
] as const;

const HEAD_DIM = 128;
/** Key and value heads, most usual first. */
const KV_HEADS = [8, 4, 2];
/** Fractions: how far memory was off between dense models of one size, from the catalogue. */
const UNCERTAINTY = { guessed: 0.08, partly: 0.04 } as const;

/**
 * @throws UserError when neither parameters nor layers and hidden size are given, or when they contradict each other.
 */
export function customModel(given: Dimensions): CustomModel {
  const { params } = given;
  if (params === undefined && (given.layers === undefined || given.hidden === undefined)) {
    throw new UserError(
      'invalid-option',
      'A custom model needs its parameters, or at least its layers and hidden size.',
      said`For example ${mention('model', 'custom')} ${mention('params', '13b')}, or ${mention('layers', 40)} ${mention('hidden', 5120)}.`,
    );
  }
  const shape = shapeOf(given, params);
  const model = params === undefined ? facts(shape) : fitted(shape, params, given.intermediate !== undefined);
  const missing = (['layers', 'hidden', 'heads', 'kv', 'intermediate', 'vocab'] as const).filter(
    (name) => given[name] === undefined,
  );
  if (missing.length === 0) return { model, note: undefined };
  const uncertainty = missing.length === 6 ? UNCERTAINTY.guessed : UNCERTAINTY.partly;
  return { model: { ...model, uncertainty }, note: noteOf(model, missing) };
}

type Shape = Required<{ [Name in keyof Omit<Dimensions, 'params'>]: number }>;

function shapeOf(given: Dimensions, params: number | undefined): Shape {
  const typical = params === undefined ? undefined : interpolate(params);
  const hidden = given.hidden ?? typical?.hidden ?? 4096;
  const heads = given.heads ?? Math.max(1, Math.round(hidden / HEAD_DIM));
  const kv = given.kv ?? (given.heads !== undefined ? heads : (KV_HEADS.find((count) => heads % count === 0) ?? 1));
  if (kv > heads || heads % kv !== 0) {
    throw new UserError('invalid-option', `kv is ${kv} and heads is ${heads}; heads must be a multiple of kv.`);
  }
  if (hidden < heads) throw new UserError('invalid-option', `${heads} heads do not fit a hidden size of ${hidden}.`);
  return {
    layers: given.layers ?? typical?.layers ?? 32,
    hidden,
    heads,
    kv,
    intermediate: given.intermediate ?? Math.round((3.5 * hidden) / 64) * 64,
    vocab: given.vocab ?? typicalVocabulary(params),
  };
}

/** Small models have small vocabularies, or there would be nothing else to them. */
function typicalVocabulary(params: number | undefined): number {
  if (params === undefined || params >= 1e9) return 128_256;
  return params >= 3e8 ? 49_152 : 32_000;
}

/** Width and depth between the two nearest sizes, on a logarithmic scale; beyond the table, by its last slope. */
function interpolate(params: number): { readonly hidden: number; readonly layers: number } {
  const above = TYPICAL.findIndex((row) => row.params >= params);
  const at = above < 0 ? TYPICAL.length - 1 : Math.max(1, above);
  const [low, high] = [TYPICAL[at - 1] ?? TYPICAL[0], TYPICAL[at] ?? TYPICAL[1]];
  const share = Math.log(params / low.params) / Math.log(high.params / low.params);
  const between = (a: number, b: number) => a * (b / a) ** share;
  return {
    hidden: rounded(between(low.hidden, high.hidden)),
    layers: Math.max(1, Math.round(between(low.layers, high.layers))),
  };
}

/** To widths that people build: eight heads of 128 make 1,024, smaller models take one head or four more. */
function rounded(hidden: number): number {
  const step = hidden > 3500 ? 8 * HEAD_DIM : hidden > 1500 ? 4 * HEAD_DIM : HEAD_DIM;
  return Math.max(HEAD_DIM, Math.round(hidden / step) * step);
}

/** The MLP's width makes up the parameters, where it was not given; the rest of the difference is stated nowhere else. */
function fitted(shape: Shape, params: number, fixed: boolean): ModelFacts {
  const model = facts(shape);
  const { total } = architectureOf(model).parameters;
  if (fixed) return checked(model, total, params);
  const perWidth = 3 * shape.hidden * shape.layers;
  const intermediate = Math.floor((shape.intermediate + (params - total) / perWidth) / 8) * 8;
  if (intermediate < 16) {
    throw new UserError(
      'invalid-option',
      `${formatParameters(params)} parameters are too few for ${shape.layers} layers of ${formatCount(shape.hidden)} with a vocabulary of ${formatCount(shape.vocab)}.`,
      'Give fewer layers, a smaller hidden size or a smaller vocab.',
    );
  }
  const close = facts({ ...shape, intermediate });
  return { ...close, otherElements: params - architectureOf(close).parameters.total };
}

/** Dimensions and a parameter count that contradict each other are no model. */
function checked(model: ModelFacts, total: number, params: number): ModelFacts {
  if (Math.abs(total / params - 1) <= 0.05) return model;
  throw new UserError(
    'invalid-option',
    `These dimensions make ${formatParameters(total)} parameters, and params says ${formatParameters(params)}.`,
    'Leave one of them out.',
  );
}

function facts({ layers, hidden, heads, kv, intermediate, vocab }: Shape): ModelFacts {
  const sized: ModelFacts = {
    id: 'custom',
    name: 'Custom model',
    family: 'custom',
    aliases: [],
    also: [],
    hiddenSize: hidden,
    layers,
    heads,
    kvHeads: kv,
    headDim: Math.max(1, Math.floor(hidden / heads)),
    intermediateSize: intermediate,
    vocabSize: vocab,
    maxPositions: 131_072,
    sources: ['the dimensions given'],
  };
  return sized;
}

function noteOf(
  { layers, hiddenSize, heads, kvHeads, intermediateSize, vocabSize }: ModelFacts,
  missing: readonly string[],
): string {
  const shape = `${layers} layers of ${formatCount(hiddenSize)}, ${heads} heads with ${kvHeads} for keys, MLP ${formatCount(intermediateSize ?? 0)}, vocabulary ${formatCount(vocabSize)}`;
  return `A typical dense decoder is assumed for ${missing.join(', ')}: ${shape}. The range is wider for it; a config.json is exact.`;
}
