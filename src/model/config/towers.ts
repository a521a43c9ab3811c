/**
 * Vision and audio towers with their projectors. Source of each: huggingface/transformers
 * src/transformers/models/<type>/modeling_<type>.py. A tower without a row is counted as a plain transformer, and said so.
 */
import type { AudioFacts, VisionFacts } from '../../facts/towers.ts';
import type { UnloadedFacts } from '../../facts/types.ts';
import { child, own, sizeOr, wholeOr, type Fields } from './fields.ts';
import { plainAudio, uncounted } from './audio.ts';
import { linear, TOWERS } from './towers/elements.ts';
import { GEMMA } from './towers/gemma.ts';
import { GEMMA_3N } from './towers/gemma3n.ts';
import { GLM } from './towers/glm.ts';
import { IDEFICS } from './towers/idefics.ts';
import { INTERNVL } from './towers/internvl.ts';
import { LLAMA } from './towers/llama.ts';
import { LLAVA } from './towers/llava.ts';
import { MISTRAL } from './towers/mistral.ts';
import { DEEPSEEK } from './towers/deepseek.ts';
import { OMNI } from './towers/omni.ts';
import { PHI_4 } from './towers/phi.ts';
import { QWEN, qwenVisual } from './towers/qwen.ts';
import { counted, type SharedTowers, type TowerReaders } from './towers/reader.ts';

export interface Towers {
  readonly vision?: VisionFacts;
  readonly audio?: AudioFacts;
  readonly unloaded?: UnloadedFacts;
  readonly approximations: readonly string[];
}

const SHARED: Readonly<Record<string, SharedTowers>> = { gemma3n: GEMMA_3N, phi4mm: PHI_4, phi4_multimodal: PHI_4 };

/** By the type of the whole file. */
const READERS: TowerReaders = {
  ...LLAVA,
  ...GEMMA,
  ...MISTRAL,
  ...QWEN,
  ...INTERNVL,
  ...IDEFICS,
  ...LLAMA,
  ...GLM,
  ...DEEPSEEK,
  ...OMNI,
};

/** Whether a file that keeps its text model's sizes at its top has towers all the same. */
export function hasTowers(outer: Fields): boolean {
  return outer.has('visual') || own(SHARED, outer.type) !== undefined;
}

/**
 * @param whole the file; its towers may lie in a part of it, beside the text model (`thinker_config`).
 * @throws UserError where a tower says its sizes wrongly.
 */
export function towersOf(whole: Fields, hidden: number): Towers {
  const outer = child(whole, 'thinker_config') ?? whole;
  const shared = own(SHARED, outer.type);
  if (shared) return { ...shared, approximations: [] };
  const heard = audioOf(outer, hidden);
  const seen = visionOf(outer, hidden);
  const unloaded = own(READERS, outer.type)?.unloaded?.(whole);
  return {
    ...seen,
    ...heard,
    ...(unloaded ? { unloaded } : {}),
    approximations: [...heard.approximations, ...seen.approximations, ...uncounted(whole)],
  };
}

function audioOf(outer: Fields, hidden: number): Omit<Towers, 'vision'> {
  const sound = child(outer, 'audio_config');
  if (!sound) return { approximations: [] };
  const row = own(READERS, outer.type)?.audio;
  if (row) return { audio: { kind: 'counted', parameters: row(sound, hidden) }, approximations: [] };
  const audio = plainAudio(sound, hidden);
  const how = audio ? 'counted as a plain one' : 'not counted';
  return { ...(audio ? { audio } : {}), approximations: [`the audio tower of "${outer.type.slice(0, 40)}" is ${how}`] };
}

function visionOf(outer: Fields, hidden: number): Omit<Towers, 'audio'> {
  const original = qwenVisual(outer, hidden);
  if (original > 0) return { vision: counted(original), approximations: [] };
  const row = own(READERS, outer.type);
  const type = own(TOWERS, typeSaid(outer)) ? undefined : row?.visionType;
  const vision = child(outer, 'vision_config', type);
  const name = outer.type.slice(0, 40);
  if (!vision) {
    const hasImages = ['img_processor', 'embd_layer', 'mm_vision_tower'].some((field) => outer.has(field));
    return { approximations: hasImages ? [`the vision tower of "${name}" is not counted`] : [] };
  }
  if (row) return { vision: row.read({ outer, vision, hidden }), approximations: [] };
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
