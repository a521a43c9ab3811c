/** The options that say how several cards work together, and the settings they stand for. */
import { RANGES, SHARDINGS, type Settings } from '../../src/index.ts';
import type { ArgsOf, OptionSpecs } from '../core/command.ts';
import { choice, integer, yesNo } from './types.ts';

/** Into how many parts; told by its name alone. */
const degree = integer({ ...RANGES.degree, looksLike: () => false });

/** How several cards work together, and to leave it to the answer. */
const SHARDING_CHOICES = {
  auto: { label: 'the simplest that fits', aliases: ['automatic'] },
  ...SHARDINGS,
} as const;

export const PARALLEL_OPTIONS = {
  sharding: {
    summary: 'How cards share the work: auto, ddp, zero1-3, fsdp, fsdp2, fsdp-offload, tp, pp, cp, ep, split.',
    example: 'fsdp',
    type: choice(SHARDING_CHOICES, { bare: false }),
    fallback: 'auto; ddp without a card',
    aliases: ['shard', 'parallel', 'parallelism', 'strategy', 'distributed'],
  },
  tp: {
    summary: 'Tensor parallel: cards that share every matrix.',
    example: '2',
    textOnly: true,
    type: degree,
    fallback: '1; all cards with sharding:tp',
    aliases: ['tensor_parallel', 'tensor_model_parallel_size', 'tp_size'],
  },
  pp: {
    summary: 'Pipeline parallel: stages of consecutive layers.',
    example: '2',
    textOnly: true,
    type: degree,
    fallback: '1; all cards with sharding:pp',
    aliases: ['pipeline_parallel', 'pipeline_model_parallel_size', 'pp_size', 'stages'],
  },
  cp: {
    summary: 'Context parallel: cards that share the tokens of a sequence.',
    example: '2',
    textOnly: true,
    type: degree,
    fallback: '1; all cards with sharding:cp',
    aliases: ['context_parallel', 'context_parallel_size', 'cp_size', 'sequence_parallel_size'],
  },
  ep: {
    summary: 'Expert parallel: cards that share the routed experts.',
    example: '8',
    textOnly: true,
    type: degree,
    fallback: '1; all cards with sharding:ep',
    aliases: ['expert_parallel', 'expert_model_parallel_size', 'ep_size'],
  },
  sp: {
    summary: 'Sequence parallel: under tp the stream between blocks is shared too.',
    example: 'no',
    textOnly: true,
    type: yesNo(),
    fallback: 'yes',
    aliases: ['sequence_parallel'],
  },
} as const satisfies OptionSpecs;

/** What is not said is left open: a card's answer chooses the simplest sharding that fits. */
export function parallelOf({ sharding, tp, pp, cp, ep, sp }: ArgsOf<typeof PARALLEL_OPTIONS>): Settings {
  return {
    sharding: sharding === 'auto' ? undefined : sharding,
    tensorParallel: tp,
    pipelineParallel: pp,
    contextParallel: cp,
    expertParallel: ep,
    sequenceParallel: sp,
  };
}
