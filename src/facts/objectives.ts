/** What is learned from an example: how many sequences it has, which further models are held, what the loss needs. */
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';
import { mention, said } from '../words.ts';

/** A model beside the trained one, frozen; of the same size unless another is named. */
export interface HeldModel {
  readonly id: 'reference' | 'reward' | 'teacher';
  readonly label: string;
  /** Behind LoRA weights the base itself does its work, with these switched off. */
  readonly isBaseBehindLora?: true;
  /** Another model of the request takes its place: `teacher`. */
  readonly named?: true;
}

/** Logits of an objective that computes its own loss, and what it makes of them. */
export interface ObjectiveLoss {
  /** Bytes per logit at the worst moment before the backward pass, by the bytes of one logit. */
  readonly before: (logitBytes: number) => number;
  /** Of these, the reference's own logits, in logits. */
  readonly ofReference?: number;
  /** The same in the backward pass, before the head's gradient is made; log-probabilities go sequence by sequence. */
  readonly backward: (logitBytes: number, sequences: number) => number;
  /** Tokens whose logits exist at once; all where absent. */
  readonly chunk?: number;
  /** Logits are fp32 whatever the model computes in. */
  readonly fp32?: true;
  /** Rows of logits whose entropy is taken at once, times the copies that takes. */
  readonly entropyRows: number;
  /** Bytes per token and hidden unit: final norm, last hidden state, gradients coming back. */
  readonly bytesPerHidden: number;
  /** Liger has it, one example at a time. */
  readonly fused?: true;
  readonly derivation: string;
}

export interface ObjectiveRow extends Needs {
  readonly label: string;
  /** What is meant where nothing is said: titles leave it out. */
  readonly usual?: true;
  readonly aliases: readonly string[];
  /** Sequences that are differentiated together for one example of the micro-batch. */
  readonly sequences: number;
  /** So many forward passes take them, one after the other. */
  readonly apart?: number;
  /** Whether a copy of the model as it was is compared with, unless said otherwise; absent where none could be. */
  readonly reference?: boolean;
  /** Frozen models that are held all the time. */
  readonly held: readonly HeldModel[];
  /** A second model of the same size is trained beside the first, where the whole model is: PPO's value model. */
  readonly trainsValueModel?: true;
  /** What stands on the last block: the vocabulary's logits, one score, or nothing. */
  readonly head: 'vocabulary' | 'score' | 'none';
  /** Absent where the framework's loss is computed, as for supervised fine-tuning. */
  readonly loss?: ObjectiveLoss;
  /** Completions are generated first; how many from one prompt, and how many of their tokens, unless said otherwise. */
  readonly generates?: { readonly generations: number; readonly completion: number; readonly scored?: true };
  /** Several examples may share a sequence. */
  readonly packs?: true;
  /** Forward passes without gradients beside the trained one, in passes of one sequence; of the reference, and others. */
  readonly passes: { readonly reference: number; readonly others: number };
  readonly sources: readonly Source[];
}

const TRL_COMMIT = 'v1.13.0';
const trl = (file: string, what: string): Source => ({
  title: `TRL 1.13 ${file}: ${what}`,
  url: `https://github.com/huggingface/trl/blob/${TRL_COMMIT}/trl/${file}`,
});
const ORACLE: Source = {
  title: "bench/oracle: TRL's own loss code on fake tensors, tensor by tensor; DPO's was measured on an H200 too",
  url: 'https://github.com/huggingface/trl/tree/v1.13.0/trl/trainer',
};

const REFERENCE: HeldModel = { id: 'reference', label: 'Reference model', isBaseBehindLora: true };

/** Bytes of an fp32 logit. */
const FP32 = 4;
/** TRL's entropy_from_logits: 128 rows at a time, log-softmax, its exponential, and their product. */
const ENTROPY_ROWS = 3 * 128;
/** Final norm's fp32 input 4, the last hidden state 2. */
const NORM_AND_STATE = 6;
/** Where there are no logits, the final norm's own backward pass is what is left: 4 + 2 stored, 20 in flight. */
const NORM_BACKWARD = 26;

