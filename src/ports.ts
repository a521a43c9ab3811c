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

/** What a card can give. */
export interface ChartCapacity {
  readonly label: string;
  readonly bytes: number;
}

/** The components of one peak against what the card can give. All values in bytes. */
export interface MemoryChart {
  readonly kind: 'memory';
  /** The same numbers in words, for those who cannot see the picture. */
  readonly alt: string;
  /** What it is about, for a picture that travels alone. */
  readonly title?: string;
  /** They sum to what is required. */
  readonly segments: readonly ChartSegment[];
  readonly range: { readonly lowBytes: number; readonly highBytes: number };
  readonly capacity: ChartCapacity | undefined;
}

/** A training step as a timeline: what is alive in each phase, in order. */
export interface PhasesChart {
  readonly kind: 'phases';
  readonly alt: string;
  readonly title?: string;
  readonly phases: readonly { readonly label: string; readonly segments: readonly ChartSegment[] }[];
  readonly capacity: ChartCapacity | undefined;
}

/** One way among several: a method, a card, a sequence length. */
export interface ComparisonRow {
  readonly label: string;
  /** Stands in for a label that the font cannot show. */
  readonly id?: string;
  readonly segments: readonly ChartSegment[];
  /** The high end of what it may need; the verdict is judged on it. */
  readonly highBytes: number;
  /** What its own card can give, where the cards differ. */
  readonly capacityBytes?: number;
}

/** Ways side by side, one bar each. */
export interface ComparisonChart {
  readonly kind: 'comparison';
  readonly alt: string;
  readonly title?: string;
  readonly rows: readonly ComparisonRow[];
  /** The card that all of them are held against. */
  readonly capacity: ChartCapacity | undefined;
}

/** A run on some hardware: how long, for how much. */
export interface CostPoint {
  readonly label: string;
  readonly hours: number;
  readonly dollars: number;
  /** Why to look at it: "cheapest", "fastest". */
  readonly remark?: string;
}

/** Cost against hours. */
export interface CostChart {
  readonly kind: 'cost';
  readonly alt: string;
  readonly title?: string;
  readonly points: readonly CostPoint[];
}

/** Memory against sequence length, with a line for each card. */
export interface SequenceChart {
  readonly kind: 'sequence';
  readonly alt: string;
  readonly title?: string;
  readonly curves: readonly {
    readonly label: string;
    readonly points: readonly { readonly tokens: number; readonly bytes: number }[];
  }[];
  readonly cards: readonly ChartCapacity[];
}

/** What a reply may ask to be drawn. */
export type ChartSpec = MemoryChart | PhasesChart | ComparisonChart | CostChart | SequenceChart;
