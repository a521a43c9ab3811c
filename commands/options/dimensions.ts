/** The options that describe a custom model by its dimensions. */
import { customModel, DIMENSIONS, formatCount, UserError } from '../../src/index.ts';
import { defineOptions, type OptionType } from '../core/option.ts';
import { PART_OF_MODEL } from './model.ts';
import { integer } from './types/number.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** A number of parameters: `13b`, `1.3B`, `500m`, `7000000000`. */
const parameterCount: OptionType<number> = {
  kind: 'text',
  allowed: '1m to 20t',
  parse(given, option) {
    const match = /^([\d.,_]{1,30}) ?([kmbt]?)$/i.exec(given.trim());
    const value = Number(match?.[1]?.replace(/[,_]/g, '') ?? '') * (UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 1);
    const { min, max } = DIMENSIONS.params;
    if (!match || !(value >= min && value <= max)) {
      throw new UserError(
        'invalid-option',
        `"${option.name}" is "${given.slice(0, 60)}"; it can be 1m to 20t, for example params:13b.`,
      );
    }
    return Math.round(value);
  },
};

/** A dimension is never told by its look. */
function dimension(name: keyof typeof DIMENSIONS): OptionType<number> {
  return integer({ ...DIMENSIONS[name], look: null });
}

/** Of the middle of the sizes that people train. */
function typical() {
  return customModel({ params: 8e9 }).model;
}

const common = { saying: PART_OF_MODEL, offering: { textOnly: true } } as const;

export const DIMENSION_OPTIONS = defineOptions({
  params: {
    about: {
      summary: 'Parameters of a custom model.',
      example: '13b',
      aliases: ['parameters', 'num_params', 'size'],
    },
    type: parameterCount,
    saying: PART_OF_MODEL,
    otherwise: { text: 'what the dimensions make' },
  },
  layers: {
    about: {
      summary: 'Layers of a custom model.',
      example: '40',
      aliases: ['num_hidden_layers', 'n_layers', 'depth'],
    },
    type: dimension('layers'),
    otherwise: { text: 'typical of its parameters' },
    ...common,
  },
  hidden: {
    about: {
      summary: 'Hidden size of a custom model.',
      example: '5120',
      aliases: ['hidden_size', 'd_model', 'width'],
    },
    type: dimension('hidden'),
    otherwise: { text: 'typical of its parameters' },
    ...common,
  },
  heads: {
    about: {
      summary: 'Attention heads of a custom model.',
      example: '40',
      aliases: ['num_attention_heads', 'n_heads'],
    },
    type: dimension('heads'),
    otherwise: { text: () => `one for every ${typical().headDim} of the hidden size` },
    ...common,
  },
  kv: {
    about: {
      summary: 'Key and value heads of a custom model.',
      example: '8',
      aliases: ['kv_heads', 'num_key_value_heads'],
    },
    type: dimension('kv'),
    otherwise: { text: () => `${typical().kvHeads}, or as many as heads where these are given` },
    ...common,
  },
  intermediate: {
    about: {
      summary: 'MLP width of a custom model.',
      example: '13824',
      aliases: ['intermediate_size', 'ffn', 'd_ff'],
    },
    type: dimension('intermediate'),
    otherwise: { text: 'what makes up its parameters' },
    ...common,
  },
  vocab: {
    about: {
      summary: 'Vocabulary of a custom model.',
      example: '32000',
      aliases: ['vocab_size', 'vocabulary'],
    },
    type: dimension('vocab'),
    otherwise: { text: () => `${formatCount(typical().vocabSize)}, and less below a billion parameters` },
    ...common,
  },
});
