/** LLaVA: two linears behind a CLIP or SigLIP. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, list, size } from '../fields.ts';
import { linear, siglipHead, towerOf } from './elements.ts';
import { counted, type Sight, type TowerReaders } from './reader.ts';

/** Two linears, as LLaVA joins its towers; the number of layers it reads may be several. */
function llava({ outer, vision, hidden }: Sight): number {
  const width = size(vision, 'hidden_size');
  const read = list(outer, 'vision_feature_layer').length || 1;
  const bias = flag(outer, 'multimodal_projector_bias', true);
  return towerOf(vision) + linear(width * read, hidden, bias) + linear(hidden, hidden, bias);
}

export const LLAVA = {
  llava: { visionType: 'clip_vision_model', read: (sight) => counted(llava(sight)) },
  llava_next: { visionType: 'clip_vision_model', read: (sight) => counted(llava(sight) + sight.hidden) },
  llava_onevision: { read: (sight) => counted(llava(sight) - siglipHead(sight.vision) + sight.hidden) },
} satisfies TowerReaders;
