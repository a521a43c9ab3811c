/** The token mixers of a model in layer order, each kind of a file of its own. */
import type { AttentionGroup, ModelFacts } from '../../facts/types.ts';
import { attention } from './mixers/attention.ts';
import { deltanet } from './mixers/deltanet.ts';
import { latent } from './mixers/latent.ts';
import { lightning } from './mixers/lightning.ts';
import { mamba } from './mixers/mamba.ts';
import type { AttentionRow, MixerRow } from './mixers/row.ts';
import { shortConv } from './mixers/short-conv.ts';
import type { MixerRun, Part } from './parts.ts';
import type { Mixer } from './types.ts';

const ATTENTIONS = [attention, latent] as const satisfies readonly AttentionRow[];
/** Layers that are not softmax attention; a model has one kind of them. */
const OTHERS = [deltanet, lightning, mamba, shortConv] as const satisfies readonly MixerRow[];

const NO_MIXER: Part<Mixer> = { kind: { kind: 'none' }, linears: [], other: 0 };

/** What the symbols of a layer pattern mix; the others are of layers without a mixer (`layerPattern`). */
const SYMBOLS: Readonly<Record<string, (model: ModelFacts) => Part<Mixer>>> = {
  M: (model) => (model.mamba ? mamba.part(model) : NO_MIXER),
  '*': (model) => attention.runs(model, [fullGroup(model, 1)])[0]!.part,
};

/** The model's mixers in layer order; where a source gives only counts, the more frequent kind comes first. */
export function mixerRuns(model: ModelFacts): readonly MixerRun[] {
  const { layerPattern } = model;
  if (layerPattern !== undefined) {
    return [...layerPattern].map((symbol) => ({ count: 1, part: SYMBOLS[symbol]?.(model) ?? NO_MIXER }));
  }
  const others = OTHERS.flatMap(({ layers, part }) => {
    const count = layers(model);
    return count > 0 ? [{ count, part: part(model) }] : [];
  });
  const rest = others.reduce((left, { count }) => left - count, model.layers);
  return [...others, ...attentionRuns(model, rest)];
}

function attentionRuns(model: ModelFacts, layers: number): readonly MixerRun[] {
  const kind = ATTENTIONS.find(({ has }) => has(model)) ?? attention;
  return kind.runs(model, attentionGroups(model, layers));
}

function attentionGroups(model: ModelFacts, layers: number): readonly AttentionGroup[] {
  if (model.attentionGroups) return model.attentionGroups;
  const sliding = Math.min(model.slidingWindow?.layers ?? 0, layers);
  const groups: AttentionGroup[] = [
    { ...fullGroup(model, sliding), kind: 'sliding' },
    fullGroup(model, layers - sliding),
  ];
  return groups.filter((group) => group.layers > 0);
}

function fullGroup(model: ModelFacts, layers: number): AttentionGroup {
  return { layers, kind: 'full', heads: model.heads, kvHeads: model.kvHeads, headDim: model.headDim };
}
