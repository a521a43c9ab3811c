/** What a checkpoint that is quantized already costs: how large it is, what training makes of it, and what is refused. */
import { isInBlock, isRouted, type Architecture } from '../model/architecture.ts';
import { NATIVE_QUANTIZATIONS, type NativeQuantizationId } from '../facts/native-quantizations.ts';
import type { NativeQuantization } from '../facts/types.ts';
import type { Plan } from '../plan/plan.ts';
import { formatBytes } from '../units.ts';

/** Of what is not quantized. */
const PLAIN_BYTES = 2;
/** fp8 scales, one a block. */
const SCALE_BYTES = 4;

/** Bytes of the weights as they are published. */
export function nativeBytes({ parameters, linears }: Architecture, quantization: NativeQuantization): number {
  const { method, experts = method, block, appliesTo } = quantization;
  const perScale = typeof block === 'object' ? block[0] * block[1] : Infinity;
  const scaled = (id: NativeQuantizationId) =>
    NATIVE_QUANTIZATIONS[id].bytesPerWeight + (id === method ? SCALE_BYTES / perScale : 0);
  let covered = 0;
  let bytes = 0;
  for (const linear of linears) {
    if (!isRouted(linear) && !(appliesTo === 'linears' && isInBlock(linear))) continue;
    const elements = linear.in * linear.out * linear.count;
    covered += elements;
    bytes += elements * scaled(isRouted(linear) ? experts : method);
  }
  return bytes + (parameters.total - covered) * PLAIN_BYTES;
}

/** What a trainer has to know before it loads such a checkpoint. */
export function nativeWarnings(plan: Plan): readonly string[] {
  const { method, quantization, request } = plan.chosen;
  const { model, architecture, native: row } = plan.whole;
  if (!row || !model.quantization) return [];
  const stored = `${model.name} is published in ${row.label}, ${formatBytes(nativeBytes(architecture, model.quantization))}`;
  const plain = architecture.parameters.total * PLAIN_BYTES;
  if (method.trains === 'nothing') {
    return quantization.frozen
      ? []
      : [`${stored}: served as it is, it takes so much and not the ${formatBytes(plain)} of 16 bit.`];
  }
  if (row.trains === 'lora') {
    if (method.trains === 'added' && quantization.frozen) return [];
    const instead =
      method.trains === 'all' ? 'take the release it was made from' : 'method:qlora trains on it as it is';
    return [`${stored}, and ${method.label} needs 16-bit weights: ${instead}.`];
  }
  const load = `transformers trains nothing on it, and loads it with ${row.dequantizes}: ${formatBytes(plain)} in ${request.dtype}`;
  if (!quantization.frozen) return [`${stored}; ${load}.`];
  return [
    `${stored}; transformers trains nothing on it and refuses to quantize it again (${quantization.label}): ` +
      `save a ${request.dtype} copy of ${formatBytes(plain)} first, or take a copy that is in 4 bit.`,
  ];
}
