/** The options that say how an answer is given: how much of it, and to whom. */
import { defineOptions } from '../core/option.ts';
import { yesNo } from './types/choice.ts';

export const ANSWER_OPTIONS = defineOptions({
  details: {
    about: {
      summary: 'Show the arithmetic and the source behind each line.',
      example: 'yes',
      aliases: ['working', 'explain', 'verbose', 'show'],
    },
    type: yesNo(),
    otherwise: { value: false },
  },
  public: {
    about: {
      summary: 'Answer to everyone in the channel instead of you alone.',
      example: 'yes',
      aliases: ['share', 'everyone'],
    },
    type: yesNo(),
    otherwise: { value: false },
  },
});
