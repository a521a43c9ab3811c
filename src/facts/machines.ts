/** Machines by name: places, boards, and every instance type that the price snapshot has. */
import { hostOf } from './machines/hosts.ts';
import { PLACES } from './machines/places.ts';
import type { Machine } from './machines/row.ts';
import type { ProviderId } from './prices/providers.ts';
import { SNAPSHOT } from './prices/snapshot.ts';

export { notEstimated, PLACES } from './machines/places.ts';
export type { Machine } from './machines/row.ts';

/** Providers whose catalogue names types of machines, with what else people write; the others repeat the card's name. */
const SPELLINGS: Partial<Readonly<Record<ProviderId, (instance: string) => readonly string[]>>> = {
  // SageMaker and Vertex AI rent the same types.
  aws: (instance) => [instance, `ml.${instance}`],
  gcp: (instance) => [instance],
  azure: (instance) => [instance, instance.replace('Standard_', '')],
  lambda: (instance) => [instance],
  nebius: (instance) => [instance],
  oci: (instance) => [instance],
  hyperstack: (instance) => [instance],
  verda: (instance) => [instance],
  digitalocean: (instance) => [instance],
  vultr: (instance) => [instance],
  latitude: (instance) => [instance],
  'huggingface-jobs': (instance) => [instance],
};

/** Every type that the snapshot has a price of. */
export const RENTED: readonly Machine[] = SNAPSHOT.flatMap(([provider, gpu, count, instance]) => {
  const spelt = instance === null ? undefined : SPELLINGS[provider]?.(instance);
  if (instance === null || spelt === undefined) return [];
  const host = hostOf(instance);
  return [{ names: spelt, gpu, count, ...(host && { host }) }];
});

export const MACHINES: readonly Machine[] = [...PLACES, ...RENTED];
