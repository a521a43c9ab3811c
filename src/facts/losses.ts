/** How the loss is computed over the vocabulary: for large vocabularies the largest hidden cost of a step. */
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

export interface LossRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Peak bytes per token and vocabulary entry, for the tokens in flight at once. */
  readonly bytesPerLogit: number;
  /** Further bytes where the trainer keeps the logits, or a shifted copy, until the backward pass (`keepsLogits`). */
  readonly bytesPerLogitBeside?: number;
  /** The same where the logits stay in 16 bit, and where autocast casts 16-bit logits; absent where neither differs. */
  readonly bytesPerLogitKept?: { readonly plain: number; readonly autocast: number };
  /** Tokens whose logits exist at once, of `tokens` in the micro-batch. */
  readonly tokensInFlight: (tokens: number, vocabulary: number, hidden: number, sequences: number) => number;
  /**
   * Bytes per token and vocabulary entry of every token: held until the backward pass comes to them, and of these the
   * ones that the training loop itself refers to, which outlive the step.
   */
  readonly held?: { readonly untilBackward: number; readonly afterwards: number };
  /** The model's own code runs up to its logits, and keeps what it bounds them by. */
  readonly keepsSoftcap?: true;
  /** Bytes per token and hidden unit held beside the logits: final norm, its fp32 copy, the gradient coming back. */
  readonly bytesPerHidden: number;
  /** The head is cast to the dtype of the hidden states, and back under autocast. */
  readonly castsHead?: true;
  /** Copies of the head's gradient that exist at once where the head is trained, more than one where it is chunk by chunk. */
  readonly headGradientCopies?: number;
  /** What torch.compile makes of it. */
  readonly compiledAs?: 'compiled';
  /** The derivation, for the working. */
  readonly derivation: string;
  readonly sources: readonly Source[];
}

const all = (tokens: number) => tokens;
const eighth = (tokens: number) => Math.ceil(tokens / 8);

