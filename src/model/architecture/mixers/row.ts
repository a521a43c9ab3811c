/** The shape of a kind of mixer. */
import type { AttentionGroup, ModelFacts } from '../../../facts/types.ts';
import type { Part, Run } from '../parts.ts';
import type { AttentionMixer, Mixer } from '../types.ts';

/** A kind of layer that is no softmax attention. */
export interface MixerRow {
  /** How many of the model's layers are of this kind. */
  readonly layers: (model: ModelFacts) => number;
  /** One of them; asked only where there are some. */
  readonly part: (model: ModelFacts) => Part<Mixer>;
}

/** A kind of softmax attention; a model has one of them. */
export interface AttentionRow {
  readonly has: (model: ModelFacts) => boolean;
  /** The layers of these groups. */
  readonly runs: (model: ModelFacts, groups: readonly AttentionGroup[]) => readonly Run<AttentionMixer>[];
}
