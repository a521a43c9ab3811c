/** Formats in which releases and copies store their weights, and what can be trained from them. */
import type { Source } from './source.ts';

export interface NativeQuantizationRow {
  readonly label: string;
  /** Of a weight that it covers, scales apart. */
  readonly bytesPerWeight: number;
  /** What transformers trains on it as it is: nothing, or LoRA weights beside it. */
  readonly trains: 'nothing' | 'lora';
  /** How transformers makes 16-bit weights of it while loading; absent where it does not. */
  readonly dequantizes?: string;
  /** Bytes per weight that dequantizing a tensor must have beside the 16-bit weights that stay. */
  readonly scratchPerWeight: number;
  readonly sources: readonly Source[];
}

const TRANSFORMERS = 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers';
const quantizer = (name: string, says: string): Source => ({
  title: `transformers 5.18.0 quantizers/quantizer_${name}.py: ${says}`,
  url: `${TRANSFORMERS}/quantizers/quantizer_${name}.py`,
});

export const NATIVE_QUANTIZATIONS = {
  mxfp4: {
    label: 'MXFP4',
    bytesPerWeight: 17 / 32,
    trains: 'nothing',
    dequantizes: 'Mxfp4Config(dequantize=True)',
    // Several bytes a weight, but a tensor for which there is no room is dequantized on the CPU instead.
    scratchPerWeight: 0,
    sources: [
      quantizer('mxfp4', 'is_trainable is False, "please consider dequantizing the model first"'),
      {
        title:
          'transformers 5.18.0 integrations/mxfp4.py convert_moe_packed_tensors: out of memory, it goes on on the CPU',
        url: `${TRANSFORMERS}/integrations/mxfp4.py`,
      },
    ],
  },
  'fp8-e4m3': {
    label: 'fp8',
    bytesPerWeight: 1,
    trains: 'nothing',
    dequantizes: 'FineGrainedFP8Config(dequantize=True)',
    // The experts' fp8 matrices and their 16-bit ones, which are then put together in one.
    scratchPerWeight: 1 + 2,
    sources: [
      quantizer('finegrained_fp8', 'is_trainable is False'),
      {
        title: 'transformers 5.18.0 integrations/finegrained_fp8.py Fp8Dequantize',
        url: `${TRANSFORMERS}/integrations/finegrained_fp8.py`,
      },
    ],
  },
  'bnb-4bit': {
    label: 'bitsandbytes 4-bit',
    bytesPerWeight: 4 / 8 + 4 / 64,
    trains: 'lora',
    scratchPerWeight: 0,
    sources: [quantizer('bnb_4bit', 'is_trainable is True')],
  },
  'bnb-8bit': {
    label: 'bitsandbytes 8-bit',
    bytesPerWeight: 1,
    trains: 'lora',
    scratchPerWeight: 0,
    sources: [quantizer('bnb_8bit', 'is_trainable is True')],
  },
  gptq: {
    label: 'GPTQ',
    bytesPerWeight: (4 * 128 + 16 + 4) / 128 / 8,
    trains: 'lora',
    scratchPerWeight: 0,
    sources: [quantizer('gptq', 'is_trainable is True')],
  },
  awq: {
    label: 'AWQ',
    bytesPerWeight: (4 * 128 + 16 + 4) / 128 / 8,
    trains: 'lora',
    scratchPerWeight: 0,
    sources: [quantizer('awq', 'is_trainable with gptqmodel 5 or later')],
  },
  'compressed-4bit': {
    label: 'compressed tensors, 4 bit',
    bytesPerWeight: 4 / 8 + 2 / 32,
    trains: 'nothing',
    dequantizes: 'CompressedTensorsConfig(dequantize=True)',
    scratchPerWeight: 1 + 2,
    sources: [
      quantizer('compressed_tensors', 'the kernel path is for inference, "load with dequantize=True to fine-tune"'),
      {
        title: 'moonshotai/Kimi-K2.5 config.json: experts in int4, a 16-bit scale to 32 values',
        url: 'https://huggingface.co/moonshotai/Kimi-K2.5',
      },
    ],
  },
  compressed: {
    label: 'compressed tensors',
    bytesPerWeight: 1,
    trains: 'nothing',
    dequantizes: 'CompressedTensorsConfig(dequantize=True)',
    scratchPerWeight: 1 + 2,
    sources: [
      quantizer('compressed_tensors', 'the kernel path is for inference, "load with dequantize=True to fine-tune"'),
    ],
  },
} as const satisfies Record<string, NativeQuantizationRow>;

export type NativeQuantizationId = keyof typeof NATIVE_QUANTIZATIONS;
