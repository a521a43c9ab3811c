import { describe, expect, it } from 'vitest';
import { architectureOf } from '../../../src/model/architecture.ts';
import { MODELS } from '../../../src/facts/models/index.ts';
import { POPULARITY } from '../../../src/facts/models/popularity.ts';
import { BUILT, RECALLED } from '../../../src/facts/models/sources.ts';
import type { ModelFacts, PublishedCount } from '../../../src/facts/types.ts';

/** Rows whose published count nobody has explained to the last unit yet. */
const UNEXPLAINED: Readonly<Record<string, number>> = { 'moonshotai/Kimi-K2-Instruct': 3416 };

const counted = MODELS.flatMap((model) => (model.published ? [[model.id, model, model.published] as const] : []));

/** What the files hold, in the scope that a published count has. */
function stored(model: ModelFacts, published: PublishedCount): number {
  const { parameters } = architectureOf(model);
  const scope = published.scope ?? 'text';
  const towers = scope.startsWith('all') ? 0 : parameters.vision + parameters.audio;
  const mtp = scope.endsWith('+mtp') ? parameters.mtp : 0;
  const copy = scope.endsWith('+head_copy') ? model.vocabSize * model.hiddenSize : 0;
  return parameters.total - towers + mtp + copy + (published.nonParameterElements ?? 0);
}

describe('published counts', () => {
  it.each(counted)('%s', (id, model, published) => {
    const computed = stored(model, published);
    if (published.precision === 'rounded') expect(Math.abs(computed / published.total - 1)).toBeLessThan(0.01);
    else expect(published.total - computed).toBe(UNEXPLAINED[id] ?? 0);
  });

  it('cover the whole catalogue, all to the last unit', () => {
    const rounded = counted.filter(([, , published]) => published.precision === 'rounded');
    expect(MODELS.length).toBeGreaterThanOrEqual(476);
    expect(counted.length).toBe(MODELS.length);
    expect(rounded).toEqual([]);
  });
});

describe('rows', () => {
  it('have an id of their own, and a source', () => {
    expect(new Set(MODELS.map((model) => model.id.toLowerCase())).size).toBe(MODELS.length);
    expect(new Set(MODELS.map((model) => model.name)).size).toBe(MODELS.length);
    expect(MODELS.filter((model) => model.sources.length === 0)).toEqual([]);
  });

  it('are from memory only where no count was published, and never more of them', () => {
    const recalled = MODELS.filter(({ sources }) => sources.includes(RECALLED));
    expect(recalled.filter(({ published }) => published?.from !== BUILT)).toEqual([]);
    expect(recalled.length).toBeLessThanOrEqual(29);
  });

  it('share no alias and no other id', () => {
    const names = MODELS.flatMap((model) => [...model.aliases, ...model.also]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are in the list of popularity once or not at all', () => {
    const ids = new Set<string>(MODELS.map(({ id }) => id));
    expect(POPULARITY.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(POPULARITY).size).toBe(POPULARITY.length);
  });
});
