/** The part of a plan that looks: how many images, what of the tower is trained, what its blocks keep. */
import { blockActivations } from './blocks/activations.ts';
import type { BlockActivations } from './blocks/block.ts';
import type { ActivationSettings } from './blocks/inputs.ts';
import { sightOf, type Sight } from '../model/architecture/sights.ts';
import { towerBlocks, type TowerBlocks } from '../model/architecture/tower-blocks.ts';
import { TOWER_TRAININGS, type TowerTrainingRow } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { adaptedParts, reached, type AdaptedModule } from './lora.ts';
import type { Chosen } from './defaults.ts';
import type { Targets } from './request.ts';

export interface TowerPlan {
  readonly training: TowerTrainingRow;
  /** Per sequence. */
  readonly images: number;
  readonly sight: Sight;
  readonly layers: number;
  readonly width: number;
  /** Bytes of a patch as it comes in. */
  readonly patchBytes: number;
  /** LoRA weights on its linears; none where it is frozen. */
  readonly adapted: readonly AdaptedModule[];
  /** Of one of its blocks; undefined where the tower has none that are known. */
  readonly block: BlockActivations | undefined;
}

/**
 * @param settings those of the text model.
 * @returns null where no image is looked at.
 */
export function towerPlan(
  { request: { images, tower, targets }, method: { added } }: Chosen,
  { vision }: ModelFacts,
  settings: ActivationSettings,
): TowerPlan | null {
  const sight = images && vision && sightOf(vision, images.size);
  if (!sight) return null;
  const blocks = towerBlocks(vision);
  const training: TowerTrainingRow = TOWER_TRAININGS[tower];
  const adapted = blocks && added?.shapes && training.trains ? adaptedOf(blocks, targets) : [];
  return {
    training,
    images: images.count,
    sight,
    layers: blocks?.layers ?? 0,
    width: blocks?.width ?? 0,
    patchBytes: PIXEL_BYTES * (blocks?.patchValues ?? 0),
    adapted,
    block: blocks && blockOf(blocks, settings, training, adapted),
  };
}

function adaptedOf({ linears }: TowerBlocks, targets: Targets): readonly AdaptedModule[] {
  const modules = linears.map((one) => ({ ...one, ranks: 1, merged: false, converted: false }));
  return reached(typeof targets === 'string' ? [targets] : targets, modules);
}

/** What a block keeps does not depend on its weights. */
const NO_WEIGHTS = { parameters: 0, linearParameters: 0, fusedExpertParameters: 0 };

/** As a block of the text, but that no fused kernel runs in it. */
function blockOf(
  blocks: TowerBlocks,
  settings: ActivationSettings,
  { trains }: TowerTrainingRow,
  adapted: readonly AdaptedModule[],
): BlockActivations {
  const parts = adaptedParts(adapted);
  const lora = adapted.length === 0 || !settings.lora ? null : settings.lora;
  const block = blockActivations(
    { ...NO_WEIGHTS, count: blocks.layers, parallelBlock: false, ...blocks },
    blocks.width,
    {
      ...settings,
      trainsBase: settings.trainsBase && trains,
      fusedKernels: false,
      compiled: false,
      norm: blocks.norm,
      fusedQkv: blocks.fusedQkv,
      lora: lora && {
        ...lora,
        carriers: parts,
        adapted: lora.adapted.size > 0 ? parts : lora.adapted,
        merged: new Map(),
      },
    },
  );
  const joined = blocks.joinsImages ? settings.computeBytes * blocks.width : 0;
  return { ...block, storedBytes: block.storedBytes + joined };
}

/** Processors hand over fp32 values. */
const PIXEL_BYTES = 4;
