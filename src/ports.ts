/**
 * The small interfaces of the services. Commands and adapters know these, never an implementation; `adapters/main.ts`
 * makes the implementations and hands them on.
 */

// ----- Log -----

/** The part of a logger that we use; pino's logger satisfies it. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

// ----- Store -----

/** Short-lived text under a key: invocations too long for a button, idempotency keys. */
export interface Store {
  /** The value kept under `key`, or undefined when it never was or is no more. */
  get(key: string): Promise<string | undefined>;
  /** Keeps `value` for `ttlSeconds`. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** True for exactly one caller per key within `ttlSeconds`. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
}

// ----- Charts -----

/** One coloured part of a bar; `id` decides the colour, the same everywhere. */
export interface ChartSegment {
  readonly id: string;
  readonly label: string;
  readonly bytes: number;
}

/** The components of one peak against what the card can give. All values in bytes. */
export interface MemoryChart {
  readonly kind: 'memory';
  /** The same numbers in words, for those who cannot see the picture. */
  readonly alt: string;
  readonly segments: readonly ChartSegment[];
  readonly range: { readonly lowBytes: number; readonly highBytes: number };
  readonly capacity: { readonly label: string; readonly bytes: number } | undefined;
}

/** What a reply may ask to be drawn. */
export type ChartSpec = MemoryChart;
