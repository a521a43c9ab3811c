/** How an answer about a card speaks of sizes, and of weights that wait in host memory. */
import { METHODS, type MethodId, type PlanFit, type SizeClass, type Trainable } from '../../src/index.ts';

/** The largest that fits, of models that people fine-tune where there are any. */
export function largestText(method: MethodId, classes: readonly SizeClass[]): string {
  const { label } = METHODS[method];
  const top = (allowed: (fit: PlanFit) => boolean) =>
    classes.map(({ models }) => models[0]).find((one) => one !== undefined && allowed(one.fit));
  const fits = top(({ verdict }) => verdict === 'fits') ?? classes[0]?.models[0];
  if (fits === undefined) return `${label}: none`;
  // Weights in host memory carry nearly anything, slowly: what the cards hold themselves comes first.
  const own = top(({ verdict, plan }) => verdict === 'fits' && !plan.chosen.sharding.shardsOnHost);
  if (!fits.fit.plan.chosen.sharding.shardsOnHost || own === undefined) return `${label} to ${nameOf(fits)}`;
  return `${label} to ${nameOf(own)}, with weights in host memory to ${nameOf(fits)}`;
}

export function nameOf({ model, fit }: Trainable): string {
  return `${model.name}${fit.verdict === 'tight' ? ' (tight)' : ''}`;
}

/** Follows what was assumed, where there are several cards. */
export const SEVERAL_CARDS =
  ' On several cards each takes the simplest sharding that fits: a whole copy on each (ddp), full shards (fsdp), and weights in host memory (fsdp-offload), which is slow.';

/** Classes that rest on host memory and are shown before those that the cards hold themselves. */
const MOST_ON_HOST = 2;

export function shownClasses(classes: readonly SizeClass[], most: number): readonly SizeClass[] {
  const onHost = classes.filter(({ models }) => models[0]?.fit.plan.chosen.sharding.shardsOnHost);
  const own = classes.filter((one) => !onHost.includes(one));
  const first = own.length === 0 ? onHost.slice(0, most) : onHost.slice(0, MOST_ON_HOST);
  return [...first, ...own.slice(0, most - first.length)];
}
