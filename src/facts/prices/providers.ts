/** Who rents out GPUs, and in which segment of the market: prices of different segments are never averaged. */

import type { PriceSegment, PriceTrust } from '../../ports.ts';

/** How far to trust a price, most trusted first. */
export const TRUSTS = {
  operator: { label: 'the operator of this bot' },
  catalogue: { label: 'machine-collected catalogue' },
  'vendor-docs': { label: "the vendor's documents" },
  marketplace: { label: 'marketplace offer, changes by the minute' },
  aggregator: { label: 'listed by a reseller' },
  'hand-kept': { label: 'hand-kept table' },
  fixture: { label: 'recorded for a test' },
  'third-party': { label: 'quoted by a third party' },
} as const satisfies Record<PriceTrust, { readonly label: string }>;

export interface ProviderRow {
  readonly label: string;
  readonly segment: PriceSegment;
  /** What catalogues call it. */
  readonly aliases?: readonly string[];
  /** Rented machines come with any number of GPUs, at the price of one each. */
  readonly anyCount?: true;
}

export const SEGMENTS = {
  marketplace: { label: 'marketplace' },
  specialist: { label: 'GPU cloud' },
  hyperscale: { label: 'large cloud' },
  own: { label: 'own' },
} as const satisfies Record<PriceSegment, { readonly label: string }>;

export const PROVIDERS = {
  aws: { label: 'AWS', segment: 'hyperscale' },
  azure: { label: 'Azure', segment: 'hyperscale' },
  coreweave: { label: 'CoreWeave', segment: 'specialist' },
  crusoe: { label: 'Crusoe', segment: 'specialist' },
  cudo: { label: 'Cudo', segment: 'specialist' },
  denvr: { label: 'Denvr', segment: 'specialist' },
  digitalocean: { label: 'DigitalOcean', segment: 'specialist', aliases: ['do'] },
  excesssupply: { label: 'Excess Supply', segment: 'marketplace' },
  fluidstack: { label: 'FluidStack', segment: 'specialist' },
  gcp: { label: 'Google Cloud', segment: 'hyperscale' },
  'huggingface-jobs': { label: 'Hugging Face Jobs', segment: 'specialist' },
  hyperbolic: { label: 'Hyperbolic', segment: 'marketplace' },
  hyperstack: { label: 'Hyperstack', segment: 'specialist' },
  jarvislabs: { label: 'JarvisLabs', segment: 'specialist' },
  lambda: { label: 'Lambda', segment: 'specialist', aliases: ['lambdalabs'] },
  latitude: { label: 'Latitude', segment: 'specialist' },
  massedcompute: { label: 'Massed Compute', segment: 'specialist' },
  nebius: { label: 'Nebius', segment: 'specialist' },
  oblivus: { label: 'Oblivus', segment: 'specialist' },
  oci: { label: 'Oracle Cloud', segment: 'hyperscale' },
  paperspace: { label: 'Paperspace', segment: 'specialist' },
  primecompute: { label: 'Prime Compute', segment: 'marketplace' },
  runpod: { label: 'RunPod', segment: 'specialist', anyCount: true },
  'runpod-serverless': { label: 'RunPod serverless', segment: 'specialist' },
  scaleway: { label: 'Scaleway', segment: 'specialist' },
  vast: { label: 'Vast', segment: 'marketplace', aliases: ['vastai'] },
  verda: { label: 'Verda', segment: 'specialist', aliases: ['datacrunch'] },
  vultr: { label: 'Vultr', segment: 'specialist' },
} as const satisfies Record<string, ProviderRow>;

export type ProviderId = keyof typeof PROVIDERS;

const byAlias = new Map<string, ProviderId>(
  Object.entries<ProviderRow>(PROVIDERS).flatMap(([id, { aliases = [] }]) =>
    [id, ...aliases].map((name) => [name, id as ProviderId] as const),
  ),
);

/** The provider that a catalogue means; undefined for one that is not in the table. */
export function providerNamed(name: string): ProviderId | undefined {
  return byAlias.get(name.trim().toLowerCase());
}