/**
 * fp32: logits, gradients of log-sum-exp and of the gathered logits, or within the last sequence difference and
 * exponential beside the first; 16-bit: log-softmax and two gradients.
 */
const backwardOfLogProbs = (logitBytes: number, sequences: number) =>
  logitBytes === FP32 ? Math.max(12, 8 + 8 / sequences) : 6;

/** mlx-lm itself trains supervised. */
const PYTORCH_ALONE = {
  requires: 'pytorch',
  instead: said`mlx-lm trains ${mention('objective', 'sft')}.`,
} as const satisfies Needs;

export const OBJECTIVES = {
  sft: {
    label: 'supervised fine-tuning',
    usual: true,
    packs: true,
    aliases: ['clm', 'supervised'],
    sequences: 1,
    held: [],
    head: 'vocabulary',
    passes: { reference: 0, others: 0 },
    sources: [],
  },
  dpo: {
    ...PYTORCH_ALONE,
    label: 'DPO',
    aliases: ['ipo', 'preference', 'preference tuning', 'preference optimization'],
    sequences: 2,
    reference: true,
    held: [REFERENCE],
    head: 'vocabulary',
    loss: {
      // Policy's and reference's logits, a copy without the last token, and log-softmax where logits are 16-bit.
      before: (logitBytes) => (logitBytes === FP32 ? 12 : 8),
      ofReference: 1,
      backward: backwardOfLogProbs,
      entropyRows: ENTROPY_ROWS,
      bytesPerHidden: NORM_AND_STATE,
      fused: true,
      derivation: "policy's and reference's logits and copies of them, or the policy's with two gradients",
    },
    passes: { reference: 2, others: 0 },
    sources: [
      trl('trainer/dpo_trainer.py', 'chosen and rejected in one batch; a reference model unless PEFT is used'),
      ORACLE,
    ],
  },
  orpo: {
    ...PYTORCH_ALONE,
    label: 'ORPO',
    aliases: ['simpo', 'cpo'],
    sequences: 2,
    held: [],
    head: 'vocabulary',
    loss: {
      before: (logitBytes) => (logitBytes === FP32 ? 8 : 6),
      // The chosen half's log-softmax of its likelihood is kept besides.
      backward: (logitBytes, sequences) => backwardOfLogProbs(logitBytes, sequences) + (logitBytes === FP32 ? 2 : 0),
      entropyRows: 0,
      bytesPerHidden: NORM_AND_STATE,
      derivation: 'logits, two gradients of their size, and the log-softmax of the chosen half',
    },
    passes: { reference: 0, others: 0 },
    sources: [
      trl('experimental/orpo/orpo_trainer.py', 'one batch, no reference model'),
      { title: 'Hong et al., ORPO, arXiv 2403.07691: no reference model', url: 'https://arxiv.org/abs/2403.07691' },
      ORACLE,
    ],
  },
  kto: {
    ...PYTORCH_ALONE,
    label: 'KTO',
    aliases: [],
    sequences: 1,
    reference: true,
    held: [REFERENCE],
    head: 'vocabulary',
    loss: {
      // Besides what DPO has: the halves of the batch by label, and one of them without its prompt.
      before: (logitBytes) => (logitBytes === FP32 ? 14 : 9),
      ofReference: 1,
      backward: backwardOfLogProbs,
      entropyRows: 0,
      bytesPerHidden: NORM_AND_STATE,
      fused: true,
      derivation: "policy's and reference's logits and copies of them, or the policy's with two gradients",
    },
    // The policy on mismatched pairs, the reference on these and on the examples.
    passes: { reference: 2, others: 1 },
    sources: [
      trl(
        'trainer/kto_trainer.py',
        'one completion an example; the mismatched pairs of its KL term pass without gradients',
      ),
      ORACLE,
    ],
  },
  reward: {
    ...PYTORCH_ALONE,
    label: 'reward model',
    aliases: ['rm', 'reward-model', 'reward modeling'],
    sequences: 2,
    held: [],
    head: 'score',
    passes: { reference: 0, others: 0 },
    sources: [trl('trainer/reward_trainer.py', 'chosen and rejected in one batch, one score a sequence'), ORACLE],
  },
  grpo: {
    ...PYTORCH_ALONE,
    label: 'GRPO',
    aliases: ['dr-grpo', 'rlvr', 'dapo', 'gspo', 'rloo'],
    sequences: 1,
    reference: false,
    held: [REFERENCE],
    head: 'vocabulary',
    loss: {
      // Logits, the same over the temperature, and log-softmax where they are 16-bit.
      before: (logitBytes) => (logitBytes === FP32 ? 8 : 6),
      backward: backwardOfLogProbs,
      entropyRows: ENTROPY_ROWS,
      bytesPerHidden: NORM_AND_STATE,
      fused: true,
      derivation: 'logits of completions alone, over the temperature, and two gradients',
    },
    generates: { generations: 8, completion: 512 },
    passes: { reference: 1, others: 0 },
    sources: [
      trl(
        'trainer/grpo_config.py',
        '8 generations of 512 tokens; the micro-batch counts completions; beta 0, so no reference',
      ),
      ORACLE,
    ],
  },
  ppo: {
    ...PYTORCH_ALONE,
    label: 'PPO',
    aliases: ['rlhf'],
    sequences: 1,
    reference: true,
    held: [REFERENCE, { id: 'reward', label: 'Reward model' }],
    trainsValueModel: true,
    head: 'vocabulary',
    loss: {
      before: (logitBytes) => (logitBytes === FP32 ? 12 : 8),
      backward: backwardOfLogProbs,
      entropyRows: 0,
      bytesPerHidden: NORM_AND_STATE,
      derivation: 'logits of the whole sequence, over the temperature, and two gradients',
    },
    generates: { generations: 1, completion: 512, scored: true },
    passes: { reference: 1, others: 3 },
    sources: [
      {
        title: 'TRL 0.23 ppo_trainer.py: policy, reference, reward and value model; logits of all completions are kept',
        url: 'https://github.com/huggingface/trl/blob/v0.23.0/trl/trainer/ppo_trainer.py',
      },
      {
        title: 'LLaMA-Factory train/ppo/workflow.py: behind LoRA weights a value head on the policy',
        url: 'https://github.com/hiyouga/LLaMA-Factory/blob/ff6d4d12eeb035d6ce06805a5733dd7b29f2ac30/src/llamafactory/train/ppo/workflow.py',
      },
    ],
  },
  distillation: {
    ...PYTORCH_ALONE,
    label: 'distillation',
    // Not `distill`, which stands in the names of models.
    aliases: ['gkd', 'minillm', 'knowledge distillation'],
    sequences: 1,
    held: [{ id: 'teacher', label: 'Teacher', named: true }],
    head: 'vocabulary',
    loss: {
      before: () => 20,
      // Of student and teacher: logits, log-softmax, exponential and product in fp32, and one difference.
      backward: () => 36,
      chunk: 256,
      fp32: true,
      entropyRows: 0,
      bytesPerHidden: 8,
      derivation: "student's and teacher's logits in fp32, 9 tensors of 256 tokens",
    },
    generates: { generations: 1, completion: 512 },
    passes: { reference: 0, others: 1 },
    sources: [
      trl('trainer/distillation_trainer.py', 'a teacher of the same vocabulary; logits of 256 tokens at a time'),
      ORACLE,
    ],
  },
  embedding: {
    ...PYTORCH_ALONE,
    label: 'embedding model',
    aliases: ['embeddings', 'contrastive', 'retriever', 'sentence-transformers', 'mnrl'],
    sequences: 2,
    apart: 2,
    held: [],
    head: 'none',
    passes: { reference: 0, others: 0 },
    sources: [
      {
        title:
          'sentence-transformers MultipleNegativesRankingLoss: both columns are encoded, then one similarity for each pair',
        url: 'https://github.com/huggingface/sentence-transformers/blob/v5.1.0/sentence_transformers/losses/MultipleNegativesRankingLoss.py',
      },
      ORACLE,
    ],
  },
} as const satisfies Record<string, ObjectiveRow>;

/** Bytes per token and hidden unit of the loss of an objective without logits. */
export const HEADLESS_BYTES_PER_HIDDEN = NORM_BACKWARD;
