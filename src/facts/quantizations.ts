/** How the frozen base model's linear weights are stored. Embeddings, norms, routers and the head are not linears of a block. */
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

export interface QuantizationRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Bytes per weight of a quantized linear, scales included; null keeps the dtype of the base model. */
  readonly bytesPerWeight: number | null;
  /** Further bytes per output row (one fp32 scale a row in LLM.int8). */
  readonly bytesPerRow: number;
  /** It replaces linears of vision towers too: transformers leaves out the output matrix alone (quantizers/base.py get_keys_to_not_convert). */
  readonly coversTowers?: true;
  /** The weight is expanded to the compute dtype, one linear at a time, for each matrix product. */
  readonly dequantizes: boolean;
  /** The same with its scales quantized too (double quantization), where the library offers it. */
  readonly nested?: 'nf4-dq';
  /** The derivation of `bytesPerWeight`, for the working. */
  readonly derivation: string;
  /** Its parameters cannot go to the meta device, so that FSDP2 loads them whole: accelerate fsdp_utils.py. */
  readonly staysOnGpu?: true;
  /** A weight under this quantization can only be trained through LoRA weights. */
  readonly frozen: boolean;
  readonly sources: readonly Source[];
}

const BITSANDBYTES: Source = {
  title: 'bitsandbytes functional.py: 4-bit block size 64, nested block size 256',
  url: 'https://github.com/bitsandbytes-foundation/bitsandbytes/blob/95f9af309d4d5793847169c39288dcd3fcbdf564/bitsandbytes/functional.py',
};
const AUTOGPTQ: Source = {
  title: 'GPTQ/AWQ, group 128: 4-bit weight, fp16 scale and 4-bit zero a group',
  url: 'https://github.com/AutoGPTQ/AutoGPTQ',
};

export const QUANTIZATIONS = {
  none: {
    label: 'not quantized',
    aliases: ['no', 'off', '16bit', 'bf16', 'fp16'],
    bytesPerWeight: null,
    bytesPerRow: 0,
    dequantizes: false,
    derivation: '',
    frozen: false,
    sources: [],
  },
  'nf4-dq': {
    requires: 'bitsandbytes',
    coversTowers: true,
    instead: 'Leave quant out: MLX 4-bit is assumed there.',
    label: 'nf4, double quantization',
    aliases: ['4bit', '4-bit', 'nf4 dq', 'nf4dq', 'int4', 'bnb', 'q4'],
    bytesPerWeight: 4 / 8 + 1 / 64 + 4 / (64 * 256),
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '½ + 1/64 + 4/(64·256) B',
    staysOnGpu: true,
    frozen: true,
    sources: [BITSANDBYTES],
  },
  nf4: {
    requires: 'bitsandbytes',
    coversTowers: true,
    instead: 'Leave quant out: MLX 4-bit is assumed there.',
    label: 'nf4, no double quantization',
    aliases: ['fp4', 'nf4-no-dq'],
    bytesPerWeight: 4 / 8 + 4 / 64,
    bytesPerRow: 0,
    dequantizes: true,
    nested: 'nf4-dq',
    derivation: '½ + 4/64 B',
    staysOnGpu: true,
    frozen: true,
    sources: [BITSANDBYTES],
  },
  int8: {
    requires: 'bitsandbytes',
    coversTowers: true,
    instead: 'Leave quant out: MLX 4-bit is assumed there.',
    label: 'int8 (LLM.int8)',
    aliases: ['8bit', '8-bit', 'llm.int8', 'bnb8'],
    bytesPerWeight: 1,
    bytesPerRow: 4,
    dequantizes: true,
    derivation: '1 B, and 4 B an output row',
    frozen: true,
    sources: [{ title: 'bitsandbytes Linear8bitLt: int8 weight and one fp32 scale a row', url: BITSANDBYTES.url! }],
  },
  gptq: {
    requires: 'pytorch',
    instead: 'Leave quant out.',
    label: 'GPTQ 4-bit, group 128',
    aliases: ['gptq-int4', 'gptq4'],
    bytesPerWeight: (4 * 128 + 16 + 4) / 128 / 8,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '(4·128 + 16 + 4) bits / 128',
    frozen: true,
    sources: [AUTOGPTQ],
  },
  awq: {
    requires: 'pytorch',
    instead: 'Leave quant out.',
    label: 'AWQ 4-bit, group 128',
    aliases: ['awq-int4'],
    bytesPerWeight: (4 * 128 + 16 + 4) / 128 / 8,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '(4·128 + 16 + 4) bits / 128',
    frozen: true,
    sources: [AUTOGPTQ],
  },
  hqq: {
    requires: 'pytorch',
    instead: 'Leave quant out.',
    label: 'HQQ 4-bit, group 64',
    aliases: ['hqq4'],
    bytesPerWeight: 4 / 8 + (2 + 2) / 64,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '½ + (2 + 2)/64 B',
    frozen: true,
    sources: [{ title: 'mobiusml/hqq: 16-bit scale and zero a group', url: 'https://github.com/mobiusml/hqq' }],
  },
  fp8: {
    requires: 'fp8',
    instead: 'Use quant:nf4 or quant:int8.',
    label: 'fp8',
    aliases: ['float8', 'e4m3'],
    bytesPerWeight: 1,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '1 B',
    frozen: true,
    sources: [{ title: 'Float8 e4m3: one byte a weight', url: 'https://arxiv.org/abs/2209.05433' }],
  },
  mxfp4: {
    requires: 'pytorch',
    instead: 'Leave quant out.',
    label: 'MXFP4',
    aliases: ['mx4'],
    bytesPerWeight: 17 / 32,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '17/32 B',
    frozen: true,
    sources: [
      {
        title: 'OCP microscaling: 32 4-bit values share an 8-bit scale',
        url: 'https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf',
      },
    ],
  },
  nvfp4: {
    requires: 'pytorch',
    instead: 'Leave quant out.',
    label: 'NVFP4',
    aliases: ['nv4'],
    bytesPerWeight: 4 / 8 + 1 / 16,
    bytesPerRow: 0,
    dequantizes: true,
    derivation: '½ + 1/16 B',
    frozen: true,
    sources: [
      {
        title: 'NVFP4: 16 4-bit values share an fp8 scale',
        url: 'https://developer.nvidia.com/blog/introducing-nvfp4-for-efficient-and-accurate-low-precision-inference/',
      },
    ],
  },
  'mlx-4bit': {
    requires: 'mlx',
    instead: 'Use quant:nf4-dq.',
    label: 'MLX 4-bit, group 64',
    aliases: ['mlx4', 'mlx'],
    bytesPerWeight: 4 / 8 + 4 / 64,
    bytesPerRow: 0,
    dequantizes: false,
    derivation: '½ + 4/64 B',
    frozen: true,
    sources: [
      {
        title: 'mlx quantize: a 16-bit scale and bias for each group of 64',
        url: 'https://github.com/ml-explore/mlx',
      },
    ],
  },
} as const satisfies Record<string, QuantizationRow>;

export type QuantizationId = keyof typeof QUANTIZATIONS;
