/** Tokens → hours: how long a job takes on a device, with a range and what it rests on. */
import { UserError } from './errors.ts';
import type { GpuFacts } from './facts/gpus.ts';
import { SPEED_UNCERTAINTY } from './facts/utilisation.ts';
import { makePlan, type Plan } from './plan.ts';
import { batchesOf, fillJob, type Job, type JobInput } from './time/job.ts';
import { ratesOf } from './time/rates.ts';
import { microBatchSeconds, stepSeconds, type SpeedSettings, type StepSeconds } from './time/step.ts';
import { formatCount } from './units.ts';

export { JOB_RANGES, type Job, type JobInput } from './time/job.ts';
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
  if (plan.method.trains === 'nothing') {
    throw new UserError(
      'unsupported-combination',
      `${plan.method.label} trains nothing, so there is no training time.`,
      'Use method:qlora, lora or full.',
    );
  }
  const job = fillJob(input);
  const batches = batchesOf(job, plan);
  const sized = makePlan({ ...plan.request, gpu, sequenceLength: batches.sequenceLength });
  const parts = stepSeconds(sized, gpu, settings);
  const rates = ratesOf(gpu, plan.gpus, plan.request.dtype);
  if (parts === undefined || rates === undefined) return undefined;
  const trained = job.tokens * job.epochs;
  const microBatches = Math.ceil((trained * batches.padding) / (sized.tokens * workers(sized)));
  const updates = Math.ceil(microBatches / sized.request.accumulation);
  const seconds = microBatches * microBatchSeconds(parts) + updates * parts.update;
  const spread = 1 + SPEED_UNCERTAINTY[rates.confidence];
  return {
    job,
    gpu,
    gpuCount: plan.gpus,
    seconds,
    lowSeconds: seconds / spread,
    highSeconds: seconds * spread,
    tokensPerSecond: trained / seconds,
    updates,
    parts,
    confidence: rates.confidence,
    assumptions: assumptionsOf(job, sized),
  };
}

/** GPUs that work at the same time: where layers are split over them without a pipeline, one after the other does. */
function workers({ gpus, sharding }: Plan): number {
  return sharding.weights && sharding.gatheredBlocks === 0 ? 1 : gpus;
}

function assumptionsOf(job: Job, { request, tokens }: Plan): readonly string[] {
  const data = `${formatCount(job.examples)} examples × ${formatCount(job.length)} tokens`;
  return [
    `${data} × ${job.epochs} epoch${job.epochs === 1 ? '' : 's'} = ${millions(job.tokens * job.epochs)} tokens${job.stated ? '' : ' (an Alpaca-sized job, since none was given)'}`,
    job.packing
      ? `packed into sequences of ${formatCount(request.sequenceLength)} tokens`
      : `not packed: ${formatCount(tokens)} tokens a micro-batch with padding`,
  ];
}

function millions(tokens: number): string {
  const figure = tokens / 1e6;
  return figure >= 1000 ? `${(figure / 1000).toPrecision(3)} G` : `${figure.toPrecision(figure < 10 ? 2 : 3)} M`;
}
