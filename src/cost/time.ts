/** Tokens → hours: how long a job takes on a device, with a range and what it rests on. */
import { UserError } from '../errors.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import { SPEED_UNCERTAINTY } from '../facts/utilisation.ts';
import { withoutLayout } from '../plan/parallel.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { RequestInput } from '../plan/request.ts';
import { batchesOf, fillJob, type Job, type JobInput } from './time/job.ts';
import { ratesOf } from './time/rates.ts';
import { microBatchSeconds, stepSeconds, type SpeedSettings, type StepSeconds } from './time/step.ts';
import { formatCount } from '../units.ts';

export { fillJob, JOB_RANGES, type Job, type JobInput } from './time/job.ts';
export type { SpeedSettings, StepSeconds } from './time/step.ts';

export interface TrainingTime {
  /** With every default filled in. */
  readonly job: Job;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  /** Of the whole job. */
  readonly seconds: number;
  readonly lowSeconds: number;
  readonly highSeconds: number;
  /** Of the data's own tokens, all GPUs together. */
  readonly tokensPerSecond: number;
  /** Optimizer steps. */
  readonly updates: number;
  /** Of one micro-batch, and of one update. */
  readonly parts: StepSeconds;
  /** `low`: no measured run stands behind devices of this kind. */
  readonly confidence: 'measured' | 'low';
  readonly assumptions: readonly string[];
  /** Work that the hours leave out; among the assumptions too. */
  readonly omissions: readonly string[];
}

/**
 * How long a job takes. The plan says what is trained, and on how many GPUs.
 * @returns undefined where nothing is known of the device's rates.
 * @throws UserError where nothing is trained, or the job contradicts itself.
 */
export function trainingTime(
  plan: Plan,
  gpu: GpuFacts,
  input: JobInput = {},
  settings: SpeedSettings = {},
): TrainingTime | undefined {
  if (plan.chosen.method.trains === 'nothing') throw trainsNothing(plan);
  const job = fillJob(input, plan.chosen.objective);
  const batches = batchesOf(job, plan);
  const copy = wholeCopy(plan, gpu);
  const sized = makePlan(withLength(copy.request, batches.sequenceLength));
  const parts = stepSeconds(sized, gpu, {
    ...settings,
    modelParallel: settings.modelParallel ?? (copy.cut > 1 && !plan.chosen.sharding.oneProcess),
  });
  const rates = ratesOf(gpu, plan.whole.gpus, plan.chosen.request.dtype);
  if (parts === undefined || rates === undefined) return undefined;
  const trained = job.tokens * job.epochs;
  const microBatches = Math.ceil((trained * batches.padding) / (sized.share.tokens * copy.ranks));
  const updates = Math.ceil(microBatches / sized.chosen.request.accumulation);
  const working = microBatches * microBatchSeconds(parts) * copy.turns + updates * parts.update * copy.updateTurns;
  const seconds = working / copy.cut;
  const spread = 1 + SPEED_UNCERTAINTY[rates.confidence];
  return {
    job,
    gpu,
    gpuCount: plan.whole.gpus,
    seconds,
    lowSeconds: seconds / spread,
    highSeconds: seconds * spread,
    tokensPerSecond: trained / seconds,
    updates,
    parts,
    confidence: rates.confidence,
    assumptions: [...assumptionsOf(job, sized), ...omissionsOf(sized)],
    omissions: omissionsOf(sized),
  };
}

function trainsNothing({ chosen: { method } }: Plan): UserError {
  return new UserError(
    'unsupported-combination',
    `${method.label} trains nothing, so there is no training time.`,
    'Use method:qlora, lora or full.',
  );
}

/** One whole copy of the model, by how many GPUs it is cut among and how many such groups have tokens of their own. */
interface WholeCopy {
  readonly request: RequestInput;
  readonly ranks: number;
  readonly cut: number;
  /** What waiting for each other costs: 1 where nobody waits. */
  readonly turns: number;
  readonly updateTurns: number;
}

/**
 * GPUs that share a copy share its work; in a pipeline of p stages and m micro-batches all wait p − 1 times (arXiv
 * 2104.04473), and layers that are split without one are computed one after the other.
 */
function wholeCopy({ chosen: { request, sharding }, whole: { layout } }: Plan, gpu: GpuFacts): WholeCopy {
  const { tensor, pipeline, data, context } = layout;
  const microBatches = Math.max(request.accumulation, pipeline);
  const ways = sharding.over === 'data' ? request.sharding : sharding.castsOnGather ? 'fsdp' : 'ddp';
  return {
    request: {
      ...withoutLayout(request, sharding),
      sharding: ways,
      gpu,
      gpus: data * context,
      contextParallel: context,
    },
    ranks: data * context,
    cut: tensor * pipeline,
    turns: sharding.oneProcess ? pipeline : (microBatches + pipeline - 1) / microBatches,
    updateTurns: sharding.oneProcess ? pipeline : 1,
  };
}

/** Completions are no longer than the sequences that hold them. */
function withLength(request: RequestInput, sequenceLength: number): RequestInput {
  const { completionLength } = request;
  return {
    ...request,
    sequenceLength,
    completionLength: completionLength && Math.min(completionLength, sequenceLength),
  };
}

function assumptionsOf(job: Job, { chosen: { request }, share: { tokens } }: Plan): readonly string[] {
  const data = `${formatCount(job.examples)} examples × ${formatCount(job.length)} tokens`;
  return [
    `${data} × ${job.epochs} epoch${job.epochs === 1 ? '' : 's'} = ${millions(job.tokens * job.epochs)} tokens${job.stated ? '' : ' (an Alpaca-sized job, since none was given)'}`,
    job.packing
      ? `packed into sequences of ${formatCount(request.sequenceLength)} tokens`
      : `not packed: ${formatCount(tokens)} tokens a micro-batch with padding`,
  ];
}

function omissionsOf({ chosen: { objective } }: Plan): readonly string[] {
  return objective.generates
    ? ['generating completions not counted, which often takes longer than training on them']
    : [];
}

function millions(tokens: number): string {
  const figure = tokens / 1e6;
  return figure >= 1000 ? `${(figure / 1000).toPrecision(3)} G` : `${figure.toPrecision(figure < 10 ? 2 : 3)} M`;
}
