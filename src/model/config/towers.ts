/**
 * Vision and audio towers with their projectors. Source of each: huggingface/transformers
 * src/transformers/models/<type>/modeling_<type>.py. A tower without a row is counted as a plain transformer, and said so.
 */
import type { AudioFacts, VisionFacts } from '../../facts/towers.ts';
import { child, flag, list, own, size, sizeOr, wholeOr, type Fields } from './fields.ts';
import { plainAudio, uncounted } from './audio.ts';
import { qwenVisual } from './original.ts';
import { glmTower, internvlTower, linear, patches, plainTower, siglipHead, towerOf, TOWERS } from './tower-parts.ts';

export interface Towers {
  readonly vision?: VisionFacts;
  readonly audio?: AudioFacts;
  readonly approximations: readonly string[];
}

/** What a row reads: the whole file, its vision part, the width of the text model. */
interface Sight {
  readonly outer: Fields;
  readonly vision: Fields;
  readonly hidden: number;
}

/** Two linears, as LLaVA joins its towers; the number of layers it reads may be several. */
function llava({ outer, vision, hidden }: Sight): number {
  const width = size(vision, 'hidden_size');
  const read = list(outer, 'vision_feature_layer').length || 1;
  const bias = flag(outer, 'multimodal_projector_bias', true);
  return towerOf(vision) + linear(width * read, hidden, bias) + linear(hidden, hidden, bias);
}

function counted(parameters: number): VisionFacts {
  return { kind: 'counted', parameters };
}

const common = (vision: Fields) => ({
  hiddenSize: size(vision, 'hidden_size'),
  patchSize: size(vision, 'patch_size'),
  heads: sizeOr(vision, 'num_attention_heads') ?? 16,
  layers: sizeOr(vision, 'num_hidden_layers') ?? sizeOr(vision, 'depth') ?? 0,
  intermediateSize: sizeOr(vision, 'intermediate_size') ?? 0,
});

function qwen2Vl({ vision }: Sight): VisionFacts {
  const width = size(vision, 'embed_dim');
  const ratio = vision.get('mlp_ratio');
  return {
    kind: 'qwen2-vl',
    ...common(vision),
    hiddenSize: width,
    layers: size(vision, 'depth'),
    intermediateSize: Math.round(width * (typeof ratio === 'number' ? ratio : 4)),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
  };
}

function qwen25Vl({ vision }: Sight): VisionFacts {
  return {
    kind: 'qwen2.5-vl',
    ...common(vision),
    layers: size(vision, 'depth'),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
  };
}

function qwen3Vl({ vision }: Sight): VisionFacts {
  return {
    kind: 'qwen3-vl',
    ...common(vision),
    layers: size(vision, 'depth'),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
    positions: size(vision, 'num_position_embeddings'),
    deepstack: vision.type.startsWith('qwen3_5') ? 0 : list(vision, 'deepstack_visual_indexes').length,
  };
}

/** By the type of the whole file. */
const ROWS: Readonly<Record<string, (sight: Sight) => VisionFacts>> = {
  llava: (sight) => counted(llava(sight)),
  llava_next: (sight) => counted(llava(sight) + sight.hidden),
  llava_onevision: (sight) => counted(llava(sight) - siglipHead(sight.vision) + sight.hidden),
  paligemma: ({ vision, hidden }) =>
    counted(plainTower(vision) + linear(size(vision, 'hidden_size'), sizeOr(vision, 'projection_dim') ?? hidden)),
  gemma3: ({ vision }) => ({
    kind: 'siglip',
    ...common(vision),
    imageSize: size(vision, 'image_size'),
    positions: patches(vision),
  }),
  mistral3: ({ outer, vision }) => ({
    kind: 'pixtral',
    ...common(vision),
    spatialMerge: sizeOr(outer, 'spatial_merge_size') ?? 2,
  }),
  qwen2_vl: qwen2Vl,
  qwen2_5_vl: qwen25Vl,
  qwen3_vl: qwen3Vl,
  qwen3_vl_moe: qwen3Vl,
  qwen3_5: qwen3Vl,
  qwen3_5_moe: qwen3Vl,
  internvl: ({ outer, vision, hidden }) => {
    const ratio = outer.get('downsample_ratio');
    const merged =
      size(vision, 'hidden_size') * Math.round(1 / (typeof ratio === 'number' && ratio > 0.01 ? ratio : 0.5)) ** 2;
    return counted(internvlTower(vision) + 2 * merged + linear(merged, hidden) + linear(hidden, hidden));
  },
  internvl_chat: ({ outer, vision, hidden }) => {
    const ratio = outer.get('downsample_ratio');
    const width = size(vision, 'hidden_size');
    const merged = width * Math.round(1 / (typeof ratio === 'number' && ratio > 0.01 ? ratio : 0.5)) ** 2;
    const biases = flag(vision, 'qkv_bias', true) ? 0 : -3 * width * size(vision, 'num_hidden_layers');
    // Class token, its position and two scales a layer; no norm at the end.
    const tower = plainTower(vision) + size(vision, 'num_hidden_layers') * 2 * width + biases;
    return counted(tower + 2 * merged + linear(merged, hidden) + linear(hidden, hidden));
  },
  idefics3: ({ outer, vision, hidden }) =>
    counted(plainTower(vision) + size(vision, 'hidden_size') * (sizeOr(outer, 'scale_factor') ?? 2) ** 2 * hidden),
  smolvlm: ({ outer, vision, hidden }) =>
    counted(plainTower(vision) + size(vision, 'hidden_size') * (sizeOr(outer, 'scale_factor') ?? 2) ** 2 * hidden),
  llama4: ({ vision }) => ({
    kind: 'llama4',
    ...common(vision),
    imageSize: size(vision, 'image_size'),
    pixelShuffleIn: size(vision, 'intermediate_size'),
    projectorIn: size(vision, 'projector_input_dim'),
    projectorOut: size(vision, 'projector_output_dim'),
  }),
  mllama: ({ vision }) => ({
    kind: 'mllama',
    ...common(vision),
    imageSize: size(vision, 'image_size'),
    globalLayers: sizeOr(vision, 'num_global_layers') ?? 8,
    maxTiles: sizeOr(vision, 'max_num_tiles') ?? 4,
    aspectRatios: list(vision, 'supported_aspect_ratios').length || 8,
    outputDim: sizeOr(vision, 'vision_output_dim') ?? 7680,
  }),
  glm4v: ({ vision }) => counted(glmTower(vision)),
  glm4v_moe: ({ vision }) => counted(glmTower(vision)),
  glm46v: ({ vision }) => counted(glmTower(vision)),
  gemma4: ({ vision }) => ({
    kind: 'gemma4',
    ...common(vision),
    headDim: size(vision, 'head_dim'),
    positions: sizeOr(vision, 'position_embedding_size') ?? 10_240,
  }),
};

