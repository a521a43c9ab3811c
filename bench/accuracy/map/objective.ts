/** What a row learns, from its method's words: "qlora (GRPO)". */
import type { RequestInput } from '../../../src/index.ts';
import type { Row } from '../rows.ts';

const OBJECTIVES = [
  [/\bdpo\b/, 'dpo'],
  [/\borpo\b/, 'orpo'],
  [/\bkto\b/, 'kto'],
  [/\bgrpo\b/, 'grpo'],
] as const;

/** Rows that state completions alone say of their prompts that they are short. */
const SHORT_PROMPT = 32;

/** Nothing where it is supervised; rows that generate state the length of completions. */
export function objectiveOf(row: Row): Partial<RequestInput> {
  const words = (row.method ?? '').toLowerCase();
  const objective = OBJECTIVES.find(([pattern]) => pattern.test(words))?.[1];
  if (objective === undefined) return {};
  const completion = /completion/.test(row.seq_len_kind ?? '') ? row.seq_len : null;
  const loss = /liger/i.test(row.loss_impl ?? '') ? 'liger' : undefined;
  return {
    objective,
    loss,
    ...(completion == null ? {} : { completionLength: completion, sequenceLength: completion + SHORT_PROMPT }),
  };
}
