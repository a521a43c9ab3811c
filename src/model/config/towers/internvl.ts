/** InternVL: a pixel shuffle, and two linears behind a norm. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, size, type Fields } from '../fields.ts';
import { internvlTower, linear, plainTower } from './elements.ts';
import { counted, type Sight, type TowerReaders } from './reader.ts';

/** A norm and two linears, behind patches put together. */
function projector({ outer, vision, hidden }: Sight): number {
  const ratio = outer.get('downsample_ratio');
  const joined = Math.round(1 / (typeof ratio === 'number' && ratio > 0.01 ? ratio : 0.5)) ** 2;
  const merged = size(vision, 'hidden_size') * joined;
  return 2 * merged + linear(merged, hidden) + linear(hidden, hidden);
}

/** Class token, its position and two scales a layer; no norm at the end. */
function chatTower(vision: Fields): number {
  const perLayer = size(vision, 'num_hidden_layers') * size(vision, 'hidden_size');
  return plainTower(vision) + 2 * perLayer + (flag(vision, 'qkv_bias', true) ? 0 : -3 * perLayer);
}

export const INTERNVL = {
  internvl: {
    visionType: 'internvl_vision',
    read: (sight) => counted(internvlTower(sight.vision) + projector(sight)),
  },
  internvl_chat: { read: (sight) => counted(chatTower(sight.vision) + projector(sight)) },
} satisfies TowerReaders;
