/** What an estimate took for granted, and what its reader should know, as sentences. */
import { deviceWarnings } from '../plan/capabilities.ts';
import { ATTENTIONS } from '../facts/attentions.ts';
import { KV_CACHES } from '../facts/kv-caches.ts';
import { hostBytes } from './host.ts';
import { nativeWarnings } from './native.ts';
import { layoutText } from '../plan/parallel.ts';
import { lossText, objectiveText, teacherOf } from '../plan/objective.ts';
import type { Plan } from '../plan/plan.ts';
import { leastVllmBytes, vllmBytes } from './terms/generation.ts';
import { stateBytes } from './terms/optimizer.ts';
import { formatBytes, formatCount } from '../units.ts';

/** Every default that decides the figure. */
export function assumptionsOf(plan: Plan): readonly string[] {
  const { request, objective, framework, optimizer, checkpointing, method, precision, trained, quantization } = plan;
  const trains = method.trains !== 'nothing';
  return [
    `micro-batch ${request.microBatch}, sequence length ${formatCount(request.sequenceLength)}`,
    ...imageText(plan),
    ...perLayerText(plan),
    ...(trains && !objective.usual ? [objectiveText(plan)] : []),
    ...(trains ? [`gradient checkpointing ${checkpointing.label}`] : []),
    ...(method.trains === 'added'
      ? [
          `${addedText(plan)}, ${formatCount(trained.elements)} ${method.addedLabel ?? method.label} parameters in ${request.loraDtype}`,
        ]
      : []),
    ...trainedParts(plan),
    ...(method.trains === 'all' ? [precision.label] : []),
    ...(quantization.frozen
      ? [
          `base ${quantization.label}; ${framework.quantization ? 'embeddings and head too' : `embeddings and head stay ${request.upcastsQuantizedBase ? 'fp32' : '16-bit'}`}`,
        ]
      : []),
    ...(trains
      ? [
          `${request.dtype} compute${request.compiled ? ', torch.compile' : ''}, ${ATTENTIONS[request.attention].label}, ${lossText(plan)}, ${optimizer.label}`,
        ]
      : [request.kvCache === 'plain' ? `${request.dtype} KV cache` : KV_CACHES[request.kvCache].label]),
    `framework ${framework.label}`,
    ...(plan.gpus > 1 ? [`${plan.gpus} GPUs, ${sharedText(plan)}; figures are per GPU`] : []),
    ...onHost(plan),
  ];
}

/** transformers keeps the table on the device; runtimes for phones read it from elsewhere, and no 4-bit library covers it. */
function perLayerText({ architecture, base }: Plan): readonly string[] {
  const { perLayerEmbedding } = architecture.parameters;
  if (perLayerEmbedding === 0) return [];
  return [`per-layer embeddings on the GPU, ${formatBytes(perLayerEmbedding * base.plainBytes)} of it`];
}

/** What is looked at; for a model that could see and is shown nothing, how to say it. */
function imageText({ tower, model, method, request }: Plan): readonly string[] {
  if (!tower) return model.vision ? ['text alone (images:1 counts an image an example)'] : [];
  const { images, sight, training } = tower;
  const size = `${formatCount(sight.image.width)} × ${formatCount(sight.image.height)}`;
  const tokens = formatCount(images * sight.tokens);
  const trained = method.trains === 'nothing' ? '' : `, ${training.label}`;
  return [
    `${images > 1 ? `${formatCount(images)} images` : 'an image'} of ${size} an example: ${tokens} of the ${formatCount(request.sequenceLength)} tokens${trained}`,
  ];
}

function trainedParts({ frozenBlocks, model, method, request, architecture }: Plan): readonly string[] {
  const head =
    method.trains === 'all' ? ` and ${architecture.parameters.head > 0 ? 'the head' : 'the final norm'}` : '';
  return [
    ...(frozenBlocks > 0 ? [`of ${model.layers} blocks the last ${model.layers - frozenBlocks}${head} trained`] : []),
    ...(request.trainsEmbeddings && method.trains === 'added' ? ['embeddings and head trained whole beside them'] : []),
  ];
}

/** What is kept outside the GPUs; paged states go there only where they must. */
function onHost(plan: Plan): readonly string[] {
  const { optimizer, checkpointing, sharding } = plan;
  const parts = [
    ...(sharding.shardsOnHost ? ['weights, gradients and optimizer states'] : []),
    ...(optimizer.location === 'host' && !sharding.shardsOnHost ? ['optimizer states and master weights'] : []),
    ...(checkpointing.offloaded ? ['checkpoints'] : []),
  ];
  const bytes = parts.length === 0 || plan.method.trains === 'nothing' ? 0 : hostBytes(plan);
  return bytes > 0 ? [`${formatBytes(bytes)} of host memory in all, for ${parts.join(' and ')}`] : [];
}

