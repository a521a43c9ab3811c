/** Where public price catalogues lie, one row each, with the traps of each as columns of its row. */
import type { ProviderId } from '../../facts/prices.ts';

export interface CatalogueSource {
  readonly provider: ProviderId;
  /** How the file is read: `skypilot` one CSV, `gpuhunt` a zipped one behind a version file. */
  readonly format: 'skypilot' | 'gpuhunt';
  /** Path below the format's address. */
  readonly path: string;
  /** What short names mean here; a name of several cards that is missing here is passed by. */
  readonly means?: Readonly<Record<string, string>>;
}

/** SkyPilot's own accelerator names: the larger card carries its memory in the name. */
const SKYPILOT_NAMES = { A100: 'A100 40GB', V100: 'V100 16GB', GH200: 'GH200 96GB' } as const;
/** Vast gives cards of 40 and 80 GB the same name, A100, so that name says nothing there. */
const VAST_NAMES = { V100: 'V100 16GB' } as const;

/**
 * One source a provider. Google's A2 and A3 machines are priced without their GPUs in SkyPilot's file, so its rows come
 * from gpuhunt.
 */
export const SOURCES: readonly CatalogueSource[] = [
  { provider: 'aws', format: 'gpuhunt', path: 'aws' },
  { provider: 'azure', format: 'gpuhunt', path: 'azure' },
  { provider: 'gcp', format: 'gpuhunt', path: 'gcp' },
  { provider: 'lambda', format: 'gpuhunt', path: 'lambdalabs' },
  { provider: 'nebius', format: 'gpuhunt', path: 'nebius' },
  { provider: 'oci', format: 'gpuhunt', path: 'oci' },
  { provider: 'runpod', format: 'gpuhunt', path: 'runpod' },
  { provider: 'verda', format: 'gpuhunt', path: 'verda' },
  { provider: 'vast', format: 'skypilot', path: 'vast/vms.csv', means: VAST_NAMES },
  { provider: 'hyperstack', format: 'skypilot', path: 'hyperstack/vms.csv', means: SKYPILOT_NAMES },
  { provider: 'jarvislabs', format: 'skypilot', path: 'jarvislabs/vms.csv', means: SKYPILOT_NAMES },
];

/** Addresses below which the catalogues lie; the later ones are mirrors. */
export interface Addresses {
  readonly skypilot: readonly string[];
  readonly gpuhunt: readonly string[];
}

export const ADDRESSES: Addresses = {
  skypilot: [
    'https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/',
    'https://skypilot-catalog.s3.us-east-1.amazonaws.com/catalogs/v8/',
  ],
  gpuhunt: ['https://dstack-gpu-pricing.s3.eu-west-1.amazonaws.com/v3/'],
};
