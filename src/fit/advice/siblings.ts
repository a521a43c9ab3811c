/** Smaller models in place of one that does not fit. */
import { architectureOf } from '../../model/architecture.ts';
import { MODELS } from '../../facts/models/index.ts';
import { byPopularity, popularityOf } from '../../facts/models/popularity.ts';
import type { ModelFacts } from '../../facts/types.ts';

/** Smaller models of the same line and no older a generation, of those that people fine-tune; the largest first. */
export function siblingsOf(model: ModelFacts): readonly ModelFacts[] {
  const size = (one: ModelFacts) => architectureOf(one).parameters.total;
  const [line, generation] = lineOf(model);
  return MODELS.filter(
    (other) => other !== model && popularityOf(other) !== undefined && size(other) < 0.9 * size(model),
  )
    .filter((other) => lineOf(other)[0] === line && lineOf(other)[1] >= generation)
    .filter((other) => (other.vision === undefined) === (model.vision === undefined))
    .toSorted((a, b) => size(b) - size(a) || byPopularity(a, b))
    .slice(0, MOST_SIBLINGS);
}

const MOST_SIBLINGS = 8;

/** A family's name ends in its generation: llama-3.3, qwen2.5. */
function lineOf({ family }: ModelFacts): readonly [string, number] {
  const [, line = family, generation = '0'] = /^(.*?)-?(\d+)(?:\.\d+)?$/.exec(family) ?? [];
  return [line, Number(generation)];
}