/** How the GPUs are used, and whose share of the work is counted. */
function sharedText({ layout, request, stage }: Plan): string {
  return [
    layoutText(request),
    ...(layout.tensor > 1 ? [`sequence parallel ${request.sequenceParallel ? 'on' : 'off'}`] : []),
    ...(stage === 'whole' ? [] : [`the ${stage} stage of the pipeline, which is the fullest`]),
  ].join(', ');
}

function addedText({ method, request }: Plan): string {
  const size = method.added?.sizeText(request.rank) ?? '';
  return method.added?.shapes ? `${size} on ${targetText(request.targets)}` : size;
}

function targetText(targets: string | readonly string[]): string {
  return typeof targets === 'string' ? `targets ${targets}` : targets.join(', ');
}

/** Traps that this request walks into. */
export function warningsOf(plan: Plan): readonly string[] {
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
function unseen({ tower, model }: Plan): readonly string[] {
  if (!tower || tower.block) return [];
  return [`What the vision tower of ${model.name} keeps of its images is not counted.`];
}

/** 4-bit libraries replace nn.Linear, and transformers 5 keeps experts as one 3-D parameter: bitsandbytes issue 1849. */
function expertsStayWhole({ quantization, request, architecture, framework, model, base }: Plan): readonly string[] {
  const experts = architecture.parameters.routedExperts;
  if (!quantization.frozen || request.quantizesExperts || experts === 0) return [];
  return [
    `${framework.label} does not quantize the experts of ${model.name}: ${formatBytes(experts * base.plainBytes)} of them stay in 16 bit. ` +
      'framework:unsloth quantizes them.',
  ];
}

/** bitsandbytes issue 801: paged states are seen by nvidia-smi until the card is short of memory. */
function pagedStates(plan: Plan): readonly string[] {
  const { optimizer, trained } = plan;
  if (optimizer.location !== 'paged' || trained.elements === 0) return [];
  return [
    `${optimizer.label} keeps ${formatBytes(stateBytes(plan))} of states that move to host memory when the card is full: they are not counted, and slow the run where there is no room for them.`,
  ];
}

/** accelerate's fsdp2_prepare_model leaves out of sharding what is stored as integers, and FSDP1 refuses it. */
function storedForSharding({ sharding, quantization, shards, base }: Plan): readonly string[] {
  if (!sharding.castsOnGather || !quantization.staysOnGpu || shards.weights <= 1) return [];
  return [
    `Set bnb_4bit_quant_storage=bfloat16: stored as uint8, the default, 4-bit weights are not sharded, and every GPU keeps ${formatBytes(base.bytes)}.`,
  ];
}

/** One GPU has nobody to share with; weights in host memory are another matter. */
function nothingToShare({ sharding, gpus, method }: Plan): readonly string[] {
  const shares = sharding.weights || sharding.gradients || sharding.states;
  if (gpus > 1 || !shares || sharding.shardsOnHost || method.trains === 'nothing') return [];
  return [
    `${sharding.label} divides nothing on one GPU${sharding.engine ? ', and keeps its buckets' : ': the figures are those of plain training'}.`,
  ];
}

/** What waits in host memory needs room there, and is fetched over the bus in every pass. */
function hostMemory(plan: Plan): readonly string[] {
  if (!plan.sharding.shardsOnHost) return [];
  const host = formatBytes(hostBytes(plan));
  return [
    `${plan.sharding.label}: ${host} of host memory, and every pass fetches the weights over the bus, several times slower.`,
  ];
}

/** vLLM refuses to start where its share does not hold the weights and one sequence. */
function smallVllm(plan: Plan): readonly string[] {
  const { vllmShare } = plan.request;
  if (vllmShare === 0 || plan.request.gpu === null || vllmBytes(plan) >= leastVllmBytes(plan)) return [];
  return [
    `vLLM's ${Math.round(100 * vllmShare)} % of the card are ${formatBytes(vllmBytes(plan))}, and it needs ${formatBytes(leastVllmBytes(plan))} for 16-bit weights and one sequence: it will not start.`,
  ];
}

/** TRL compares distributions over one vocabulary. */
function otherVocabulary({ model, request }: Plan): readonly string[] {
  const facts = teacherOf(request);
  if (!facts || facts.vocabSize === model.vocabSize) return [];
  return [
    `${facts.name} has ${formatCount(facts.vocabSize)} tokens and ${model.name} ${formatCount(model.vocabSize)}: TRL distills only within one vocabulary; its GOLD trainer does across them.`,
  ];
}
