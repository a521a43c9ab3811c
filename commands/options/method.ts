/** The options that say what of the model is trained: the method, and where and how wide its weights are. */
import {
  METHODS,
  MODULE_PARTS,
  RANGES,
  TARGETS,
  UserError,
  type RequestInput,
  type TargetId,
} from '../../src/index.ts';
import { defineOptions, type OptionType, type Saying } from '../core/option.ts';
import { field } from './saying.ts';
import { choice } from './types/choice.ts';
import { integer } from './types/number.ts';

type Targets = NonNullable<RequestInput['targets']>;

/** A preset, or names of modules with commas between. */
const targetsType: OptionType<Targets> = {
  kind: 'text',
  allowed: `${Object.keys(TARGETS).join(', ')}, or module names such as q_proj,v_proj`,
  parse(given) {
    const folded = given.trim().toLowerCase();
    for (const [id, { aliases }] of Object.entries(TARGETS)) {
      if (folded === id || (aliases as readonly string[]).includes(folded)) return id as TargetId;
    }
    const names = given.split(/[\s,+;]+/).filter((name) => name !== '');
    if (names.length > 0 && names.length <= 50) return names;
    throw new UserError(
      'invalid-option',
      `"targets" is "${given}"; it can be ${targetsType.allowed}.`,
      'For example targets:all-linear',
    );
  },
  values: {
    suggest: (typed) =>
      Object.entries(TARGETS)
        .map(([value, { label }]) => ({ name: label, value }))
        .filter(({ name, value }) => `${name} ${value}`.includes(typed.trim().toLowerCase())),
  },
  looks: {
    must(word) {
      const names = word.toLowerCase().split(/, ?/);
      return (
        word.toLowerCase() in TARGETS || names.every((name) => Object.hasOwn(MODULE_PARTS, name) && name.includes('_'))
      );
    },
  },
};

const MODULES: Saying<Targets, 'targets'> = {
  fields: ['targets'],
  sets: (targets) => ({ targets }),
  says: ({ targets }) => (typeof targets === 'string' ? targets : targets?.join(',')),
};

export const METHOD_OPTIONS = defineOptions({
  method: {
    about: {
      summary: 'How to train: full, lora, qlora, dora, qdora; inference to compare.',
      example: 'qlora',
      aliases: ['mode', 'type', 'how'],
    },
    type: choice(METHODS),
    saying: field('method'),
  },
  rank: {
    about: { summary: 'LoRA rank.', example: '16', aliases: ['r', 'lora_r', 'lora_rank'] },
    // A bare `r1` is the model.
    type: integer({
      ...RANGES.rank,
      before: ['r', 'rank'],
      look: (word) => /^r(?:ank)? ?(?!1$)\d{1,4}$/i.test(word),
    }),
    saying: field('rank'),
  },
  targets: {
    about: {
      summary: 'Which linears carry LoRA weights: all-linear, attention, qv, mlp, or module names.',
      example: 'all-linear',
      aliases: ['target', 'target_modules', 'lora_target', 'modules'],
    },
    type: targetsType,
    saying: MODULES,
  },
});
