/** The kinds of vision tower, a file each. */
import { clip, type ClipFacts } from './towers/clip.ts';
import { counted, type CountedFacts } from './towers/counted.ts';
import { gemma3n, type Gemma3nFacts } from './towers/gemma3n.ts';
import { gemma4, type Gemma4Facts } from './towers/gemma4.ts';
import { gemma4Unified, type Gemma4UnifiedFacts } from './towers/gemma4-unified.ts';
import { llama4, type Llama4Facts } from './towers/llama4.ts';
import { mllama, type MllamaFacts } from './towers/mllama.ts';
import { pixtral, type PixtralFacts } from './towers/pixtral.ts';
import { qwen2Vl, type Qwen2VlFacts } from './towers/qwen2-vl.ts';
import { qwen25Vl, type Qwen25VlFacts } from './towers/qwen2.5-vl.ts';
import { qwen3Vl, type Qwen3VlFacts } from './towers/qwen3-vl.ts';
import type { TowerRow } from './towers/row.ts';
import { siglip, type SiglipFacts } from './towers/siglip.ts';

export { audioTower, type AudioFacts } from './towers/audio.ts';
export type { BlockFacts, ImageSize, Sight } from './towers/row.ts';

/** A vision tower with its projector; `kind` picks its row. */
export type VisionFacts =
  | MllamaFacts
  | Llama4Facts
  | Qwen2VlFacts
  | Qwen25VlFacts
  | Qwen3VlFacts
  | SiglipFacts
  | ClipFacts
  | PixtralFacts
  | Gemma4Facts
  | Gemma4UnifiedFacts
  | Gemma3nFacts
  | CountedFacts;

const TOWERS = {
  mllama,
  llama4,
  'qwen2-vl': qwen2Vl,
  'qwen2.5-vl': qwen25Vl,
  'qwen3-vl': qwen3Vl,
  siglip,
  clip,
  pixtral,
  gemma4,
  'gemma4-unified': gemma4Unified,
  gemma3n,
  counted,
} as const satisfies { [Kind in VisionFacts['kind']]: TowerRow<Extract<VisionFacts, { kind: Kind }>> };

/** The row of a tower's kind. */
export function visionTower({ kind }: VisionFacts): TowerRow<VisionFacts> {
  return TOWERS[kind];
}
