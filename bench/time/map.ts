/** A row's words to a plan, a device and speed settings, by rules; those about memory too are the accuracy benchmark's. */
import {
  makePlan,
  parseDevice,
  type GpuFacts,
  type ModelFacts,
  type Plan,
  type RequestInput,
} from '../../src/index.ts';
import type { SpeedSettings } from '../../src/cost/time/step.ts';
import { requestOf, Skip } from '../accuracy/map.ts';
import { modelOf } from '../accuracy/map/model.ts';
import { wordsOf, type Row } from '../accuracy/rows.ts';
import { mptModel, scaledModel } from './models.ts';
import { sourceOf, type SpeedRow } from './rows.ts';

export interface SpeedCase {
  readonly row: SpeedRow;
  readonly plan: Plan;
  readonly gpu: GpuFacts;
  readonly settings: SpeedSettings;
  /** Seconds per micro-batch and GPU, updates spread over it. */
  readonly measured: number;
}

/** @throws Skip with the reason, where a row cannot be put as a plan. */
export function caseOf(row: SpeedRow): SpeedCase {
  if (row.quality === 'suspect') throw new Skip('marked suspect: more than a believable share of peak');
  const gpu = deviceOf(row);
  const request = requestFor(row, gpu);
  const plan = makePlan(request);
  return { row, plan, gpu, settings: settingsOf(row, gpu), measured: measuredSeconds(row, plan) };
}

function deviceOf({ gpu }: SpeedRow): GpuFacts {
  if (gpu == null) throw new Skip('no device named');
  try {
    return parseDevice(gpu).gpu;
  } catch {
    throw new Skip(`device not known: ${gpu}`);
  }
}

// ----- The request -----

/** Where a source's batches are not said, those that fill a card and are usual on it: one long sequence. */
const USUAL_TOKENS = 8192;
/** Alpaca's examples are about so long, template included, and a batch is as long as its longest. */
const ALPACA_TOKENS = 100;

function requestFor(row: SpeedRow, gpu: GpuFacts): RequestInput {
  const { microBatch, sequenceLength } = shapeOf(row);
  const request = requestOf(asAccuracyRow(row, microBatch, sequenceLength));
  return {
    ...request,
    model: facts(row),
    gpu,
    loss: request.loss ?? (/liger|megatron|automodel/.test(wordsOf(row.framework)) ? 'liger' : undefined),
    rank: row.lora_rank ?? undefined,
    targets: targetsOf(row),
    // What does not run PyTorch has a framework and formats of its own, which the plan knows.
    ...(gpu.runtime === 'metal' ? { framework: undefined, quantization: undefined, optimizer: undefined } : {}),
    ...(gpu.capabilities.bf16 ? {} : { dtype: 'fp16', precision: undefined }),
    // The accelerated-peft plugins load LoRA weights in the compute dtype.
    ...(/accelerated-peft|mlx|megatron|fsdp_qlora/.test(wordsOf(row.framework))
      ? { loraDtype: request.dtype ?? 'bf16' }
      : {}),
  };
}

function shapeOf(row: SpeedRow): { microBatch: number; sequenceLength: number } {
  const sequenceLength = meanLength(row) ?? row.seq_len ?? shortLength(row);
  if (sequenceLength === undefined) throw new Skip('no sequence length stated');
  const usual = Math.max(1, Math.round(USUAL_TOKENS / sequenceLength));
  return { microBatch: row.micro_batch_size ?? usual, sequenceLength };
}

/** Of unpacked examples, where the row tells it: their stated length is a maximum. */
function meanLength({
  packed,
  tokens_per_step: tokens,
  micro_batch_size: batch,
  grad_accum,
  gpu_count,
  notes,
}: SpeedRow) {
  if (packed !== false) return undefined;
  if (tokens != null && batch != null) return Math.ceil(tokens / (batch * (grad_accum ?? 1) * (gpu_count ?? 1)));
  const stated = /(\d+) tok(?:ens)?(?: per |\/| an? )(?:example|sample|row)/i.exec(notes ?? '')?.[1];
  return stated === undefined ? undefined : Number(stated);
}

function shortLength({ notes }: SpeedRow): number | undefined {
  return /alpaca|unpacked|short/i.test(notes ?? '') ? ALPACA_TOKENS : undefined;
}

/** The catalogue's model of that name and size; else its dimensions, or one scaled to the stated count. */
function facts(row: SpeedRow): ModelFacts {
  const own = mptModel(row.model);
  if (own) return own;
  const parameters = row.params_b == null ? undefined : row.params_b * 1e9;
  try {
    return modelOf({ ...blank, model: row.model, model_params: parameters ?? null });
  } catch (error) {
    if (!(error instanceof Skip) || parameters === undefined) throw error;
    return scaledModel(row.model, (row.active_params_b ?? row.params_b ?? 0) * 1e9);
  }
}

