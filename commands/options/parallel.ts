/** The options that say how several cards work together. */
import { RANGES, SHARDINGS, type ShardingId } from '../../src/index.ts';
import { defineOptions, type Saying } from '../core/option.ts';
import { field } from './saying.ts';
import { choice, yesNo } from './types/choice.ts';
import { integer } from './types/number.ts';

/** Into how many parts; told by its name alone. */
const degree = integer({ ...RANGES.degree, look: null });

/** How several cards work together, and to leave it to the answer. */
const SHARDING_CHOICES = {
  auto: { label: 'the simplest that fits', aliases: ['automatic'] },
  ...SHARDINGS,
} as const;

/** What is not said is left open: a card's answer chooses the simplest sharding that fits. */
const SHARDING: Saying<ShardingId | 'auto', 'sharding'> = {
  fields: ['sharding'],
  sets: (sharding) => ({ sharding: sharding === 'auto' ? undefined : sharding }),
  says: ({ sharding }) => sharding,
};

export const PARALLEL_OPTIONS = defineOptions({
  sharding: {
    about: {
      summary: 'How cards share the work: auto, ddp, zero1-3, fsdp, fsdp2, fsdp-offload, tp, pp, cp, ep, split.',
      example: 'fsdp',
      aliases: ['shard', 'parallel', 'parallelism', 'strategy', 'distributed'],
    },
    type: choice(SHARDING_CHOICES, { bare: false }),
    saying: SHARDING,
    otherwise: { text: (assumed) => `auto; ${assumed().sharding} without a card` },
  },
  tp: {
    about: {
      summary: 'Tensor parallel: cards that share every matrix.',
      example: '2',
      aliases: ['tensor_parallel', 'tensor_model_parallel_size', 'tp_size'],
    },
    type: degree,
    saying: field('tensorParallel'),
    otherwise: { text: (assumed) => `${assumed().tensorParallel}; all cards with sharding:tp` },
    offering: { textOnly: true },
  },
  pp: {
    about: {
      summary: 'Pipeline parallel: stages of consecutive layers.',
      example: '2',
      aliases: ['pipeline_parallel', 'pipeline_model_parallel_size', 'pp_size', 'stages'],
    },
    type: degree,
    saying: field('pipelineParallel'),
    otherwise: { text: (assumed) => `${assumed().pipelineParallel}; all cards with sharding:pp` },
    offering: { textOnly: true },
  },
  cp: {
    about: {
      summary: 'Context parallel: cards that share the tokens of a sequence.',
      example: '2',
      aliases: ['context_parallel', 'context_parallel_size', 'cp_size', 'sequence_parallel_size'],
    },
    type: degree,
    saying: field('contextParallel'),
    otherwise: { text: (assumed) => `${assumed().contextParallel}; all cards with sharding:cp` },
    offering: { textOnly: true },
  },
  ep: {
    about: {
      summary: 'Expert parallel: cards that share the routed experts.',
      example: '8',
      aliases: ['expert_parallel', 'expert_model_parallel_size', 'ep_size'],
    },
    type: degree,
    saying: field('expertParallel'),
    otherwise: { text: (assumed) => `${assumed().expertParallel}; all cards with sharding:ep` },
    offering: { textOnly: true },
  },
  sp: {
    about: {
      summary: 'Sequence parallel: under tp the stream between blocks is shared too.',
      example: 'no',
      aliases: ['sequence_parallel'],
    },
    type: yesNo(),
    saying: field('sequenceParallel'),
    offering: { textOnly: true },
  },
});
