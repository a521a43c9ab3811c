/** From names to models: the one that is trained, with the head that its objective gives it, and the teacher's. */
import { OBJECTIVES, type ObjectiveRow } from '../facts/objectives.ts';
import type { ModelFacts } from '../facts/types.ts';
import { resolveModel } from '../model/lookup.ts';
import { USUAL } from './defaults.ts';
import type { RequestInput } from './request.ts';

export interface Models {
  readonly model: ModelFacts;
  /** Null where none is named. */
  readonly teacher: ModelFacts | null;
}

/** @throws UserError for a model that nobody knows. */
export function resolveModels({ model, teacher, objective = USUAL.objective }: RequestInput): Models {
  return {
    model: withHeadOf(factsOf(model), OBJECTIVES[objective]),
    teacher: teacher == null ? null : factsOf(teacher),
  };
}

function factsOf(model: string | ModelFacts): ModelFacts {
  return typeof model === 'string' ? resolveModel(model).model : model;
}

const headless = new WeakMap<ModelFacts, ModelFacts>();

/** The model with what the objective puts on its last block: without a vocabulary there is no head of its own. */
function withHeadOf(model: ModelFacts, { head }: ObjectiveRow): ModelFacts {
  if (head === 'vocabulary' || model.tiedEmbeddings) return model;
  const known = headless.get(model);
  if (known) return known;
  const made: ModelFacts = { ...model, tiedEmbeddings: true, headBias: false };
  headless.set(model, made);
  return made;
}
