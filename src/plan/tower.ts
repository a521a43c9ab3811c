/** The part of a plan that looks: how many images, what of the tower is trained, what its blocks keep. */
import { blockActivations, type BlockActivations } from './blocks/activations.ts';
import type { ActivationSettings } from './blocks/inputs.ts';
import { sightOf, type ImageSize, type Sight } from '../model/architecture/sights.ts';
import { towerBlocks, type TowerBlocks } from '../model/architecture/tower-blocks.ts';
import { UserError } from '../errors.ts';
import { FRAMEWORKS, type FrameworkRow } from '../facts/frameworks.ts';
import type { AddedRow } from '../facts/added.ts';
import { TOWER_TRAININGS, type TowerTrainingRow } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { adaptedParts, reached, type AdaptedModule } from './lora.ts';
import type { EstimateRequest } from './request.ts';

/** Images of one sequence; without a size they are about a megapixel each, or as large as the tower takes them. */
export interface Images {
  readonly count: number;
  readonly size?: ImageSize;
}

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
export function towerModules(
  request: EstimateRequest,
  model: ModelFacts,
  added: AddedRow | undefined,
): readonly AdaptedModule[] {
  if (!added?.shapes || request.images === null || !TOWER_TRAININGS[request.tower].trains || !model.vision) return [];
  const linears = towerBlocks(model.vision)?.linears ?? [];
  const modules = linears.map((one) => ({ ...one, ranks: 1, merged: false, converted: false }));
  return reached(typeof request.targets === 'string' ? [request.targets] : request.targets, modules);
}

/**
 * @param settings those of the text model.
 * @returns null where no image is looked at.
 * @throws UserError for images that the model cannot see.
 */
export function towerPlan(
  request: EstimateRequest,
  model: ModelFacts,
  settings: ActivationSettings,
  adapted: readonly AdaptedModule[],
): TowerPlan | null {
  const { images } = request;
  if (images === null) return null;
  if (!model.vision) throw unseen(model);
  const framework: FrameworkRow = FRAMEWORKS[request.framework];
  if (framework.blind) throw blind(framework);
  const sight = sightOf(model.vision, images.size);
  if (!sight) throw unknownTower(model);
  const blocks = towerBlocks(model.vision);
  const training = TOWER_TRAININGS[request.tower];
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

/** Positions of the text that its images take. */
export function imageTokens(model: ModelFacts, images: Images | null | undefined): number {
  if (!images || !model.vision) return 0;
  return images.count * (sightOf(model.vision, images.size)?.tokens ?? 0);
}

function unseen({ name }: ModelFacts): UserError {
  return new UserError(
    'unsupported-combination',
    `${name} sees no images: it has no vision tower.`,
    'Leave images out, or take a vision-language model: qwen3 vl 8b, gemma 3 12b.',
  );
}

function blind({ label }: FrameworkRow): UserError {
  return new UserError(
    'unsupported-combination',
    `${label} trains on text alone.`,
    'Leave images out, or use another framework: framework:trl.',
  );
}

function unknownTower({ name }: ModelFacts): UserError {
  return new UserError(
    'unsupported-combination',
    `How many tokens ${name} makes of an image is not known.`,
    'Leave images out, and count its image tokens in seq.',
  );
}
