/** How keys and values are kept while generating. */
import type { Source } from './types.ts';

export interface KvCacheRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Bytes of one value, scales included; null: the compute dtype. */
  readonly bytesPerValue: number | null;
  /** The newest tokens that stay in the compute dtype. */
  readonly recentTokens: number;
  readonly derivation: string;
  readonly sources: readonly Source[];
}

const TRANSFORMERS: Source = {
  title:
    'transformers cache_utils.py QuantizedCache: groups of 64 with scale and zero, the last 128 tokens as they are',
  url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/cache_utils.py',
};
/** A 16-bit scale and zero for every 64 values. */
const GROUP = (2 * 2) / 64;

export const KV_CACHES = {
  plain: {
    label: 'KV cache in the compute dtype',
    aliases: ['bf16', 'fp16', 'auto', 'none', '16bit'],
    bytesPerValue: null,
    recentTokens: 0,
    derivation: 'compute dtype',
    sources: [],
  },
  fp8: {
    label: 'fp8 KV cache',
    aliases: ['fp8_e4m3', 'fp8_e5m2', 'e4m3'],
    bytesPerValue: 1,
    recentTokens: 0,
    derivation: '1 B, one scale a tensor',
    sources: [
      {
        title: 'vLLM quantized KV cache: fp8_e4m3 with a scale per tensor',
        url: 'https://docs.vllm.ai/en/latest/features/quantization/quantized_kvcache/',
      },
    ],
  },
  int8: {
    label: 'int8 KV cache',
    aliases: ['8bit', '8-bit', 'q8'],
    bytesPerValue: 1 + GROUP,
    recentTokens: 128,
    derivation: '1 + 4/64 B',
    sources: [TRANSFORMERS],
  },
  int4: {
    label: 'int4 KV cache',
    aliases: ['4bit', '4-bit', 'q4'],
    bytesPerValue: 0.5 + GROUP,
    recentTokens: 128,
    derivation: '½ + 4/64 B',
    sources: [TRANSFORMERS],
  },
} as const satisfies Record<string, KvCacheRow>;
