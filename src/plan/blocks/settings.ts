/** What decides which tensors the blocks of a request save. */
import type { ActivationSettings } from './inputs.ts';
import type { Architecture } from '../../model/architecture.ts';
import type { AttentionRow } from '../../facts/attentions.ts';
import { DTYPES } from '../../facts/dtypes.ts';
import type { AddedBytes, AddedRow } from '../../facts/added.ts';
import { MODULE_PARTS, TARGETS, type LinearPart } from '../../facts/targets.ts';
import type { ModelFacts } from '../../facts/types.ts';
import { adaptedParts, type AdaptedModule } from '../lora.ts';
import type { Chosen } from '../defaults.ts';
import type { EstimateRequest, Targets } from '../request.ts';

export function activationSettings(
  chosen: Chosen,
  model: ModelFacts,
  { linears }: Architecture,
  adapted: readonly AdaptedModule[],
): ActivationSettings {
  const { request, method, switches } = chosen;
  const computeBytes = DTYPES[request.dtype].bytes;
  const ofAttention = method.added?.ofAttention ?? null;
  return {
    computeBytes,
    residualBytes: residualBytesOf(chosen),
    trainsBase: method.trains === 'all',
    autocast: request.autocast,
    fusedKernels: switches.fusedKernels,
    fusedMlp: switches.fusedMlp,
    compiled: request.compiled,
    norm: normKept(model),
    geluInPython: model.geluInPython === true,
    keepsInputs: switches.keepsQuantizedInputs,
    fusedQkv: switches.fusedQkv || linears.some(({ name }) => MODULE_PARTS[name] === 'qkv'),
    attention: attentionOf(chosen, model),
    lora: adapted.length > 0 && method.added ? loraSettings(chosen, method.added, adapted) : null,
    trainsNorms: method.trains === 'all' || method.added?.trainsNorms === true,
    ofAttention: ofAttention && ((mixer) => ofAttention(mixer, request.rank, computeBytes)),
  };
}

function loraSettings(
  { request, switches }: Chosen,
  added: AddedRow,
  adapted: readonly AdaptedModule[],
): ActivationSettings['lora'] {
  const { loraDropout, rank, baseDtype } = request;
  const { keepsInputs, keepsRanks, scaledInputs = [], fixed } = added;
  const { weights, products } = addedBytes(request, added);
  const bytes = added.inComputeDtype ? products : weights;
  const parts = adaptedParts(adapted);
  return {
    bytes,
    // Matrices are what PEFT drops inputs for.
    dropout: keepsInputs && keepsRanks ? loraDropout : 0,
    rank: keepsRanks ? rank : 0,
    fused: switches.fusedLora && keepsInputs && keepsRanks,
    productBytes: products,
    outputBytes: added.keptOutputs * DTYPES[request.dtype].bytes + added.keptProducts * products,
    carriers: keepsInputs ? parts : adaptedParts(adapted.filter(({ part }) => !scaledInputs.includes(part))),
    adapted: keepsInputs ? parts : adaptedParts(adapted.filter(({ part }) => scaledInputs.includes(part))),
    names: new Set(fixed ? adapted.map(({ name }) => name) : []),
    fixed: fixed
      ? (linear) => fixed({ ...linear, part: MODULE_PARTS[linear.name] ?? 'side' }, rank, { weights, products })
      : null,
    padded: switches.fusedQkv ? paddedParts(request.targets) : [],
    merged: adaptedParts(adapted.filter((one) => one.merged)),
    mergedBytes: DTYPES[baseDtype].bytes,
  };
}

/** Bytes per element of added weights, and of products made of them. */
export function addedBytes({ loraDtype, dtype, autocast }: EstimateRequest, { inComputeDtype }: AddedRow): AddedBytes {
  const weights = DTYPES[loraDtype].bytes;
  return { weights, products: autocast || inComputeDtype ? DTYPES[dtype].bytes : weights };
}

/** The attention's row; some model code expands keys and values for any of them. */
function attentionOf({ attention: row, framework: { expandsKeys } }: Chosen, model: ModelFacts): AttentionRow {
  if (expandsKeys) return { ...row, expandsKeys };
  return { ...row, ...(model.attentionSinks && row.withSinks), ...(model.unexpandedKeys && row.withFewerKeys) };
}

/**
 * Where queries, keys and values are one projection of the model's code and LoRA weights are on some of them only, their
 * product is copied into a tensor as wide as the projection, and kept.
 */
function paddedParts(targets: Targets): readonly LinearPart[] {
  const named: readonly (LinearPart | undefined)[] =
    typeof targets === 'string' ? TARGETS[targets].parts : targets.map((name) => MODULE_PARTS[name]);
  const parts = (['query', 'key', 'value'] as const).filter((part) => named.includes(part));
  return parts.length < 3 ? parts : [];
}

/** LayerNorm is one kernel that keeps its input; RMSNorm is written out in the models' code. */
function normKept({ norm = 'rmsnorm', normInFp32 }: ModelFacts): 'rms' | 'fp32' | 'input' {
  if (norm !== 'rmsnorm') return 'input';
  return normInFp32 ? 'fp32' : 'rms';
}

/** fp32 embeddings make the stream between blocks fp32: k-bit preparation, or fp32 weights under autocast. */
function residualBytesOf({ request, method, quantization, precision, sharding, switches }: Chosen): number {
  const sharded = request.gpus > 1;
  const upcast = quantization.frozen && switches.upcastsQuantizedBase;
  const trainedFp32 = method.trains === 'all' && precision.castsWeights && !(sharded && sharding.castsOnGather);
  if (upcast || trainedFp32) return 4;
  return method.trains === 'all' ? DTYPES[request.dtype].bytes : DTYPES[request.baseDtype].bytes;
}
