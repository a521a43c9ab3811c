/** What a reply may ask to be drawn, and who draws it. */

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

/** Charts as pictures for chats. */
export interface Charts {
  /** A PNG, twice the pixels of the drawing. Rejects when it cannot be drawn: the reply's text says the same. */
  png(chart: ChartSpec, ground: 'light' | 'dark'): Promise<Uint8Array>;
  /** Where a platform can fetch it; undefined when this server is not public, or the chart too much for an address. */
  addressOf(chart: ChartSpec, ground: 'light' | 'dark'): string | undefined;
  /** The PNG that a signed address asks for; undefined when we did not sign it. */
  pngOf(q: string): Promise<Uint8Array | undefined>;
  stop(): Promise<void>;
}
