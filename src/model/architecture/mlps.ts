/** The MLPs of a model in layer order, each kind of a file of its own. */
import type { ModelFacts } from '../../facts/types.ts';
import { densePart } from './mlps/dense.ts';
import { moePart } from './mlps/experts.ts';
import type { MlpRun, Part } from './parts.ts';
import type { Mlp } from './types.ts';

const NO_MLP: Part<Mlp> = { kind: { kind: 'none' }, linears: [], other: 0 };

/** What the symbols of a layer pattern are; the others are of layers without an MLP (`layerPattern`). */
const SYMBOLS: Readonly<Record<string, (model: ModelFacts) => Part<Mlp>>> = {
  '-': (model) => densePart(model, model.intermediateSize),
  E: (model) => (model.moe ? moePart(model, model.moe) : NO_MLP),
};

/** The model's MLPs in layer order: dense layers before those with experts. */
export function mlpRuns(model: ModelFacts): readonly MlpRun[] {
  const { moe } = model;
  if (model.layerPattern !== undefined) {
    return [...model.layerPattern].map((symbol) => ({ count: 1, part: SYMBOLS[symbol]?.(model) ?? NO_MLP }));
  }
  if (model.mlpGroups) {
    return model.mlpGroups.map((group) => ({ count: group.layers, part: densePart(model, group.intermediateSize) }));
  }
  if (!moe) return [{ count: model.layers, part: densePart(model, model.intermediateSize) }];
  const dense = model.layers - moe.moeLayers;
  const experts: MlpRun = { count: moe.moeLayers, part: moePart(model, moe) };
  if (dense === 0) return [experts];
  return [{ count: dense, part: densePart(model, moe.denseIntermediate ?? model.intermediateSize) }, experts];
}
