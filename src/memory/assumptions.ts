/** What an estimate took for granted, as sentences. */
import { hostBytes } from './host.ts';
import { layoutText } from '../plan/parallel.ts';
import { lossText, objectiveText } from '../plan/objective.ts';
import type { Plan } from '../plan/plan.ts';
import { formatBytes, formatCount } from '../units.ts';
import { mention, said, type Sentence } from '../words.ts';

/** Every default that decides the figure. */
export function assumptionsOf(plan: Plan): readonly Sentence[] {
  const { request, objective, framework, optimizer, checkpointing, method, precision, quantization } = plan.chosen;
  const { trained } = plan.share;
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
          `base ${quantization.label}; ${framework.quantization ? 'embeddings and head too' : `embeddings and head stay ${plan.chosen.switches.upcastsQuantizedBase ? 'fp32' : '16-bit'}`}`,
        ]
      : []),
    ...(trains
      ? [
          `${request.dtype} compute${request.compiled ? ', torch.compile' : ''}, ${plan.chosen.attention.label}, ${lossText(plan)}, ${optimizer.label}`,
        ]
      : [request.kvCache === 'plain' ? `${request.dtype} KV cache` : plan.chosen.kvCache.label]),
    `framework ${framework.label}`,
    ...(plan.whole.gpus > 1 ? [`${plan.whole.gpus} GPUs, ${sharedText(plan)}; figures are per GPU`] : []),
    ...onHost(plan),
  ];
}

/** transformers keeps the table on the device; runtimes for phones read it from elsewhere, and no 4-bit library covers it. */
function perLayerText({ share: { architecture, base } }: Plan): readonly string[] {
  const { perLayerEmbedding } = architecture.parameters;
  if (perLayerEmbedding === 0) return [];
  return [`per-layer embeddings on the GPU, ${formatBytes(perLayerEmbedding * base.plainBytes)} of it`];
}

/** What is looked at; for a model that could see and is shown nothing, how to say it. */
function imageText({ chosen: { method, request }, whole: { model }, share: { tower } }: Plan): readonly Sentence[] {
  if (!tower) return model.vision ? [said`text alone (${mention('images', 1)} counts an image an example)`] : [];
  const { images, sight, training } = tower;
  const size = `${formatCount(sight.image.width)} × ${formatCount(sight.image.height)}`;
  const tokens = formatCount(images * sight.tokens);
  const trained = method.trains === 'nothing' ? '' : `, ${training.label}`;
  return [
    `${images > 1 ? `${formatCount(images)} images` : 'an image'} of ${size} an example: ${tokens} of the ${formatCount(request.sequenceLength)} tokens${trained}`,
  ];
}

function trainedParts({
  chosen: { method, request },
  whole: { model, architecture },
  share: { frozenBlocks },
}: Plan): readonly string[] {
  const head =
    method.trains === 'all' ? ` and ${architecture.parameters.head > 0 ? 'the head' : 'the final norm'}` : '';
  return [
    ...(frozenBlocks > 0 ? [`of ${model.layers} blocks the last ${model.layers - frozenBlocks}${head} trained`] : []),
    ...(request.trainsEmbeddings && method.trains === 'added' ? ['embeddings and head trained whole beside them'] : []),
  ];
}

/** What is kept outside the GPUs; paged states go there only where they must. */
function onHost(plan: Plan): readonly string[] {
  const { optimizer, checkpointing, sharding } = plan.chosen;
  const parts = [
    ...(sharding.shardsOnHost ? ['weights, gradients and optimizer states'] : []),
    ...(optimizer.location === 'host' && !sharding.shardsOnHost ? ['optimizer states and master weights'] : []),
    ...(checkpointing.offloaded ? ['checkpoints'] : []),
  ];
  const bytes = parts.length === 0 || plan.chosen.method.trains === 'nothing' ? 0 : hostBytes(plan);
  return bytes > 0 ? [`${formatBytes(bytes)} of host memory in all, for ${parts.join(' and ')}`] : [];
}

/** How the GPUs are used, and whose share of the work is counted. */
function sharedText({ chosen: { request }, whole: { layout }, share: { stage } }: Plan): string {
  return [
    layoutText(request),
    ...(layout.tensor > 1 ? [`sequence parallel ${request.sequenceParallel ? 'on' : 'off'}`] : []),
    ...(stage === 'whole' ? [] : [`the ${stage} stage of the pipeline, which is the fullest`]),
  ].join(', ');
}

function addedText({ chosen: { method, request } }: Plan): string {
  const size = method.added?.sizeText(request.rank) ?? '';
  return method.added?.shapes ? `${size} on ${targetText(request.targets)}` : size;
}

function targetText(targets: string | readonly string[]): string {
  return typeof targets === 'string' ? `targets ${targets}` : targets.join(', ');
}
