/** Attention implementations: what the softmax keeps for the backward pass. */
import type { Source } from './types.ts';

/** Bytes per score, kept and while attention is differentiated. */
type ScoreBytes = Pick<AttentionRow, 'bytesPerScore' | 'bytesPerScoreBackward'>;

export interface AttentionRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Bytes per score (heads × length²) kept for the backward pass: fp32 softmax and its 16-bit copy when eager. */
  readonly bytesPerScore: number;
  /** Bytes per score while attention itself is differentiated: fp32 softmax, its gradient, and that of the scores. */
  readonly bytesPerScoreBackward: number;
  /** Bytes per pair of tokens, of all heads together, kept for the backward pass: a mask as it is added to the scores. */
  readonly bytesPerPair?: number;
  /** Keys and values are expanded to the number of query heads before the product. */
  readonly expandsKeys: boolean;
  /** What scores take where the model has attention sinks, or hands over fewer key heads than query heads. */
  readonly withSinks?: ScoreBytes;
  readonly withFewerKeys?: ScoreBytes;
  readonly sources: readonly Source[];
}

export const ATTENTIONS = {
  sdpa: {
    label: 'SDPA or FlashAttention',
    aliases: ['flash', 'flash_attention_2', 'flash-attention-2', 'fa2', 'fa3', 'flash_attention_3', 'flex'],
    bytesPerScore: 0,
    bytesPerScoreBackward: 0,
    expandsKeys: false,
    // The fused kernels refuse, and the math fallback computes scores in fp32: Falcon 7B on an H200 (bench/oracle).
    withFewerKeys: { bytesPerScore: 4, bytesPerScoreBackward: 16 },
    sources: [
      { title: 'Dao, FlashAttention-2, arXiv 2307.08691: linear memory', url: 'https://arxiv.org/abs/2307.08691' },
    ],
  },
  'sdpa-mask': {
    label: 'SDPA with a padding mask',
    aliases: ['padded', 'padding', 'masked', 'dense-mask', 'sdpa-padded'],
    bytesPerScore: 0,
    bytesPerScoreBackward: 0,
    bytesPerPair: 2,
    expandsKeys: true,
    sources: [
      {
        title:
          'transformers integrations/sdpa_attention.py, use_gqa_in_sdpa: with a mask, keys and values are repeated for each query head',
        url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/integrations/sdpa_attention.py',
      },
      {
        title:
          'PyTorch aten/src/ATen/native/transformers/attention.cpp, convert_boolean_attn_mask: a mask in the dtype of the queries, made by each layer; derivatives.yaml: attn_bias is saved',
        url: 'https://github.com/pytorch/pytorch/blob/v2.13.0/aten/src/ATen/native/transformers/attention.cpp',
      },
    ],
  },
  eager: {
    label: 'eager attention',
    aliases: ['naive', 'math'],
    bytesPerScore: 6,
    bytesPerScoreBackward: 12,
    expandsKeys: true,
    // Softmax in the scores' own dtype, and no copy of it (transformers modeling_gpt_oss.py; bench/oracle).
    withSinks: { bytesPerScore: 2, bytesPerScoreBackward: 8 },
    sources: [
      {
        title: 'transformers eager_attention_forward: fp32 softmax, then cast; followed in bench/oracle',
        url: 'https://github.com/huggingface/transformers',
      },
    ],
  },
} as const satisfies Record<string, AttentionRow>;

export type AttentionId = keyof typeof ATTENTIONS;
