/**
 * What a practitioner changes when a run does not fit, in the order in which it is tried: first what costs nothing, then
 * speed, then quality, then money. A change has levels, mild to strong, of which one is taken.
 */
import { CHECKPOINTINGS } from '../../facts/checkpointings.ts';
import { KV_CACHES } from '../../facts/kv-caches.ts';
import { LOSSES, splitsLogits } from '../../facts/losses.ts';
import { supports } from '../../facts/requirements.ts';
import { OPTIMIZERS } from '../../facts/optimizers.ts';
import { splitLossFor } from '../../plan/objective.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount } from '../../units.ts';
import { capitalised } from '../../words.ts';
import type { Change, Changer } from './change.ts';
import { method, quantizedBase, targets } from './method-changes.ts';
import { precomputedReference, sleepingVllm } from './objective-changes.ts';
import { siblingsOf } from './siblings.ts';

/** All changes that apply to a plan, in order. */
export function changesFor({ chosen, whole }: Plan): readonly Change[] {
  return CHANGERS.flatMap((changer) => changer(chosen, whole) ?? []).filter(({ levels }) => levels.length > 0);
}

const percentSlower = (relativeSpeed: number) => Math.round((1 / relativeSpeed - 1) * 100);

const loss: Changer = ({ loss: current, framework, objective, request: { gpu } }) => {
  // Where the framework's own loss makes all logits, Liger's can take its place.
  const id = splitLossFor(objective, framework.loss);
  if (id === undefined || splitsLogits(current) || !supports(gpu, LOSSES[id])) return undefined;
  return {
    id: 'loss',
    cost: 'nothing',
    levels: [{ label: capitalised(LOSSES[id].label), set: { loss: id }, burden: 1 }],
  };
};

const checkpointing: Changer = ({ checkpointing: current }) =>
  current.every === 1 && current.keepsProducts !== true
    ? undefined
    : {
        id: 'checkpointing',
        cost: `about ${percentSlower(CHECKPOINTINGS.on.relativeSpeed)} % more time`,
        levels: [{ label: 'Gradient checkpointing', set: { checkpointing: 'on' }, burden: 2 }],
      };

const batch: Changer = ({ request: { microBatch, accumulation }, method: { trains } }) => ({
  id: 'batch',
  cost: trains === 'nothing' ? 'speed' : 'some speed; the global batch stays the same',
  levels: halvings(microBatch, 1).map((smaller, index) => {
    const steps = Math.ceil((microBatch * accumulation) / smaller);
    return {
      label:
        trains === 'nothing'
          ? `${formatCount(smaller)} sequence${smaller === 1 ? '' : 's'} at a time`
          : `Micro-batch ${smaller} × ${formatCount(steps)} accumulation steps`,
      set: trains === 'nothing' ? { microBatch: smaller } : { microBatch: smaller, accumulation: steps },
      burden: 2 + index / 10,
    };
  }),
});

/** A matrix by which optimizers are compared. */
const PROBE = { rows: 4096, columns: 4096, count: 1, bytes: 4 };

const optimizer: Changer = ({ optimizer: current }) => ({
  id: 'optimizer',
  cost: 'next to nothing',
  levels:
    current.location !== 'host' && OPTIMIZERS['adamw-8bit'].stateBytes(PROBE) < current.stateBytes(PROBE)
      ? [{ label: `${OPTIMIZERS['adamw-8bit'].label} optimizer`, set: { optimizer: 'adamw-8bit' }, burden: 2 }]
      : [],
});

const paged: Changer = ({ optimizer: { location } }) => ({
  id: 'paged',
  cost: 'speed in every step where the states do not fit beside the rest',
  levels:
    location === 'gpu'
      ? [{ label: OPTIMIZERS['paged-adamw-8bit'].label, set: { optimizer: 'paged-adamw-8bit' }, burden: 3.5 }]
      : [],
});