export const LOSSES = {
  chunked: {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'chunked cross entropy',
    aliases: ['chunked_nll', 'chunk'],
    bytesPerLogit: 16,
    tokensInFlight: (tokens) => Math.min(tokens, 256),
    keepsSoftcap: true,
    bytesPerHidden: 8,
    castsHead: true,
    headGradientCopies: 3,
    derivation: '16 B a logit (logits, log-softmax, and two for the entropy metric), 256 tokens at a time',
    sources: [
      { title: 'TRL PR 5575: chunks of 256 tokens', url: 'https://github.com/huggingface/trl/pull/5575' },
      { title: 'TRL PR 5846: the default since 1.7.0', url: 'https://github.com/huggingface/trl/pull/5846' },
    ],
  },
  materialized: {
    label: 'full logits (plain cross entropy)',
    aliases: ['full', 'naive', 'hf', 'default', 'nll', 'materialised'],
    compiledAs: 'compiled',
    bytesPerLogit: 12,
    bytesPerLogitBeside: 2,
    // Autocast: logits 2 and their shifted copy 2 live on, log-softmax 4, its gradients 4 + 4.
    bytesPerLogitKept: { plain: 8, autocast: 16 },
    tokensInFlight: all,
    keepsSoftcap: true,
    bytesPerHidden: 6,
    derivation: '12 B a logit: log-softmax 4, its gradients 4 + 4; 2 more where the logits are kept beside',
    sources: [
      {
        title: 'transformers ForCausalLMLoss upcasts the logits to fp32',
        url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/loss/loss_utils.py',
      },
      {
        title: 'foundation-model-stack/fms-acceleration benchmark tables (measured slope)',
        url: 'https://github.com/foundation-model-stack/fms-acceleration',
      },
    ],
  },
  triton: {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'Triton cross entropy on bf16 logits',
    aliases: ['fast', 'unsloth-ce'],
    bytesPerLogit: 8,
    bytesPerLogitKept: { plain: 6, autocast: 12 },
    tokensInFlight: all,
    bytesPerHidden: 6,
    derivation: '8 B a logit: bf16 logits, their fp32 copy, the gradient in place',
    sources: [
      {
        title: 'foundation-model-stack/fms-acceleration benchmark tables (measured slope)',
        url: 'https://github.com/foundation-model-stack/fms-acceleration',
      },
    ],
  },
  compiled: {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'compiled cross entropy',
    aliases: ['torch-compile', 'inductor'],
    bytesPerLogit: 4,
    tokensInFlight: all,
    bytesPerHidden: 6,
    derivation: '4 B a logit: the compiler fuses casts and softmax, logits and their gradient stay 16-bit',
    sources: [
      {
        title: 'torchtitan PR 1033 of April 2025: the loss is compiled with the model',
        url: 'https://github.com/pytorch/torchtitan/pull/1033',
      },
    ],
  },
  'kept-chunks': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'cross entropy in chunks that are all kept',
    aliases: ['litgpt', 'chunked-head', 'kept_chunks'],
    // Gradients of a chunk's log-softmax and of its logits.
    bytesPerLogit: 8,
    tokensInFlight: (tokens, _vocabulary, _hidden, sequences) => Math.min(tokens, 128 * sequences),
    held: { untilBackward: 8, afterwards: 4 },
    bytesPerHidden: 6,
    derivation: '8 B of gradients a logit, 128 tokens of each sequence at a time',
    sources: [
      {
        title:
          'litgpt finetune/lora.py and utils.py at 2685705 (lit-gpt at 0cc02af alike): a list of chunks of 128 tokens, none of them recomputed, alive until the next one is made',
        url: 'https://github.com/Lightning-AI/litgpt/blob/26857050fe3ff627cd714fe92f5838f51a3d5efa/litgpt/utils.py',
      },
      {
        title: 'Lightning Fabric wrappers.py: outputs are cast to fp32 whatever the precision (convert_output)',
        url: 'https://github.com/Lightning-AI/pytorch-lightning/blob/7f0c3436cd3f6ad3753125672024fc415cbcb414/src/lightning/fabric/plugins/precision/half.py',
      },
    ],
  },
  'kept-eighths': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'cross entropy in eighths, log-softmax kept',
    aliases: ['torchtune', 'linear-cross-entropy', 'linear_cross_entropy'],
    // Gradients of an eighth's log-softmax and of its logits.
    bytesPerLogit: 8,
    tokensInFlight: eighth,
    held: { untilBackward: 4, afterwards: 0 },
    bytesPerHidden: 8,
    derivation: '8 B of gradients a logit, an eighth of the tokens at a time',
    sources: [
      {
        title:
          'torchtune modules/loss/cross_entropy_loss.py at bd2a0fc: LinearCrossEntropyLoss, 8 chunks, none of them recomputed',
        url: 'https://github.com/meta-pytorch/torchtune/blob/bd2a0fc7c/torchtune/modules/loss/cross_entropy_loss.py',
      },
    ],
  },
  'chunked-logits': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'whole logits, cross entropy in eighths',
    aliases: ['ce-with-chunked-output', 'CEWithChunkedOutputLoss'],
    bytesPerLogit: 4,
    tokensInFlight: eighth,
    held: { untilBackward: 6, afterwards: 0 },
    bytesPerHidden: 6,
    derivation: 'all logits 2 B and their log-softmax 4 B, the fp32 copy of an eighth of the tokens at a time',
    sources: [
      {
        title: 'torchtune CEWithChunkedOutputLoss (PR 1390, until PR 2531 of April 2025)',
        url: 'https://github.com/meta-pytorch/torchtune/pull/1390',
      },
      {
        title: 'torchtitan PR 996: the same in its components/loss.py, March 2025',
        url: 'https://github.com/pytorch/torchtitan/pull/996',
      },
    ],
  },
  'chunked-eighths': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'cross entropy in eighths, each differentiated at once',
    aliases: ['torchtitan', 'chunked-ce', 'eighths'],
    bytesPerLogit: 14,
    tokensInFlight: eighth,
    bytesPerHidden: 6,
    headGradientCopies: 2,
    derivation: '14 B a logit (logits 2, log-softmax 4, gradients 4 + 4), an eighth of the tokens at a time',
    sources: [
      {
        title:
          'torchtitan components/loss.py at b5bcd76: ChunkedLossWrapper, 8 chunks, each with its own backward pass',
        url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c6/torchtitan/components/loss.py',
      },
    ],
  },
  liger: {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'Liger fused linear cross entropy',
    aliases: ['liger-kernel', 'flce', 'fused'],
    bytesPerLogit: 8,
    tokensInFlight: (tokens, vocabulary, hidden) =>
      Math.min(tokens, nextPowerOfTwo(Math.ceil(tokens / Math.ceil(vocabulary / hidden)))),
    bytesPerHidden: 4,
    derivation: '8 B a logit, a chunk of next_pow2(tokens ÷ (vocabulary ÷ hidden)) tokens at a time',
    sources: [
      {
        title: 'Liger-Kernel fused_linear_cross_entropy.py',
        url: 'https://github.com/linkedin/Liger-Kernel/blob/ead96b618e5c67bddc6a6e9bcb99bfe6b5ab661c/src/liger_kernel/ops/fused_linear_cross_entropy.py',
      },
    ],
  },
  'vocab-parallel': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'vocabulary-parallel cross entropy',
    aliases: ['megatron', 'vocab_parallel', 'vocab-parallel-ce'],
    bytesPerLogit: 6,
    tokensInFlight: all,
    bytesPerHidden: 6,
    derivation: '6 B a logit: logits 2, and their fp32 copy 4, in which softmax and gradient are taken in place',
    sources: [
      {
        title: 'Megatron-LM core/tensor_parallel/cross_entropy.py and core/fusions/fused_cross_entropy.py at d98e8a6',
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/tensor_parallel/cross_entropy.py',
      },
    ],
  },
  'fused-adaptive': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'fused cross entropy in chunks that fit what is free',
    aliases: ['unsloth', 'unsloth-fused'],
    bytesPerLogit: 0,
    tokensInFlight: all,
    bytesPerHidden: 6,
    derivation: 'chunks are cut to half of what is free, 4 GiB at most, so that none has to be',
    sources: [
      {
        title: 'unsloth-zoo fused_losses/cross_entropy_loss.py at ce232d6, get_chunk_size',
        url: 'https://github.com/unslothai/unsloth-zoo/blob/ce232d6c/unsloth_zoo/fused_losses/cross_entropy_loss.py',
      },
    ],
  },
  'cut-cross-entropy': {
    requires: 'pytorch',
    instead: 'Leave loss out.',
    label: 'cut cross entropy',
    aliases: ['cce', 'cut'],
    bytesPerLogit: 0,
    tokensInFlight: all,
    bytesPerHidden: 6,
    derivation: 'logits never leave the kernel',
    sources: [{ title: 'Wijmans et al., Cut Your Losses, arXiv 2411.09009', url: 'https://arxiv.org/abs/2411.09009' }],
  },
} as const satisfies Record<string, LossRow>;

export type LossId = keyof typeof LOSSES;

function nextPowerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, value)));
}

/** Larger than any chunk. */
const MANY_TOKENS = 2 ** 20;

/** Whether the logits of some tokens exist at a time, and never those of a whole micro-batch. */
export function splitsLogits({ bytesPerLogit, tokensInFlight, held }: LossRow): boolean {
  return bytesPerLogit === 0 || (!held && tokensInFlight(MANY_TOKENS, MANY_TOKENS, 1, 1) < MANY_TOKENS);
}
