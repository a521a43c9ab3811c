/** The options that name a model: by name, by its configuration, by its dimensions. */
import { architectureOf, DIMENSIONS, formatParameters, modelSlug, suggestModels, UserError } from '../../src/index.ts';
import type { Choice, NamedOption, OptionSpecs, OptionType } from '../core/command.ts';
import { invalidValue } from '../core/mistakes.ts';
import { integer, text } from './types.ts';

/** `70b`, `1.7b`, `500m`, `8x7b`, `30b-a3b`: a size says that a model is meant. */
const SIZE = /^(\d{1,2}x)?\d{1,4}(\.\d{1,2})?[bm](-a\d{1,3}(\.\d)?b)?$/i;

const modelType: OptionType<string> = text({
  maxLength: 200,
  looksLike: (word) => SIZE.test(word),
  suggest: (typed) =>
    suggestModels(typed, 25).map((model): Choice => {
      const size = formatParameters(architectureOf(model).parameters.total);
      return { name: `${model.name} (${size})`, value: modelSlug(model) };
    }),
});

/** The text of a file; what it means is read later. */
const configType: OptionType<string> = {
  kind: 'attachment',
  allowed: 'a config.json: attached, or its text',
  parse(given, option) {
    if (given.trim() === '') throw invalidValue(given, option, 'the text of a config.json');
    return given;
  },
};

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** A number of parameters: `13b`, `1.3B`, `500m`, `7000000000`. */
const parameterCount: OptionType<number> = {
  kind: 'text',
  allowed: '1m to 20t',
  parse(given: string, option: NamedOption) {
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
  return integer({ ...DIMENSIONS[name], looksLike: () => false });
}

export const MODEL_OPTION = {
  summary: 'What to train: a name as you remember it, a size, a Hub id or link, or custom.',
  example: '70b',
  type: modelType,
  required: true,
  impliedBy: ['config', 'params', 'hidden'],
  takesRest: true,
  aliases: ['m', 'base', 'base_model', 'name'],
} as const;

/** The other ways to say which model; the last options of a command. */
export const MODEL_OPTIONS = {
  config: {
    summary: "The model's config.json, for private and unpublished models.",
    example: 'config.json',
    type: configType,
    aliases: ['config_json', 'config_file'],
  },
  params: {
    summary: 'Parameters of a custom model.',
    example: '13b',
    type: parameterCount,
    fallback: 'what the dimensions make',
    aliases: ['parameters', 'num_params', 'size'],
  },
  layers: {
    summary: 'Layers of a custom model.',
    example: '40',
    textOnly: true,
    type: dimension('layers'),
    fallback: 'typical of its parameters',
    aliases: ['num_hidden_layers', 'n_layers', 'depth'],
  },
  hidden: {
    summary: 'Hidden size of a custom model.',
    example: '5120',
    textOnly: true,
    type: dimension('hidden'),
    fallback: 'typical of its parameters',
    aliases: ['hidden_size', 'd_model', 'width'],
  },
  heads: {
    summary: 'Attention heads of a custom model.',
    example: '40',
    textOnly: true,
    type: dimension('heads'),
    fallback: 'one for every 128 of the hidden size',
    aliases: ['num_attention_heads', 'n_heads'],
  },
  kv: {
    summary: 'Key and value heads of a custom model.',
    example: '8',
    textOnly: true,
    type: dimension('kv'),
    fallback: '8, or as many as heads where these are given',
    aliases: ['kv_heads', 'num_key_value_heads'],
  },
  intermediate: {
    summary: 'MLP width of a custom model.',
    example: '13824',
    textOnly: true,
    type: dimension('intermediate'),
    fallback: 'what makes up its parameters',
    aliases: ['intermediate_size', 'ffn', 'd_ff'],
  },
  vocab: {
    summary: 'Vocabulary of a custom model.',
    example: '32000',
    textOnly: true,
    type: dimension('vocab'),
    fallback: '128,256, and less below a billion parameters',
    aliases: ['vocab_size', 'vocabulary'],
  },
} as const satisfies OptionSpecs;
