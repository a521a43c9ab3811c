/** The part of a plan that looks: how many images, what of the tower is trained, what its blocks keep. */
import { blockActivations, type BlockActivations } from './blocks/activations.ts';
import type { ActivationSettings } from './blocks/inputs.ts';
import { sightOf, type Sight } from '../model/architecture/sights.ts';
import { towerBlocks, type TowerBlocks } from '../model/architecture/tower-blocks.ts';
import { TOWER_TRAININGS, type TowerTrainingRow } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { adaptedParts, reached, type AdaptedModule } from './lora.ts';
import type { Chosen } from './defaults.ts';

export interface TowerPlan {
  readonly training: TowerTrainingRow;
  /** Per sequence. */
  readonly images: number;
  readonly sight: Sight;
  readonly layers: number;
  readonly width: number;
  /** Bytes of a patch as it comes in. */
  readonly patchBytes: number;
  /** Of one of its blocks; undefined where the tower has none that are known. */
  readonly block: BlockActivations | undefined;
}

/** LoRA weights on the tower's linears; none where nobody looks, or the tower is frozen. */
export function towerModules({ request, method }: Chosen, model: ModelFacts): readonly AdaptedModule[] {
  if (!method.added?.shapes || request.images === null || !TOWER_TRAININGS[request.tower].trains || !model.vision)
    return [];
  const linears = towerBlocks(model.vision)?.linears ?? [];
  const modules = linears.map((one) => ({ ...one, ranks: 1, merged: false, converted: false }));
  return reached(typeof request.targets === 'string' ? [request.targets] : request.targets, modules);
}

/**
 * @param settings those of the text model.
 * @returns null where no image is looked at.
 */
export function towerPlan(
  { request: { images, tower } }: Chosen,
  { vision }: ModelFacts,
  settings: ActivationSettings,
  adapted: readonly AdaptedModule[],
): TowerPlan | null {
  const sight = images && vision && sightOf(vision, images.size);
  if (!sight) return null;
  const blocks = towerBlocks(vision);
  const training = TOWER_TRAININGS[tower];
  return {
    training,
    images: images.count,
    sight,
    layers: blocks?.layers ?? 0,
    width: blocks?.width ?? 0,
    patchBytes: PIXEL_BYTES * (blocks?.patchValues ?? 0),
    block: blocks && blockOf(blocks, settings, training, adapted),
  };
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
