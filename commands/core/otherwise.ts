/** What holds without an option, in words, taken from where it is decided: the estimator, or the option's own value. */
import { fillIn, fillJob, suggestModels } from '../../src/index.ts';
import { written } from '../options/saying.ts';
import type { Asked, Assumed, OptionSpec } from './option.ts';

/** For help, README and forms; undefined where nothing is to be said, as of an option that must be given. */
export function otherwiseText({ otherwise, saying, offering }: OptionSpec<unknown>): string | undefined {
  const text = otherwise?.text;
  if (typeof text === 'string') return text;
  if (text) return text(assumed);
  if (offering?.required) return undefined;
  const value = otherwise?.value;
  if (value === undefined) return saying?.says(assumed());
  return typeof value === 'boolean' || typeof value === 'string' ? written(value) : undefined;
}

/** What the estimator takes of the most fine-tuned model where nothing is said but `changes`. */
export function assumed({ tokens, examples, length, epochs, packing, ...run }: Asked = {}): Assumed {
  const [model] = suggestModels('', 1);
  const { request, objective } = fillIn({ model: model!, ...run }, model!);
  return { ...request, ...fillJob({ tokens, examples, length, epochs, packing }, objective) };
}
