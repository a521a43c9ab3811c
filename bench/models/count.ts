/** Counts the parameters of one configuration against its published count. */
import { architectureOf, parseConfig, readConfig, UserError, type ModelFacts } from '../../src/index.ts';

export interface Counted {
  readonly name: string;
  /** In the scope that comes nearest to the published one; undefined when the configuration could not be read. */
  readonly computed?: number;
  readonly published?: number;
  /** Computed over published, less 1. */
  readonly relative?: number;
  /** What is approximated, and what the published count holds beside the model. */
  readonly remark: string;
  /** The sentence for a configuration that could not be read. */
  readonly failure?: string;
  /** The reader broke, instead of refusing with a sentence. */
  readonly crashed: boolean;
}

/** @param text of a file `{ "config": {…}, "publishedParameters": n }`. Never throws. */
export function countModel(name: string, text: string): Counted {
  try {
    const file = parseConfig(text) as { readonly config?: unknown; readonly publishedParameters?: unknown };
    const { model, approximations } = readConfig(file.config, { id: name, name, source: `${name}.json` });
    const published = typeof file.publishedParameters === 'number' ? file.publishedParameters : undefined;
    const { total } = architectureOf(model).parameters;
    if (published === undefined) return { name, computed: total, remark: approximations.join('; '), crashed: false };
    const scope = nearestScope(model, published);
    const relative = scope.elements / published - 1;
    const remark = [...approximations, scope.words].filter(Boolean).join('; ');
    return { name, computed: scope.elements, published, relative, remark, crashed: false };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { name, remark: '', failure, crashed: !(error instanceof UserError) };
  }
}

interface Scope {
  readonly elements: number;
  readonly words: string;
}

/**
 * Published totals are of files, and files may hold more than the model that is trained: blocks of multi-token
 * prediction, a second copy of a tied matrix; or less: only the text part was counted. Said whenever it is not the
 * whole model that matches.
 */
function nearestScope(model: ModelFacts, published: number): Scope {
  const { total, mtp, vision, audio } = architectureOf(model).parameters;
  const copy = model.tiedEmbeddings ? model.vocabSize * model.hiddenSize : 0;
  const towers = vision + audio;
  const scopes: readonly Scope[] = [
    { elements: total, words: '' },
    ...(mtp > 0 ? [{ elements: total + mtp, words: 'with its multi-token prediction' }] : []),
    ...(copy > 0 ? [{ elements: total + copy, words: 'with the tied matrix stored twice' }] : []),
    ...(towers > 0 ? [{ elements: total - towers, words: 'text part alone' }] : []),
  ];
  const distance = ({ elements }: Scope) => Math.abs(elements / published - 1);
  return scopes.reduce((best, scope) => (distance(scope) < distance(best) ? scope : best));
}
