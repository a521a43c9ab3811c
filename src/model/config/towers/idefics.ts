/** Idefics 3 and SmolVLM: a SigLIP, and one matrix over patches put together. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { size, sizeOr } from '../fields.ts';
import { plainTower } from './elements.ts';
import { counted, type Sight, type TowerReaders } from './reader.ts';

function read({ outer, vision, hidden }: Sight) {
  const joined = (sizeOr(outer, 'scale_factor') ?? 2) ** 2;
  return counted(plainTower(vision) + size(vision, 'hidden_size') * joined * hidden);
}

export const IDEFICS = {
  idefics3: { visionType: 'idefics3_vision', read },
  smolvlm: { visionType: 'smolvlm_vision', read },
} satisfies TowerReaders;
