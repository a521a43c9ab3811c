/** Which options exclude each other, and which of them may ask something of a device. */
import type { Chosen } from './capabilities.ts';
import { UserError } from '../errors.ts';
import { CHECKPOINTINGS } from '../facts/checkpointings.ts';
import { DTYPES } from '../facts/dtypes.ts';
import { FRAMEWORKS } from '../facts/frameworks.ts';
import { LOSSES } from '../facts/losses.ts';
import { METHODS, type MethodRow } from '../facts/methods.ts';
import { OBJECTIVES } from '../facts/objectives.ts';
import { OPTIMIZERS } from '../facts/optimizers.ts';
import { PRECISIONS } from '../facts/precisions.ts';
import { QUANTIZATIONS, type QuantizationRow } from '../facts/quantizations.ts';
import { SHARDINGS } from '../facts/shardings.ts';
import type { EstimateRequest } from './request.ts';

/** @throws UserError naming both options and what would work instead. */
export function checkCombination(request: EstimateRequest, method: MethodRow, quantization: QuantizationRow): void {
  if (method.base === 'plain' && quantization.frozen) {
    throw new UserError(
      'unsupported-combination',
      `${method.label} trains every weight, so none can be stored as quant:${request.quantization} says.`,
      'Use method:qlora, or leave quant out.',
    );
  }
  if (request.pipelineParallel > 1 && request.trainedLayers && method.trains !== 'nothing') {
    throw new UserError(
      'unsupported-combination',
      'The last blocks alone are not counted over the stages of a pipeline.',
      'Leave scope out, or use sharding:fsdp.',
    );
  }
  if (request.kvCache !== 'plain' && method.trains !== 'nothing') {
    throw new UserError(
      'unsupported-combination',
      `Training keeps no KV cache, so kv_cache:${request.kvCache} changes nothing under ${method.label}.`,
      'Leave kv_cache out, or use method:inference.',
    );
  }
  if (method.base === 'quantized' && !quantization.frozen) {
    throw new UserError(
      'unsupported-combination',
      `${method.label} needs a quantized base, and quant:${request.quantization} keeps 16 bit.`,
      'Use method:lora, or quant:nf4.',
    );
  }
}

/** The rows of a request that may ask something of a device; the framework first, since it decides the others. */
export function chosenRows(request: EstimateRequest): readonly Chosen[] {
  const trains = METHODS[request.method].trains;
  return [
    FRAMEWORKS[request.framework],
    QUANTIZATIONS[request.quantization],
    DTYPES[request.dtype],
    ...(trains === 'nothing'
      ? []
      : [
          OBJECTIVES[request.objective],
          OPTIMIZERS[request.optimizer],
          LOSSES[request.loss],
          CHECKPOINTINGS[request.checkpointing],
        ]),
    ...(trains === 'all' ? [PRECISIONS[request.precision]] : []),
    ...(request.gpus > 1 ? [{ ...SHARDINGS[request.sharding], label: `training on ${request.gpus} devices` }] : []),
  ];
}
