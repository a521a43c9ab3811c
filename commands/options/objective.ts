/** What is learned from an example, as options of every command that estimates, and in the words of a title. */
import {
  METHODS,
  OBJECTIVES,
  RANGES,
  resolveModel,
  type ModelFacts,
  type ObjectiveRow,
  type RequestInput,
} from '../../src/index.ts';
import type { ArgsOf, OptionSpecs, OptionType } from '../core/command.ts';
import { invalidValue } from '../core/mistakes.ts';
import { choice, integer, tokenCount, yesNo } from './types.ts';

const NONE = ['no', 'off', 'none', '0'];
const { min, max } = RANGES.vllmShare;
const SHARES = `${min} to ${max} of the card, as in 0.3 or 30%; no`;

/** A share of a card: `0.3`, `30%`; `no` is 0. */
const share: OptionType<number> = {
  kind: 'text',
  allowed: SHARES,
  parse(given, option) {
    const word = given.trim().toLowerCase();
    if (NONE.includes(word)) return 0;
    const [, digits, percent] = /^(\d{0,3}(?:\.\d{1,4})?) ?(%?)$/.exec(word) ?? [];
    const value = digits ? Number(digits) / (percent ? 100 : 1) : NaN;
    if (!(value >= min && value <= max)) throw invalidValue(given, option, SHARES);
    return value;
  },
};

const model: OptionType<ModelFacts> = {
  kind: 'text',
  allowed: 'a model of the catalogue, by name or size',
  parse: (given) => resolveModel(given).model,
};

export const OBJECTIVE_OPTIONS = {
  objective: {
    summary: 'What is learned: sft, dpo, orpo, kto, reward, grpo, ppo, distillation, embedding.',
    example: 'dpo',
    type: choice(OBJECTIVES),
    fallback: 'sft, supervised fine-tuning',
    aliases: ['task', 'stage', 'rl', 'algorithm', 'algo'],
  },
  generations: {
    summary: 'Completions of one prompt, for grpo.',
    example: '8',
    textOnly: true,
    type: integer({
      ...RANGES.generations,
      after: ['generations'],
      looksLike: (word) => /^\d+ generations$/i.test(word),
    }),
    fallback: '8 for grpo, 1 otherwise',
    aliases: ['num_generations', 'group_size', 'rollouts', 'n'],
  },
  completion: {
    summary: 'Tokens of a completion that is generated; seq holds it and its prompt.',
    example: '512',
    textOnly: true,
    type: { ...tokenCount(RANGES.sequenceLength), looksLike: () => false },
    fallback: '512',
    aliases: ['completion_length', 'max_completion_length', 'response_length', 'max_new_tokens'],
  },
  vllm: {
    summary: 'Share of the card that vLLM takes to generate, colocated with training.',
    example: '0.3',
    textOnly: true,
    type: share,
    fallback: 'no, the model generates itself; TRL takes 0.3 where vLLM is colocated',
    aliases: ['vllm_gpu_memory_utilization', 'gpu_memory_utilization', 'vllm_share'],
  },
  sleep: {
    summary: 'vLLM gives its memory back while training.',
    example: 'yes',
    textOnly: true,
    type: yesNo(),
    fallback: 'no',
    aliases: ['vllm_enable_sleep_mode', 'sleep_mode'],
  },
  reference: {
    summary: 'Whether a reference model is compared with; no: log-probabilities computed beforehand.',
    example: 'no',
    textOnly: true,
    type: yesNo(),
    fallback: 'yes for dpo, kto and ppo; no for grpo, whose beta is 0',
    aliases: ['ref', 'reference_model', 'ref_model'],
  },
  teacher: {
    summary: 'The model to distill from.',
    example: 'qwen3-32b',
    textOnly: true,
    type: model,
    fallback: 'one as large as the student',
    aliases: ['teacher_model', 'teacher_model_name_or_path'],
  },
} as const satisfies OptionSpecs;

/** The settings that the arguments stand for; other arguments are passed by. */
export function objectiveOf(
  args: ArgsOf<typeof OBJECTIVE_OPTIONS>,
): Pick<
  RequestInput,
  'objective' | 'generations' | 'completionLength' | 'vllmShare' | 'vllmSleeps' | 'reference' | 'teacher'
> {
  return {
    objective: args.objective,
    generations: args.generations,
    completionLength: args.completion,
    vllmShare: args.vllm,
    vllmSleeps: args.sleep,
    reference: args.reference,
    teacher: args.teacher,
  };
}

/** How and what is trained, for a title: `QLoRA`, `QLoRA · DPO`. */
export function runWords({
  method = 'qlora',
  objective,
}: Pick<RequestInput, 'method' | 'objective'>): readonly string[] {
  return [METHODS[method].label, ...objectiveWords({ objective })];
}

/** Nothing where it is the usual one. */
export function objectiveWords({ objective = 'sft' }: Pick<RequestInput, 'objective'>): readonly string[] {
  const { usual, label }: ObjectiveRow = OBJECTIVES[objective];
  return usual ? [] : [label];
}
