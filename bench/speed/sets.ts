/** Sets of questions that a pass goes through. */
import { readFileSync } from 'node:fs';
import type { Question } from './answers.ts';
import { variedQuestions } from './questions.ts';

interface QuestionSet {
  readonly name: string;
  readonly questions: () => readonly Question[];
  /** What the process may have been asked before. */
  readonly warms: (question: Question) => boolean;
}

/** Cards of several kinds, makers and counts, each another way to compute. */
const CARDS = [
  '4090',
  '8xh100',
  '24',
  '12',
  'm3 max 64gb',
  'mi300x',
  'v100',
  '2x3090',
  'b200',
  '4xa100',
  'h100',
  '5090',
];

/** Written by write-heavy.ts. */
const HEAVY = new URL('./heavy.jsonl', import.meta.url);

const onCards = () => CARDS.map((gpu): Question => ({ command: 'vram-fit', args: `gpu:"${gpu}"` }));

export const SETS: readonly QuestionSet[] = [
  { name: 'varied', questions: () => variedQuestions(2000), warms: () => true },
  {
    name: 'heavy',
    questions: () =>
      readFileSync(HEAVY, 'utf8')
        .trim()
        .split('\n')
        .map((line): Question => JSON.parse(line)),
    warms: () => true,
  },
  // Each card for the first time, then all of them again.
  { name: 'cards', questions: () => [...onCards(), ...onCards()], warms: ({ command }) => command !== 'vram-fit' },
];