const cache: Changer = ({ method: { trains }, request }) => ({
  id: 'kv-cache',
  cost: 'a little quality',
  levels:
    trains === 'nothing' && request.kvCache === 'plain'
      ? (['fp8', 'int4'] as const).map((id, index) => ({
          label: KV_CACHES[id].label,
          set: { kvCache: id },
          burden: 2 + 2 * index,
        }))
      : [],
});

const doubleQuantization: Changer = ({ quantization: { nested } }) =>
  nested
    ? {
        id: 'double-quantization',
        cost: 'a little speed',
        levels: [{ label: 'Double quantization', set: { quantization: nested }, burden: 1 }],
      }
    : undefined;

const pureBf16: Changer = ({ method, precision, request: { gpu } }) =>
  method.trains === 'all' && precision.trained === 'fp32' && (gpu?.capabilities.bf16 ?? true)
    ? {
        id: 'precision',
        cost: 'some quality: small updates round away without fp32 weights',
        levels: [{ label: 'Pure bf16 (8 B a parameter)', set: { precision: 'pure-bf16' }, burden: 5 }],
      }
    : undefined;

const offloadedCheckpoints: Changer = ({ checkpointing: current }) =>
  current.offloaded
    ? undefined
    : {
        id: 'checkpoint-offload',
        cost: 'a little speed, and host memory',
        levels: [{ label: 'Checkpoints in host memory', set: { checkpointing: 'offload' }, burden: 4 }],
      };

const sequence: Changer = ({ request: { sequenceLength } }) => ({
  id: 'sequence',
  cost: 'context: longer examples are cut or split',
  levels: halvings(sequenceLength, 512).map((length, index) => ({
    label: `Sequence length ${formatCount(length)}`,
    set: { sequenceLength: length },
    burden: 6 + index,
  })),
});

const offloadedOptimizer: Changer = ({ method: { trains }, optimizer: { location } }) =>
  trains === 'all' && location !== 'host'
    ? {
        id: 'offload',
        cost: 'much speed, and host memory for the states',
        levels: [{ label: 'Optimizer on the CPU', set: { optimizer: 'adamw-cpu' }, burden: 9 }],
      }
    : undefined;

const cards: Changer = ({ request: { gpu } }, { gpus }) => ({
  id: 'cards',
  cost: 'money, and a fast link between the cards',
  levels:
    gpu?.runtime === 'metal'
      ? []
      : [2, 4, 8, 16]
          .filter((count) => count > gpus && count <= 8 * gpus)
          .map((count, index) => ({ label: `${count} cards`, set: { gpus: count }, burden: 12 + 4 * index })),
});

/** Other shardings divide the weights; this one the tokens of a sequence. */
const contextParallel: Changer = (_, { gpus, layout: { tensor, pipeline, context } }) => ({
  id: 'context',
  cost: 'a fast link between the cards',
  levels:
    gpus > 1 && tensor * pipeline * context === 1
      ? [{ label: 'Context parallel over all cards', set: { sharding: 'cp' }, burden: 7.5 }]
      : [],
});

const sibling: Changer = (_, { model }) => ({
  id: 'sibling',
  cost: 'quality: it is a smaller model',
  levels: siblingsOf(model).map((other, index) => ({
    label: `${other.name} instead`,
    set: { model: other.id },
    burden: 20 + index,
  })),
});

const CHANGERS: readonly Changer[] = [
  loss,
  precomputedReference,
  sleepingVllm,
  checkpointing,
  batch,
  optimizer,
  paged,
  cache,
  doubleQuantization,
  pureBf16,
  offloadedCheckpoints,
  sequence,
  targets,
  method,
  quantizedBase,
  offloadedOptimizer,
  contextParallel,
  cards,
  sibling,
];

/** Half, a quarter … of a number, down to a least one. */
function halvings(from: number, least: number): readonly number[] {
  const found: number[] = [];
  for (let value = Math.ceil(from / 2); value >= least && value < from; value = Math.ceil(value / 2)) {
    found.push(value);
    if (value === 1) break;
  }
  return found;
}
