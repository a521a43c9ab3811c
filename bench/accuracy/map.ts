/** A row's words to a request, by rules over framework, versions, dtypes, loss, optimizer and parallelism. */
import type { RequestInput } from '../../src/index.ts';
import { cardOf } from './map/card.ts';
import { frameworkOf, switchesOf } from './map/framework.ts';
import { adaptsExpertsOf, loraDtypeOf, targetsOf } from './map/lora.ts';
import { methodOf, quantizationOf, rankOf, trainsEmbeddings } from './map/method.ts';
import { modelOf } from './map/model.ts';
import { objectiveOf } from './map/objective.ts';
import { parallelOf, type Parallel } from './map/parallel.ts';
import {
  attentionOf,
  autocastOf,
  baseDtypeOf,
  checkpointingOf,
  dtypeOf,
  lossOf,
  optimizerOf,
  precisionOf,
  varyingLengthsOf,
} from './map/regime.ts';
import { Skip } from './map/skip.ts';
import type { Row } from './rows.ts';

export { Skip } from './map/skip.ts';

/**
 * The request that a row describes. What it does not state is left to the preset.
 * @throws Skip with the reason, where it cannot be put as one.
 */
export function requestOf(row: Row): RequestInput {
  const method = methodOf(row);
  const parallel = parallelOf(row);
  const { microBatch, sequenceLength } = shapeOf(row, parallel);
  return {
    model: modelOf(row),
    method,
    quantization: quantizationOf(row),
    framework: frameworkOf(row),
    overrides: { ...switchesOf(row), adaptsExperts: adaptsExpertsOf(row) },
    microBatch,
    sequenceLength,
    accumulation: row.grad_accum ?? undefined,
    rank: rankOf(row),
    targets: targetsOf(row),
    loraDtype: loraDtypeOf(row),
    optimizer: optimizerOf(row),
    checkpointing: checkpointingOf(row),
    attention: attentionOf(row),
    loss: lossOf(row, microBatch * sequenceLength),
    dtype: dtypeOf(row),
    baseDtype: baseDtypeOf(row),
    precision: method === 'full' ? precisionOf(row) : undefined,
    compiled: row.compile ?? undefined,
    autocast: autocastOf(row),
    trainsEmbeddings: trainsEmbeddings(row),
    varyingLengths: varyingLengthsOf(row),
    gpu: cardOf(row),
    ...parallel,
    ...objectiveOf(row),
  };
}

/** Micro-batch and tokens of one sequence, on all GPUs that share it. A pipeline cuts its batch into as many as stages. */
function shapeOf(row: Row, { pipelineParallel = 1 }: Parallel): { microBatch: number; sequenceLength: number } {
  const microBatch = Math.ceil((row.micro_batch_size ?? 1) / pipelineParallel);
  const length =
    row.seq_len ??
    (row.tokens_per_micro_batch == null ? null : row.tokens_per_micro_batch / (row.micro_batch_size ?? 1));
  if (length == null) throw new Skip('no sequence length stated');
  return { microBatch, sequenceLength: Math.ceil(length) };
}
