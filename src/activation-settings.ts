/** What decides which tensors the blocks of a request save. */
import type { ActivationSettings } from './activation-inputs.ts';
import type { Architecture } from './architecture.ts';
import { ATTENTIONS } from './facts/attentions.ts';
import { DTYPES } from './facts/dtypes.ts';
import type { MethodRow } from './facts/methods.ts';
import { MODULE_PARTS } from './facts/targets.ts';
import type { ModelFacts } from './facts/types.ts';
import { adaptedParts, type AdaptedModule } from './lora.ts';
import type { EstimateRequest } from './request.ts';

export function activationSettings(
  request: EstimateRequest,
  model: ModelFacts,
  { linears }: Architecture,
  method: MethodRow,
  adapted: readonly AdaptedModule[],
  residualBytes: number,
): ActivationSettings {
  return {
    computeBytes: DTYPES[request.dtype].bytes,
    residualBytes,
    trainsBase: method.trains === 'all',
    autocast: request.autocast,
    fusedKernels: request.fusedKernels,
    norm: normKept(model),
    keepsInputs: request.keepsQuantizedInputs,
    fusedQkv: request.fusedQkv || linears.some(({ name }) => MODULE_PARTS[name] === 'qkv'),
    attention: ATTENTIONS[request.attention],
    lora: adapted.length > 0 ? loraSettings(request, method, adapted) : null,
  };
}

function loraSettings(
  { loraDtype, loraDropout, rank, baseDtype }: EstimateRequest,
  { added }: MethodRow,
  adapted: readonly AdaptedModule[],
): ActivationSettings['lora'] {
  return {
    bytes: DTYPES[loraDtype].bytes,
    dropout: loraDropout,
    rank,
    keptOutputs: added?.keptOutputs ?? 0,
    carriers: adaptedParts(adapted),
    adapted: adaptedParts(added?.keepsInputs ? adapted : []),
    merged: adaptedParts(adapted.filter((one) => one.merged)),
    mergedBytes: DTYPES[baseDtype].bytes,
  };
}

/** LayerNorm is one kernel that keeps its input; RMSNorm is written out in the models' code. */
function normKept({ norm = 'rmsnorm', normInFp32 }: ModelFacts): 'rms' | 'fp32' | 'input' {
  if (norm !== 'rmsnorm') return 'input';
  return normInFp32 ? 'fp32' : 'rms';
}
