/** The options that name a model: by name, or by its configuration. */
import { architectureOf, formatParameters, modelSlug, resolveModel, suggestModels } from '../../src/index.ts';
import { invalidValue } from '../core/mistakes.ts';
import { defineOptions, type Choice, type OptionType, type Saying } from '../core/option.ts';
import { text } from './types/text.ts';

/** `70b`, `1.7b`, `500m`, `8x7b`, `30b-a3b`: a size says that a model is meant. */
const SIZE = /^(\d{1,2}x)?\d{1,4}(\.\d{1,2})?[bm](-a\d{1,3}(\.\d)?b)?$/i;

const modelType: OptionType<string> = text({
  maxLength: 200,
  looks: { must: (word) => SIZE.test(word) },
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

/** One of several options that describe a model together; another model, which has a name, replaces them all. */
export const PART_OF_MODEL: Saying<unknown, 'model'> = { fields: ['model'], sets: () => ({}), says: () => undefined };

const BY_NAME: Saying<string, 'model'> = {
  fields: ['model'],
  sets: (model) => ({ model }),
  says: ({ model }) =>
    model === undefined ? undefined : modelSlug(typeof model === 'string' ? resolveModel(model).model : model),
};

export const { model: MODEL_OPTION, config: CONFIG_OPTION } = defineOptions({
  model: {
    about: {
      summary: 'What to train: a name as you remember it, a size, a Hub id or link, or custom.',
      example: '70b',
      aliases: ['m', 'base', 'base_model', 'name'],
    },
    type: modelType,
    saying: BY_NAME,
    offering: { required: true, impliedBy: ['config', 'params', 'hidden'], takesRest: true },
  },
  config: {
    about: {
      summary: "The model's config.json, for private and unpublished models.",
      example: 'config.json',
      aliases: ['config_json', 'config_file'],
    },
    type: configType,
    saying: PART_OF_MODEL,
  },
});

/** For commands that take no other description of a model. */
export const NAMED_MODEL = { ...MODEL_OPTION, offering: { required: true, takesRest: true } } as const;
