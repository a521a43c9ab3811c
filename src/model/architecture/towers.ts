/** Vision and audio towers with their projectors, one formula per kind. Source: the modelling code in huggingface/transformers and Blaizzy/mlx-vlm that the rows name. */
import type { AudioFacts, VisionFacts } from '../../facts/towers.ts';

const RGB = 3;

/** Elements of a linear with bias. */
function biased(from: number, to: number): number {
  return from * to + to;
}

/** Elements of one plain transformer layer: layer norms, attention and two-matrix MLP, with biases. */
function vitLayer(width: number, intermediate: number): number {
  return 4 * width + 4 * biased(width, width) + biased(width, intermediate) + biased(intermediate, width);
}

/** Elements of the vision tower and its projector to the text model's width. */
export function visionElements(vision: VisionFacts, hiddenSize: number): number {
  switch (vision.kind) {
    case 'mllama':
      return mllama(vision, hiddenSize);
    case 'llama4':
      return llama4(vision, hiddenSize);
    case 'qwen2-vl':
    case 'qwen2.5-vl':
      return qwen2(vision, hiddenSize);
    case 'qwen3-vl':
      return qwen3(vision, hiddenSize);
    case 'siglip':
      return siglip(vision, hiddenSize);
    case 'clip':
      return clip(vision, hiddenSize);
    case 'pixtral':
      return pixtral(vision, hiddenSize);
    case 'gemma4':
      return gemma4(vision, hiddenSize);
    case 'gemma4-unified':
      return gemma4Unified(vision);
    case 'gemma3n':
      return vision.towerParameters + multimodalEmbedder(vision.extraVocab, vision.hiddenSize, hiddenSize);
    case 'counted':
      return vision.parameters;
    default:
      return vision satisfies never;
  }
}

type Vision<Kind extends VisionFacts['kind']> = Extract<VisionFacts, { kind: Kind }>;

function mllama(vision: Vision<'mllama'>, hiddenSize: number): number {
  const { hiddenSize: width, patchSize, maxTiles, aspectRatios } = vision;
  const rows = (vision.imageSize / patchSize) ** 2 + 1;
  const tileTables = (aspectRatios + 1) * maxTiles * width;
  const positions = 1 + rows * width + tileTables * rows + 2 * (1 + tileTables);
  // Attention has no biases here; the global layers add two gates each.
  const layer = vitLayer(width, vision.intermediateSize) - 4 * width;
  const tower = width * RGB * patchSize ** 2 + width + positions + 4 * width;
  const layers = (vision.layers + vision.globalLayers) * layer + 2 * vision.globalLayers;
  return tower + layers + biased(vision.outputDim, hiddenSize);
}

function llama4(vision: Vision<'llama4'>, hiddenSize: number): number {
  const { hiddenSize: width, patchSize } = vision;
  const rows = (vision.imageSize / patchSize) ** 2 + 1;
  const tower = width * RGB * patchSize ** 2 + width + rows * width + 4 * width;
  const adapter = vision.pixelShuffleIn * vision.projectorIn + vision.projectorIn * vision.projectorOut;
  return tower + vision.layers * vitLayer(width, vision.intermediateSize) + adapter + vision.projectorOut * hiddenSize;
}

function qwen2(vision: Vision<'qwen2-vl' | 'qwen2.5-vl'>, hiddenSize: number): number {
  const { hiddenSize: width, intermediateSize } = vision;
  const merged = width * vision.spatialMerge ** 2;
  const patch = width * RGB * vision.temporalPatch * vision.patchSize ** 2;
  const merger = biased(merged, merged) + biased(merged, hiddenSize);
  if (vision.kind === 'qwen2-vl') return patch + vision.layers * vitLayer(width, intermediateSize) + 2 * width + merger;
  // Qwen2.5-VL: RMS norms and a gated MLP.
  const mlp = 2 * biased(width, intermediateSize) + biased(intermediateSize, width);
  return patch + vision.layers * (2 * width + 4 * biased(width, width) + mlp) + width + merger;
}

