/** What can be changed of a method: which layers it adapts, what it gives way to, and what its frozen base is stored as. */
import { METHODS, type MethodId } from '../../facts/methods.ts';
import type { Changer } from './change.ts';

export const targets: Changer = ({ method, request }) => ({
  id: 'targets',
  cost: 'some quality: fewer layers learn',
  levels:
    method.trains === 'added' && request.targets === 'all-linear'
      ? [
          { label: 'LoRA on attention only', set: { targets: 'attention' }, burden: 5 },
          { label: 'LoRA on query and value only', set: { targets: 'qv' }, burden: 6 },
        ]
      : [],
});

/** What a method gives way to: the same idea over a quantized base, and LoRA for a full fine-tune. */
const SMALLER_METHODS: Readonly<Partial<Record<MethodId, readonly MethodId[]>>> = {
  full: ['lora', 'qlora'],
  lora: ['qlora'],
  dora: ['qdora'],
};

export const method: Changer = ({ request, method: current }) => ({
  id: 'method',
  cost:
    current.trains === 'all'
      ? 'some quality where much is to be learned'
      : 'little quality, and speed at short lengths',
  levels: (SMALLER_METHODS[request.method] ?? []).map((id, index) => ({
    label: `${METHODS[id].label} instead of ${METHODS[request.method].label}`,
    // A full fine-tune's optimizer, or a quantization, is the other method's to choose.
    set: { method: id, quantization: undefined, precision: undefined },
    burden: 8 + 2 * index,
  })),
});

/** Any other method that leaves the weights alone trains over a quantized base too. */
export const quantizedBase: Changer = ({ request, method: { trains, base }, quantization }) =>
  trains === 'added' && base === 'either' && !quantization.frozen && SMALLER_METHODS[request.method] === undefined
    ? {
        id: 'base',
        cost: 'little quality, and speed at short lengths',
        levels: [{ label: '4-bit base', set: { quantization: 'nf4-dq' }, burden: 8 }],
      }
    : undefined;
