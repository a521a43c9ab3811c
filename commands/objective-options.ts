/** What is learned from an example, as an option of every command that estimates, and in the words of a title. */
import { METHODS, OBJECTIVES, type ObjectiveRow, type RequestInput } from '../src/index.ts';
import type { ArgsOf, OptionSpecs } from './command.ts';
import { choice } from './options.ts';

export const OBJECTIVE_OPTIONS = {
  objective: {
    summary: 'What is learned: sft, dpo, orpo, kto, reward, grpo.',
    example: 'dpo',
    type: choice(OBJECTIVES),
    fallback: 'sft, supervised fine-tuning',
    aliases: ['task', 'stage', 'rl', 'algorithm', 'algo'],
  },
} as const satisfies OptionSpecs;

/** The settings that the arguments stand for; other arguments are passed by. */
export function objectiveOf({ objective }: ArgsOf<typeof OBJECTIVE_OPTIONS>): Pick<RequestInput, 'objective'> {
  return { objective };
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
