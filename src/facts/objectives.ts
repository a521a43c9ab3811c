/** What is learned from an example: how many sequences it has, which further models are held, whether there are logits. */
import type { Source } from './types.ts';

export interface ObjectiveRow {
  readonly label: string;
  /** What is meant where nothing is said: titles leave it out. */
  readonly usual?: true;
  readonly aliases: readonly string[];
  /** Sequences that pass together for one example of the micro-batch. */
  readonly sequences: number;
  /** Frozen copies of the model beside the trained one; LoRA weights are switched off instead. */
  readonly references: number;
  /** Logits over the vocabulary; a reward model has one score. */
  readonly logits: boolean;
  readonly sources: readonly Source[];
}

const trl = (file: string, what: string): Source => ({
  title: `TRL ${file}: ${what}`,
  url: `https://github.com/huggingface/trl/blob/main/trl/trainer/${file}`,
});

export const OBJECTIVES = {
  sft: {
    label: 'supervised fine-tuning',
    usual: true,
    aliases: ['sft', 'clm'],
    sequences: 1,
    references: 0,
    logits: true,
    sources: [],
  },
  dpo: {
    label: 'DPO',
    aliases: ['ipo', 'preference'],
    sequences: 2,
    references: 1,
    logits: true,
    sources: [trl('dpo_trainer.py', 'chosen and rejected in one batch; a reference model unless PEFT is used')],
  },
  orpo: {
    label: 'ORPO',
    aliases: ['simpo', 'cpo'],
    sequences: 2,
    references: 0,
    logits: true,
    sources: [
      { title: 'Hong et al., ORPO, arXiv 2403.07691: no reference model', url: 'https://arxiv.org/abs/2403.07691' },
    ],
  },
  kto: {
    label: 'KTO',
    aliases: [],
    sequences: 1,
    references: 1,
    logits: true,
    sources: [trl('kto_trainer.py', 'one completion an example; a reference model unless PEFT is used')],
  },
  reward: {
    label: 'reward model',
    aliases: ['rm', 'reward-model'],
    sequences: 2,
    references: 0,
    logits: false,
    sources: [trl('reward_trainer.py', 'chosen and rejected in one batch, one score a sequence')],
  },
  grpo: {
    label: 'GRPO, generation elsewhere',
    aliases: ['dr-grpo', 'rlvr'],
    sequences: 1,
    references: 0,
    logits: true,
    sources: [trl('grpo_config.py', 'the micro-batch counts completions; beta 0, so no reference model')],
  },
} as const satisfies Record<string, ObjectiveRow>;

export type ObjectiveId = keyof typeof OBJECTIVES;
