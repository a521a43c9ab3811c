/** The options that say what is learned from an example, and with which models beside. */
import { modelSlug, OBJECTIVES, RANGES, resolveModel, type ModelFacts, type ObjectiveRow } from '../../src/index.ts';
import { invalidValue } from '../core/mistakes.ts';
import { defineOptions, type OptionType, type Saying } from '../core/option.ts';
import { idsOf, perRow } from './per-row.ts';
import { field, written } from './saying.ts';
import { choice, yesNo } from './types/choice.ts';
import { integer, tokenCount } from './types/number.ts';

const NONE = ['no', 'off', 'none', '0'];
const { min, max } = RANGES.vllmShare;
const SHARES = `${min} to ${max} of the card, as in 0.3 or 30%; no`;

/** A share of a card, to a millionth: `0.3`, `30%`; `no` is 0. */
const share: OptionType<number> = {
  kind: 'text',
  allowed: SHARES,
  parse(given, option) {
    const word = given.trim().toLowerCase();
    if (NONE.includes(word)) return 0;
    const [, digits, percent] = /^(\d{0,3}(?:\.\d{1,6})?) ?(%?)$/.exec(word) ?? [];
    const value = digits ? Number((Number(digits) / (percent ? 100 : 1)).toFixed(6)) : NaN;
    if (!(value >= min && value <= max)) throw invalidValue(given, option, SHARES);
    return value;
  },
};

const SHARE: Saying<number, 'vllmShare'> = {
  fields: ['vllmShare'],
  sets: (vllmShare) => ({ vllmShare }),
  says: ({ vllmShare }) => (vllmShare === 0 ? 'no' : written(vllmShare)),
};

const model: OptionType<ModelFacts> = {
  kind: 'text',
  allowed: 'a model of the catalogue, by name or size',
  parse: (given) => resolveModel(given).model,
};

const TEACHER: Saying<ModelFacts, 'teacher'> = {
  fields: ['teacher'],
  sets: (teacher) => ({ teacher }),
  says: ({ teacher }) =>
    teacher ? modelSlug(typeof teacher === 'string' ? resolveModel(teacher).model : teacher) : undefined,
};

const OBJECTIVE_IDS = idsOf(OBJECTIVES);
const generating = OBJECTIVE_IDS.filter((id) => (OBJECTIVES[id] as ObjectiveRow).generates);

export const OBJECTIVE_OPTIONS = defineOptions({
  objective: {
    about: {
      summary: 'What is learned: sft, dpo, orpo, kto, reward, grpo, ppo, distillation, embedding.',
      example: 'dpo',
      aliases: ['task', 'stage', 'rl', 'algorithm', 'algo'],
    },
    type: choice(OBJECTIVES),
    saying: field('objective'),
    otherwise: { text: (assumed) => `${assumed().objective}, ${OBJECTIVES[assumed().objective].label}` },
  },
  generations: {
    about: {
      summary: 'Completions of one prompt, for grpo.',
      example: '8',
      aliases: ['num_generations', 'group_size', 'rollouts', 'n'],
    },
    type: integer({ ...RANGES.generations, after: ['generations'], look: (word) => /^\d+ generations$/i.test(word) }),
    saying: field('generations'),
    otherwise: {
      text: (assumed) => perRow(OBJECTIVE_IDS, (objective) => String(assumed({ objective }).generations)),
    },
    offering: { textOnly: true },
  },
  completion: {
    about: {
      summary: 'Tokens of a completion that is generated; seq holds it and its prompt.',
      example: '512',
      aliases: ['completion_length', 'max_completion_length', 'response_length', 'max_new_tokens'],
    },
    type: { ...tokenCount(RANGES.sequenceLength), looks: {} },
    saying: field('completionLength'),
    otherwise: {
      text: (assumed) => perRow(generating, (objective) => String(assumed({ objective }).completionLength)),
    },
    offering: { textOnly: true },
  },
  vllm: {
    about: {
      summary: 'Share of the card that vLLM takes to generate, colocated with training.',
      example: '0.3',
      aliases: ['vllm_gpu_memory_utilization', 'gpu_memory_utilization', 'vllm_share'],
    },
    type: share,
    saying: SHARE,
    otherwise: {
      text(assumed) {
        const { vllmShare } = assumed();
        const itself = vllmShare === 0 ? ', the model generates itself' : '';
        return `${SHARE.says({ vllmShare })}${itself}; TRL takes 0.3 where vLLM is colocated`;
      },
    },
    offering: { textOnly: true },
  },
  sleep: {
    about: {
      summary: 'vLLM gives its memory back while training.',
      example: 'yes',
      aliases: ['vllm_enable_sleep_mode', 'sleep_mode'],
    },
    type: yesNo(),
    saying: field('vllmSleeps'),
    offering: { textOnly: true },
  },
  reference: {
    about: {
      summary: 'Whether a reference model is compared with; no: log-probabilities computed beforehand.',
      example: 'no',
      aliases: ['ref', 'reference_model', 'ref_model'],
    },
    type: yesNo(),
    saying: field('reference'),
    otherwise: {
      text: (assumed) => perRow(OBJECTIVE_IDS, (objective) => written(assumed({ objective }).reference) ?? ''),
    },
    offering: { textOnly: true },
  },
  teacher: {
    about: {
      summary: 'The model to distill from.',
      example: 'qwen3-32b',
      aliases: ['teacher_model', 'teacher_model_name_or_path'],
    },
    type: model,
    saying: TEACHER,
    otherwise: { text: 'one as large as the student' },
    offering: { textOnly: true },
  },
});
