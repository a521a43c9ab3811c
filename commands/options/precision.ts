/** The options that say in what numbers is computed, and in what the base and its keys are kept. */
import {
  gpus,
  KV_CACHES,
  METHODS,
  QUANTIZATIONS,
  type DtypeId,
  type PrecisionId,
  type RequestInput,
} from '../../src/index.ts';
import { defineOptions, type Saying } from '../core/option.ts';
import { idsOf, perRow } from './per-row.ts';
import { field } from './saying.ts';
import { choice } from './types/choice.ts';

interface DtypeRow {
  readonly label: string;
  readonly dtype: DtypeId;
  readonly precision?: PrecisionId;
  readonly aliases: readonly string[];
}

/** Compute dtypes, and the regimes of a full fine-tune, as one choice. */
const DTYPE_CHOICES = {
  bf16: { label: 'bf16', dtype: 'bf16', aliases: ['bfloat16'] },
  fp16: { label: 'fp16', dtype: 'fp16', aliases: ['float16', 'half'] },
  fp32: { label: 'fp32', dtype: 'fp32', aliases: ['float32', 'full-precision'] },
  'pure-bf16': {
    label: 'pure bf16 (no fp32 master weights)',
    dtype: 'bf16',
    precision: 'pure-bf16',
    aliases: ['bf16-true', 'pure_bf16'],
  },
  mixed: {
    label: 'bf16 under autocast, over fp32 weights',
    dtype: 'bf16',
    precision: 'fp32-master',
    aliases: ['amp', 'autocast', 'bf16-mixed'],
  },
  masters: {
    label: 'bf16 beside fp32 master weights',
    dtype: 'bf16',
    precision: 'bf16-master',
    aliases: ['master-weights', 'bf16-master'],
  },
  fp8: {
    label: 'fp8 products over fp32 weights',
    dtype: 'bf16',
    precision: 'fp8-compute',
    aliases: ['float8', 'fp8-training'],
  },
} as const satisfies Record<string, DtypeRow>;

type DtypeChoice = keyof typeof DTYPE_CHOICES;

const DTYPE: Saying<DtypeChoice, 'dtype' | 'precision'> = {
  fields: ['dtype', 'precision'],
  sets(id) {
    const { dtype, precision }: DtypeRow = DTYPE_CHOICES[id];
    return { dtype, precision };
  },
  says: (asked) => idsOf(DTYPE_CHOICES).find((id) => isAsked(DTYPE_CHOICES[id], asked)),
};

/** A regime says its dtype too, so the dtype need not be asked for. */
function isAsked(row: DtypeRow, { dtype, precision }: Pick<RequestInput, 'dtype' | 'precision'>): boolean {
  return row.precision === precision && (row.dtype === dtype || (dtype === undefined && precision !== undefined));
}

const withoutBf16 = gpus.find(({ capabilities }) => !capabilities.bf16);

export const PRECISION_OPTIONS = defineOptions({
  dtype: {
    about: {
      summary: 'Compute dtype; the last four say what a full fine-tune keeps besides.',
      example: 'bf16',
      aliases: ['precision', 'compute', 'torch_dtype'],
    },
    type: choice(DTYPE_CHOICES),
    saying: DTYPE,
    otherwise: {
      text: (assumed) =>
        `${assumed().dtype}, or ${assumed({ method: 'lora', gpu: withoutBf16 }).dtype} on cards without it`,
    },
  },
  quant: {
    about: {
      summary: 'How the frozen base is stored: nf4-dq, nf4, int8, gptq, awq, hqq, fp8 …',
      example: 'nf4',
      aliases: ['quantization', 'quantize', 'bits', 'q'],
    },
    type: choice(QUANTIZATIONS, { bare: false }),
    saying: field('quantization'),
    otherwise: { text: (assumed) => perRow(idsOf(METHODS), (method) => assumed({ method }).quantization) },
  },
  kv_cache: {
    about: {
      summary: 'For inference: how keys and values are kept: plain, fp8, int8, int4.',
      example: 'fp8',
      aliases: ['kv_cache_dtype', 'kv_dtype', 'kvcache', 'cache_dtype'],
    },
    // A bare 4bit or int8 means the weights.
    type: choice(KV_CACHES, { bare: 'never' }),
    saying: field('kvCache'),
    otherwise: { text: (assumed) => `${assumed().kvCache} (${KV_CACHES[assumed().kvCache].label})` },
    offering: { textOnly: true },
  },
});
