/** The shape of a reader of towers: from a multimodal file to a tower with its projector. */
import type { AudioFacts, VisionFacts } from '../../../facts/towers.ts';
import type { UnloadedFacts } from '../../../facts/types.ts';
import { size, sizeOr, type Fields } from '../fields.ts';

/** What a reader has before it: the whole file, its vision part, the width of the text model. */
export interface Sight {
  readonly outer: Fields;
  readonly vision: Fields;
  readonly hidden: number;
}

interface TowerReader {
  /** The vision part's own type where the file does not say it. */
  readonly visionType?: string;
  /** @throws UserError where a tower says its sizes wrongly. */
  readonly read: (sight: Sight) => VisionFacts;
  /** Elements of its audio tower with the projector, where that is not a plain one. */
  readonly audio?: (audio: Fields, hidden: number) => number;
  /** What the files hold beside, and no trainer loads; from the whole file. */
  readonly unloaded?: (outer: Fields) => UnloadedFacts | undefined;
}

/** Towers that all releases of a type share, whatever their files say. */
export interface SharedTowers {
  readonly vision: VisionFacts;
  readonly audio?: AudioFacts;
}

/** By the type of the whole file. */
export type TowerReaders = Readonly<Record<string, TowerReader>>;

export function counted(parameters: number): VisionFacts {
  return { kind: 'counted', parameters };
}

/** Sizes that nearly every tower has. */
export function common(vision: Fields) {
  return {
    hiddenSize: size(vision, 'hidden_size'),
    patchSize: size(vision, 'patch_size'),
    heads: sizeOr(vision, 'num_attention_heads') ?? 16,
    layers: sizeOr(vision, 'num_hidden_layers') ?? sizeOr(vision, 'depth') ?? 0,
    intermediateSize: sizeOr(vision, 'intermediate_size') ?? 0,
  };
}
