/** The method, and how the base is quantized. */
import type { MethodId } from '../../../src/facts/methods.ts';
import type { QuantizationId } from '../../../src/facts/quantizations.ts';
import { wordsOf, type Row } from '../rows.ts';
import { Skip } from './skip.ts';

const QUANTIZATIONS: readonly (readonly [RegExp, QuantizationId])[] = [
  [/2-?bit|3-?bit/, 'none'],
  [/gptq.*int8|int8.*gptq/, 'int8'],
  [/gptq/, 'gptq'],
  [/awq/, 'awq'],
  [/hqq/, 'hqq'],
  [/nvfp4/, 'nvfp4'],
  [/mxfp4/, 'mxfp4'],
  [/8-?bit|int8/, 'int8'],
  [/fp8|float8/, 'fp8'],
  [/no double quant/, 'nf4'],
  [/double quant|dq/, 'nf4-dq'],
  [/mlx 4-bit/, 'nf4'],
  [/nf4|fp4|4-?bit|int4|bnb/, 'nf4-dq'],
];

/** Text that says nothing of the kind is no quantization, unless the method itself is one. */
export function quantizationOf(row: Row): QuantizationId {
  const stated = wordsOf(row.quantization);
  const words = stated === '' || stated === 'none' ? '' : stated;
  const found = QUANTIZATIONS.find(([pattern]) => pattern.test(words))?.[1];
  if (found) return found;
  if (words !== '' && words !== 'none') throw new Skip(`quantization not known: ${row.quantization}`);
  if (/qlora|qdora|q-lora/.test(wordsOf(row.method))) return /8-?bit/.test(wordsOf(row.method)) ? 'int8' : 'nf4-dq';
  return 'none';
}

/** Methods of PEFT and litgpt by what rows call them. */
const ADDED: readonly (readonly [RegExp, MethodId])[] = [
  [/adapter_v2/, 'adapter-v2'],
  [/^adapter$|adaption/, 'adapter'],
  [/\bia3\b/, 'ia3'],
  [/p?vera\b/, 'vera'],
  [/bitfit/, 'bitfit'],
  [/adalora/, 'adalora'],
  [/loha/, 'loha'],
  [/lokr/, 'lokr'],
  [/boft/, 'boft'],
  [/\boft\b/, 'oft'],
  [/fourier/, 'fourierft'],
  [/\bmiss\b|\bbone\b/, 'miss'],
  [/\broad\b/, 'road'],
  [/ln_tuning/, 'ln-tuning'],
  [/prompt_?tuning/, 'prompt-tuning'],
  [/p_tuning/, 'p-tuning'],
  [/prefix/, 'prefix-tuning'],
];
/** Rarer methods that train little beside a frozen base, as LoRA: what they keep is the frozen base's activations. */
const LIKE_LORA = /lora|shira|c3a|hra|lily|psoft|frod|deft|beft|peanut|hira|waveft/;
/** Methods that change what a step is: other objectives, or parts of the base trained in turn. */
const NEITHER = /ppo|lisa|badam|galore|llamapro|\/|inference|kernel|delta|weights|cross entropy|lm_head/;

/** @throws Skip for methods that the estimator does not know. */
export function methodOf(row: Row): MethodId {
  const words = wordsOf(row.method);
  const quantized = quantizationOf(row) !== 'none';
  if (NEITHER.test(words) && !/^full bf16/.test(words)) throw new Skip(`method not known: ${row.method}`);
  if (/\bq?dora/.test(words)) return quantized ? 'qdora' : 'dora';
  if (/^full/.test(words)) return 'full';
  const added = addedOf(words);
  if (added) return added;
  if (LIKE_LORA.test(words)) return quantized ? 'qlora' : 'lora';
  throw new Skip(`method not known: ${row.method}`);
}

function addedOf(words: string): MethodId | undefined {
  return ADDED.find(([pattern]) => pattern.test(words))?.[1];
}

/** The rank that the row states, else the method's own; the least where a LoRA stands in for another method. */
export function rankOf({ adapter_rank: stated, method }: Row): number | undefined {
  const words = wordsOf(method);
  return stated ?? (addedOf(words) || /lora|dora|full/.test(words) ? undefined : 1);
}

/** Embeddings and head trained whole beside the LoRA weights. */
export function trainsEmbeddings(row: Row): true | undefined {
  const words = `${wordsOf(row.method)} ${JSON.stringify(row.adapter_targets ?? '')}`;
  return /lora\s*\+\s*emb|modules_to_save/.test(words) ? true : undefined;
}