function qwen3(vision: Vision<'qwen3-vl'>, hiddenSize: number): number {
  const { hiddenSize: width } = vision;
  const merged = width * vision.spatialMerge ** 2;
  const patch = biased(RGB * vision.temporalPatch * vision.patchSize ** 2, width) + vision.positions * width;
  const mlp = biased(merged, merged) + biased(merged, hiddenSize);
  const mergers = 2 * width + mlp + vision.deepstack * (2 * merged + mlp);
  return patch + vision.layers * vitLayer(width, vision.intermediateSize) + mergers;
}

function siglip(vision: Vision<'siglip'>, hiddenSize: number): number {
  const { hiddenSize: width } = vision;
  const patch = biased(RGB * vision.patchSize ** 2, width) + vision.positions * width;
  const layers = vision.layers * vitLayer(width, vision.intermediateSize) + 2 * width;
  return patch + layers + width + width * hiddenSize;
}

function clip(vision: Vision<'clip'>, hiddenSize: number): number {
  const { hiddenSize: width, patchSize } = vision;
  const rows = (vision.imageSize / patchSize) ** 2 + 1;
  const tower = width * RGB * patchSize ** 2 + width + rows * width + 4 * width;
  const projector = biased(width, hiddenSize) + biased(hiddenSize, hiddenSize);
  return tower + vision.layers * vitLayer(width, vision.intermediateSize) + projector;
}

function pixtral(vision: Vision<'pixtral'>, hiddenSize: number): number {
  const { hiddenSize: width } = vision;
  const layer = 2 * width + 4 * width ** 2 + 3 * width * vision.intermediateSize;
  const tower = width * RGB * vision.patchSize ** 2 + width + vision.layers * layer;
  const merger = width + width * vision.spatialMerge ** 2 * width;
  return tower + merger + width * hiddenSize + hiddenSize ** 2;
}

function gemma4(vision: Vision<'gemma4'>, hiddenSize: number): number {
  const { hiddenSize: width, headDim } = vision;
  const attention = 4 * width * vision.heads * headDim + 2 * headDim;
  const layer = 4 * width + attention + 3 * width * vision.intermediateSize;
  // Two position tables: rows and columns.
  const patch = width * RGB * vision.patchSize ** 2 + 2 * vision.positions * width;
  return patch + vision.layers * layer + width * hiddenSize;
}

/** Gemma 4 12B has no tower: patches enter through one matrix, with norms before and after, and a projection. */
function gemma4Unified(vision: Vision<'gemma4-unified'>): number {
  const patch = RGB * vision.patchSize ** 2;
  const width = vision.embedDim;
  return 2 * patch + biased(patch, width) + 4 * width + 2 * vision.positions * width + width ** 2;
}

/** Gemma 3n: own tokens, two norms, a projection. */
function multimodalEmbedder(tokens: number, width: number, hiddenSize: number): number {
  return tokens * width + 2 * width + width * hiddenSize;
}

/** Elements of the audio tower and its projector to the text model's width. */
export function audioElements(audio: AudioFacts, hiddenSize: number): number {
  if (audio.kind === 'projection') return audio.embedDim * hiddenSize;
  if (audio.kind === 'counted') return audio.parameters;
  const { hiddenSize: width, outputDim, extraVocab } = audio;
  const [first, second] = audio.convChannels;
  const kernel = 3 ** 2;
  const subsampling = kernel * first + first + kernel * first * second + second;
  const input = audio.subsampledBins * second * width;
  const output = outputDim === undefined ? 0 : biased(width, outputDim);
  const projector =
    extraVocab === undefined ? (outputDim ?? width) * hiddenSize : multimodalEmbedder(extraVocab, width, hiddenSize);
  return subsampling + input + audio.layers * conformerLayer(width, audio.heads, audio.convKernel) + output + projector;
}

/** Two half feed-forwards, attention with relative positions, a gated convolution, a last norm. */
function conformerLayer(width: number, heads: number, convKernel: number): number {
  const feedForward = 2 * width * 4 * width + 2 * width;
  const attention = 5 * width ** 2 + width / heads + 2 * width;
  const convolution = 3 * width ** 2 + convKernel * width + 2 * width;
  return 2 * feedForward + attention + convolution + width;
}
