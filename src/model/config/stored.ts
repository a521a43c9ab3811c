/** What the files hold against what the dimensions make: it corrects a reading that guessed, and doubts one that did not. */
import { architectureOf } from '../architecture.ts';
import type { ModelFacts } from '../../facts/types.ts';
import { formatParameters } from '../../units.ts';
import { doubtOf, MOST_DOUBT } from './doubt.ts';
import type { DecodedModel } from './read.ts';

/** Stored and computed elements that differ by more are both stated. */
const WORTH_SAYING = 0.005;
/** MLP widths are multiples of it. */
const STEP = 8;

interface StoredModel {
  readonly model: ModelFacts;
  /** In a sentence each, what the files hold that the dimensions do not make. */
  readonly notes: readonly string[];
}

/**
 * The model as its files say it is.
 * @param storedElements weights in the files, packed ones unpacked; undefined where nobody knows.
 */
export function withStored(decoded: DecodedModel, storedElements: number | undefined): StoredModel {
  const { model, approximations, exactText } = decoded;
  if (storedElements === undefined) return { model, notes: [] };
  const { total, mtp } = architectureOf(model).parameters;
  const copied = model.tiedEmbeddings ? model.vocabSize * model.hiddenSize : 0;
  const near = (elements: number) => Math.abs(elements / storedElements - 1) <= WORTH_SAYING;
  const both = `The files hold ${formatParameters(storedElements)} parameters, the dimensions make ${formatParameters(total)}`;
  if (near(total)) return { model: confirmed(model), notes: [] };
  if (mtp > 0 && near(total + mtp))
    return { model, notes: [`${both}: multi-token prediction is stored, and not trained.`] };
  if (copied > 0 && near(total + copied)) {
    return { model: confirmed(model), notes: [`${both}: the tied output matrix is stored twice.`] };
  }
  const { unloaded } = model;
  if (unloaded && near(total + unloaded.elements)) {
    return {
      model: confirmed(model),
      notes: [`${both}: its ${unloaded.label} are stored, and no trainer loads them.`],
    };
  }
  const gap = Math.abs(Math.log(storedElements / total));
  if (approximations.length === 0) {
    const doubted = { ...model, uncertainty: Math.min(MOST_DOUBT, gap) };
    return { model: doubted, notes: [`${both}; the estimate follows the dimensions, and its range is wider for it.`] };
  }
  const right = exactText ? completed(model, storedElements) : fitted(model, storedElements);
  const corrected = { ...right, uncertainty: Math.min(MOST_DOUBT, doubtOf() + gap) };
  return { model: corrected, notes: [`${both}; the estimate follows the files, and its range is wider for it.`] };
}

/** A guess whose count is right is no worse than an ordinary one. */
function confirmed(model: ModelFacts): ModelFacts {
  return model.uncertainty === undefined ? model : { ...model, uncertainty: Math.min(model.uncertainty, doubtOf()) };
}

/** Widths of its experts or MLPs make up the difference, where they can. */
function fitted(model: ModelFacts, elements: number): ModelFacts {
  const totalOf = (some: ModelFacts) => architectureOf(some).parameters.total;
  const total = totalOf(model);
  const perStep = totalOf(widened(model, STEP)) - total;
  const steps = perStep > 0 ? Math.floor((elements - total) / perStep) : 0;
  const narrowest = Math.min(model.moe?.expertIntermediate ?? Infinity, model.intermediateSize ?? Infinity);
  const close = narrowest + STEP * steps >= STEP ? widened(model, STEP * steps) : model;
  return completed(close, elements);
}

/** What is missing belongs to nothing in particular: a tower, tables. */
function completed(model: ModelFacts, elements: number): ModelFacts {
  const missing = elements - architectureOf(model).parameters.total;
  return { ...model, otherElements: (model.otherElements ?? 0) + missing };
}

function widened(model: ModelFacts, by: number): ModelFacts {
  const { moe, intermediateSize } = model;
  if (moe) return { ...model, moe: { ...moe, expertIntermediate: moe.expertIntermediate + by } };
  return intermediateSize === undefined ? model : { ...model, intermediateSize: intermediateSize + by };
}