const blank: Row = { id: '', kind: 'measured', outcome: 'ok', source_repo: '' };

/** The row as the accuracy benchmark's rules read it. */
function asAccuracyRow(row: SpeedRow, microBatch: number, sequenceLength: number): Row {
  return {
    ...blank,
    id: row.id,
    source_repo: sourceOf(row),
    framework: row.framework,
    model: facts(row).id,
    method: row.method,
    quantization: row.quantization ?? 'none',
    adapter_rank: row.lora_rank,
    compute_dtype:
      /fp16|float16/.test(wordsOf(row.precision)) && !/bf16/.test(wordsOf(row.precision)) ? 'fp16' : 'bf16',
    micro_batch_size: microBatch,
    grad_accum: row.grad_accum ?? defaultAccumulation(row, microBatch, sequenceLength),
    seq_len: sequenceLength,
    gradient_checkpointing: checkpointingWords(row),
    num_gpus: row.gpu_count ?? 1,
    parallelism: parallelWords(row),
    gpu_type: row.gpu,
  };
}

function defaultAccumulation(row: SpeedRow, microBatch: number, length: number): number {
  if (row.tokens_per_step == null) return 1;
  return Math.max(1, Math.round(row.tokens_per_step / (microBatch * length * (row.gpu_count ?? 1))));
}

function checkpointingWords({ gradient_checkpointing: stated, framework }: SpeedRow): boolean | string | null {
  const words = wordsOf(stated);
  if (typeof stated === 'boolean') return stated;
  if (/selective/.test(words)) return /every|2nd|layer/.test(words) ? 'selective 2nd' : 'selective op';
  if (/none|off|no\b/.test(words)) return false;
  if (/full|on|yes/.test(words)) return true;
  // Not said: servers' own stacks do without, fine-tuning libraries checkpoint.
  return !/megatron|automodel|titan|nemo/.test(wordsOf(framework));
}

/** Sharding by what is meant where only a library is named; layers and matrices cut across GPUs are a setting. */
function parallelWords(row: SpeedRow): string {
  const words = wordsOf(row.parallelism);
  if ((row.gpu_count ?? 1) === 1) return 'none';
  if (isModelParallel(row)) return 'zero1';
  if (/ddp|no.?shard|data parallel/.test(words)) return 'ddp';
  if (/zero-?\s?[12]/.test(words)) return words;
  return /zero-?\s?3|deepspeed/.test(words) ? 'zero3' : 'fsdp';
}

function isModelParallel({ parallelism }: SpeedRow): boolean {
  return /\btp|\bpp\b|megatron|tensor|pipeline/.test(wordsOf(parallelism));
}

/** Which linears carry LoRA weights, where a library's tables always mean the same ones. */
const TARGETS: readonly (readonly [RegExp, RequestInput['targets']])[] = [
  [/litgpt/, 'qv'],
  [/sfttrainer|foak|accelerated-peft|baseline-peft/, 'attention'],
  [/mlx/, 'qv'],
  // Its own comparison of methods leaves the targets at their default.
  [/^peft|github\.com\/huggingface\/peft/, 'qv'],
];

function targetsOf({ framework, source }: SpeedRow): RequestInput['targets'] {
  return TARGETS.find(([pattern]) => pattern.test(wordsOf(framework, source)))?.[1];
}

// ----- Settings and the measured value -----

/** GB/s that a host's slow slots were seen to move: 3 to 5 (fsdp_qlora). */
const SLOW_BUS = 4e9;

function settingsOf(row: SpeedRow, gpu: GpuFacts): SpeedSettings {
  const words = wordsOf(row.framework, row.notes, row.parallelism);
  const watts = /(?:capped at|limit(?:ed)?(?: to)?|) ?(\d{3}) ?w\b(?: limit)?/.exec(words)?.[1];
  return {
    compiled: /compile|megatron|automodel|mlx/.test(wordsOf(row.framework)),
    fp8: /fp8|float8/.test(wordsOf(row.precision, row.framework)),
    modelParallel: isModelParallel(row),
    ...(/slow pcie/.test(words) ? { linkBytesPerSecond: SLOW_BUS } : {}),
    ...(watts !== undefined && gpu.tdpW !== null ? { powerShare: Math.min(1, Number(watts) / gpu.tdpW) } : {}),
  };
}

/** Seconds per micro-batch on one GPU; a rate is read as useful tokens, so that unpacked rows count what is in them. */
function measuredSeconds(row: SpeedRow, { share: { tokens } }: Plan): number {
  if (row.tokens_per_second_per_gpu != null) return tokens / row.tokens_per_second_per_gpu;
  if (row.tokens_per_second_total != null) return (tokens * (row.gpu_count ?? 1)) / row.tokens_per_second_total;
  if (row.seconds_per_step == null) throw new Skip('no speed stated');
  return row.seconds_per_step / (row.tokens_per_step == null ? 1 : (row.grad_accum ?? 1));
}
