/** What rented GPUs cost. */

/** Of the market: hosts of strangers, GPU clouds, the large general clouds, the operator's own. */
export type PriceSegment = 'marketplace' | 'specialist' | 'hyperscale' | 'own';

/** Where a price comes from, the most trusted first. */
export type PriceTrust =
  'operator' | 'catalogue' | 'vendor-docs' | 'marketplace' | 'aggregator' | 'hand-kept' | 'fixture' | 'third-party';

/** What one GPU of a rented machine costs for an hour. */
export interface Price {
  /** Id of a provider we know, or a name that the operator gave. */
  readonly provider: string;
  /** Readable. */
  readonly providerLabel: string;
  readonly segment: PriceSegment;
  /** Id of the device. */
  readonly gpu: string;
  /** GPUs of the machine, which is rented whole. */
  readonly gpuCount: number;
  /** Any larger number of GPUs can be had at this price each. */
  readonly anyCount: boolean;
  readonly instance: string | null;
  readonly region: string | null;
  /** May be taken away at any time. */
  readonly spot: boolean;
  readonly usdPerGpuHour: number;
  /** `2026-07-20`, `2026-07`, or `2026` where the source says no more. */
  readonly date: string;
  readonly trust: PriceTrust;
  readonly source: { readonly title: string; readonly url?: string };
}

/** Prices of rented GPUs as they are known now. */
export interface Prices {
  /** From memory; the same rows until a refresh has replaced them all. */
  current(): readonly Price[];
}
