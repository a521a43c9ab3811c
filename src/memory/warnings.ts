/** What the reader of an estimate should know, as sentences. */
import { REQUIREMENTS } from '../facts/requirements.ts';
import type { Plan } from '../plan/plan.ts';
import { formatBytes, formatCount } from '../units.ts';
import { hostBytes } from './host.ts';
import { nativeWarnings } from './native.ts';
import { leastVllmBytes, vllmBytes } from './terms/generation.ts';
import { mlxDefaultsDifference } from './terms/mlx.ts';
import { stateBytes } from './terms/optimizer.ts';
import { mention, said, type Sentence } from '../words.ts';

/** Traps that this request walks into. */
export function warningsOf(plan: Plan): readonly Sentence[] {
  return [
    ...hostMemory(plan),
    ...expertsStayWhole(plan),
    ...nativeWarnings(plan),
    ...deviceWarnings(plan),
    ...pagedStates(plan),
    ...smallVllm(plan),
    ...otherVocabulary(plan),
    ...nothingToShare(plan),
    ...storedForSharding(plan),
    ...unseen(plan),
  ];
}

/** A tower that no formula covers is only partly counted. */
function unseen({ whole: { model }, share: { tower } }: Plan): readonly Sentence[] {
  if (!tower || tower.block) return [];
  return [`What the vision tower of ${model.name} keeps of its images is not counted.`];
}

/** 4-bit libraries replace nn.Linear, and transformers 5 keeps experts as one 3-D parameter: bitsandbytes issue 1849. */
function expertsStayWhole({
  chosen: { quantization, switches, framework },
  share: { architecture, model, base },
}: Plan): readonly Sentence[] {
  const experts = architecture.parameters.routedExperts;
  if (!quantization.frozen || switches.quantizesExperts || experts === 0) return [];
  return [
    said`${framework.label} does not quantize the experts of ${model.name}: ${formatBytes(experts * base.plainBytes)} of them stay in 16 bit. ${mention('framework', 'unsloth')} quantizes them.`,
  ];
}

/** bitsandbytes issue 801: paged states are seen by nvidia-smi until the card is short of memory. */
function pagedStates(plan: Plan): readonly Sentence[] {
  const { optimizer } = plan.chosen;
  const { trained } = plan.share;
  if (optimizer.location !== 'paged' || trained.elements === 0) return [];
  return [
    `${optimizer.label} keeps ${formatBytes(stateBytes(plan))} of states that move to host memory when the card is full: they are not counted, and slow the run where there is no room for them.`,
  ];
}

/** accelerate's fsdp2_prepare_model leaves out of sharding what is stored as integers, and FSDP1 refuses it. */
function storedForSharding({ chosen: { sharding, quantization }, share: { shards, base } }: Plan): readonly Sentence[] {
  if (!sharding.castsOnGather || !quantization.staysOnGpu || shards.weights <= 1) return [];
  return [
    `Set bnb_4bit_quant_storage=bfloat16: stored as uint8, the default, 4-bit weights are not sharded, and every GPU keeps ${formatBytes(base.bytes)}.`,
  ];
}

/** One GPU has nobody to share with; weights in host memory are another matter. */
function nothingToShare({ chosen: { sharding, method }, whole: { gpus } }: Plan): readonly Sentence[] {
  const shares = sharding.weights || sharding.gradients || sharding.states;
  if (gpus > 1 || !shares || sharding.shardsOnHost || method.trains === 'nothing') return [];
  return [
    `${sharding.label} divides nothing on one GPU${sharding.engine ? ', and keeps its buckets' : ': the figures are those of plain training'}.`,
  ];
}

/** What waits in host memory needs room there, and is fetched over the bus in every pass. */
function hostMemory(plan: Plan): readonly Sentence[] {
  if (!plan.chosen.sharding.shardsOnHost) return [];
  const host = formatBytes(hostBytes(plan));
  return [
    `${plan.chosen.sharding.label}: ${host} of host memory, and every pass fetches the weights over the bus, several times slower.`,
  ];
}

/** vLLM refuses to start where its share does not hold the weights and one sequence. */
function smallVllm(plan: Plan): readonly Sentence[] {
  const { vllmShare } = plan.chosen.request;
  if (vllmShare === 0 || plan.chosen.request.gpu === null || vllmBytes(plan) >= leastVllmBytes(plan)) return [];
  return [
    `vLLM's ${Math.round(100 * vllmShare)} % of the card are ${formatBytes(vllmBytes(plan))}, and it needs ${formatBytes(leastVllmBytes(plan))} for 16-bit weights and one sequence: it will not start.`,
  ];
}

/** TRL compares distributions over one vocabulary. */
function otherVocabulary({ whole: { teacher, model } }: Plan): readonly Sentence[] {
  if (!teacher || teacher.vocabSize === model.vocabSize) return [];
  return [
    `${teacher.name} has ${formatCount(teacher.vocabSize)} tokens and ${model.name} ${formatCount(model.vocabSize)}: TRL distills only within one vocabulary; its GOLD trainer does across them.`,
  ];
}

/** What the device's gaps change. */
function deviceWarnings(plan: Plan): readonly Sentence[] {
  const { request, method } = plan.chosen;
  const { gpu } = request;
  if (gpu === null || method.trains === 'nothing') return [];
  if (REQUIREMENTS.mlx.met(gpu)) return mlxWarnings(plan);
  const { bf16, flashAttention2 } = gpu.capabilities;
  return [
    ...(bf16 || request.dtype === 'bf16'
      ? []
      : [
          `The ${gpu.name} has no bf16: ${request.dtype} is assumed, with loss scaling, at the same memory; models trained in bf16 (Gemma) may overflow in it.`,
        ]),
    ...(flashAttention2
      ? []
      : [
          `The ${gpu.name} has no FlashAttention-2: SDPA's memory-efficient kernel is assumed, which needs no more memory; attn_implementation="eager" would.`,
        ]),
  ];
}

function mlxWarnings(plan: Plan): readonly Sentence[] {
  const difference = formatBytes(Math.abs(mlxDefaultsDifference(plan)));
  const more = mlxDefaultsDifference(plan) > 0 ? 'more' : 'less';
  return [
    `Estimated for mlx-lm with all layers adapted. Its own defaults (16 layers, no gradient checkpointing) take ${difference} ${more}; guides that stop at about 30B on a 64 GB Mac rest on them.`,
  ];
}
