/** `/vram-models`: the models the bot knows. */
import {
  architectureOf,
  findModels,
  formatCount,
  formatParameters,
  modelSlug,
  MODELS,
  suggestModels,
  UserError,
  type ModelFacts,
} from '../src/index.ts';
import { defineCommand } from './core/command.ts';
import { text } from './options/types/text.ts';
import type { Reply } from './core/reply.ts';
import { ANSWER_OPTIONS } from './options/answer.ts';

/** Rows of the table; the data has all. */
const MOST_ROWS = 20;

export const vramModels = defineCommand({
  name: 'vram-models',
  about: {
    summary: 'The models the bot knows by name; any other can be given by its Hub id or config.json.',
    examples: ['', 'qwen3', '70b', 'moe'],
  },
  options: {
    search: {
      about: {
        summary: 'Part of a name, a family or a size.',
        example: 'qwen3',
        aliases: ['model', 'family', 'name', 'q', 'find'],
      },
      type: text({
        maxLength: 100,
        looks: { must: () => true },
        suggest: (typed) => suggestModels(typed, 25).map((model) => ({ name: model.name, value: modelSlug(model) })),
      }),
      otherwise: { text: 'the most fine-tuned' },
      offering: { takesRest: true },
    },
    public: ANSWER_OPTIONS.public,
  },
  run({ search, public: everyone }): Reply {
    const found = modelsFor(search);
    const shown = found.slice(0, MOST_ROWS);
    const more = found.length > shown.length ? `, the ${shown.length} most fine-tuned are shown` : '';
    return {
      title: search === undefined ? 'Models' : `Models: ${search}`,
      summary: `${found.length} ${found.length === 1 ? 'model' : 'models'}${more}.`,
      tone: 'info',
      visibility: everyone ? 'everyone' : 'caller',
      blocks: [
        {
          type: 'table',
          columns: [
            { label: 'Model', align: 'left' },
            { label: 'Write', align: 'left' },
            { label: 'Parameters', align: 'right' },
            { label: 'Tokens', align: 'right' },
          ],
          rows: shown.map((model) => [model.name, modelSlug(model), sizeText(model), formatCount(model.maxPositions)]),
        },
        {
          type: 'actions',
          actions: shown
            .slice(0, 5)
            .map((model) => ({ label: model.name, command: 'vram', args: { model: modelSlug(model) } })),
        },
      ],
      data: { models: found.map((model) => ({ ...model, parameters: architectureOf(model).parameters.total })) },
    };
  },
});

/** @throws UserError where nothing is called so. */
function modelsFor(search: string | undefined): readonly ModelFacts[] {
  if (search === undefined) return suggestModels('', MODELS.length);
  const wanted = search.trim().toLowerCase();
  const experts = MODELS.filter(({ moe }) => moe !== undefined);
  if (wanted === 'moe') return experts;
  const family = MODELS.filter((model) => model.family === wanted);
  const found = family.length > 0 ? family : findModels(search, MODELS.length).map(({ model }) => model);
  if (found.length > 0) return found;
  throw new UserError(
    'unknown-model',
    `No model of the catalogue is called "${search.slice(0, 80)}".`,
    'Any other can be given to vram by its Hugging Face id, its config.json, or model:custom.',
  );
}

function sizeText(model: ModelFacts): string {
  const { total } = architectureOf(model).parameters;
  return formatParameters(total) + (model.moe ? ` (${model.moe.expertsPerToken} of ${model.moe.experts} experts)` : '');
}