/** The published total of Gemma 3n E4B less its other parts; both releases share the tower (src/facts/models/gemma.ts). */
const GEMMA_3N: VisionFacts = { kind: 'gemma3n', hiddenSize: 2048, towerParameters: 294_126_912, extraVocab: 128 };

/** The vision part's own type where the file does not say it. */
const VISION_TYPES: Readonly<Record<string, string>> = {
  llava: 'clip_vision_model',
  llava_next: 'clip_vision_model',
  paligemma: 'siglip_vision_model',
  gemma3: 'siglip_vision_model',
  mistral3: 'pixtral',
  qwen2_vl: 'qwen2_vl_vision',
  qwen2_5_vl: 'qwen2_5_vl_vision',
  qwen3_vl: 'qwen3_vl_vision',
  qwen3_vl_moe: 'qwen3_vl_vision',
  qwen3_5: 'qwen3_5_vision',
  qwen3_5_moe: 'qwen3_5_vision',
  internvl: 'internvl_vision',
  idefics3: 'idefics3_vision',
  smolvlm: 'smolvlm_vision',
  llama4: 'llama4_vision_model',
  mllama: 'mllama_vision_model',
  gemma4: 'gemma4_vision',
  glm4v: 'glm4v_vision',
  glm4v_moe: 'glm4v_moe_vision',
  glm46v: 'glm4v_vision',
};

/** @throws UserError where a tower says its sizes wrongly. */
export function towersOf(outer: Fields, hidden: number): Towers {
  if (outer.type === 'gemma3n') return { vision: GEMMA_3N, audio: CONFORMER, approximations: [] };
  const sound = child(outer, 'audio_config');
  const audio = sound && plainAudio(sound, hidden);
  const heard = sound
    ? [`the audio tower of "${outer.type.slice(0, 40)}" is ${audio ? 'counted as a plain one' : 'not counted'}`]
    : [];
  const { vision, approximations } = visionOf(outer, hidden);
  return {
    ...(vision ? { vision } : {}),
    ...(audio ? { audio } : {}),
    approximations: [...heard, ...approximations, ...uncounted(outer)],
  };
}

function visionOf(outer: Fields, hidden: number): Omit<Towers, 'audio'> {
  const original = qwenVisual(outer, hidden);
  if (original > 0) return { vision: counted(original), approximations: [] };
  const row = own(ROWS, outer.type);
  const type = row ? own(VISION_TYPES, outer.type) : undefined;
  const vision = child(outer, 'vision_config', type && !own(TOWERS, typeSaid(outer)) ? type : undefined);
  const name = outer.type.slice(0, 40);
  if (!vision) {
    const hasImages = ['img_processor', 'embd_layer', 'mm_vision_tower'].some((field) => outer.has(field));
    return { approximations: hasImages ? [`the vision tower of "${name}" is not counted`] : [] };
  }
  if (row) return { vision: row({ outer, vision, hidden }), approximations: [] };
  return {
    ...generic(outer, vision, hidden),
    approximations: [`the vision tower of "${name}" is counted as a plain one`],
  };
}

function typeSaid(outer: Fields): string {
  return child(outer, 'vision_config')?.type ?? '';
}

/** Layers of a plain transformer and a two-layer projector, where the sizes are there; nothing otherwise. */
function generic(outer: Fields, vision: Fields, hidden: number): { readonly vision?: VisionFacts } {
  const width = wholeOr(vision, 'hidden_size') || wholeOr(vision, 'vt_hidden_size');
  const layers =
    wholeOr(vision, 'num_hidden_layers') || wholeOr(vision, 'depth') || wholeOr(vision, 'vt_num_hidden_layers');
  if (!width || !layers) return {};
  const mlp = wholeOr(vision, 'intermediate_size') || wholeOr(vision, 'vt_intermediate_size') || 4 * width;
  const merge = sizeOr(vision, 'spatial_merge_size') ?? sizeOr(outer, 'scale_factor') ?? 1;
  const merged = width * Math.min(merge, 16) ** 2;
  const layer = 4 * linear(width, width) + 2 * width * mlp;
  return { vision: counted(layers * layer + linear(merged, hidden) + linear(hidden, hidden)) };
}

/** Gemma 3n's, the same in both releases. */
const CONFORMER: AudioFacts = {
  kind: 'conformer',
  hiddenSize: 1536,
  layers: 12,
  heads: 8,
  convKernel: 5,
  convChannels: [128, 32],
  subsampledBins: 32,
  extraVocab: 128,
};
