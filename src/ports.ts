/**
 * The small interfaces of the services. Commands and adapters know these, never an implementation; `adapters/main.ts`
 * makes the implementations and hands them on.
 */
export type * from './ports/hub.ts';
import type { Counters } from './ports/limits.ts';
export type * from './ports/limits.ts';
export type * from './ports/meters.ts';

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

// ----- Links -----

/** A short address of an answer. */
export interface Link {
  readonly url: string;
  readonly until: Date;
}

/** Short addresses of answers on the web page. Every method rejects when the store is down. */
export interface Links {
  /** Where anybody sees the answer to the question; the same question has the same address. */
  to(question: string): Promise<Link>;
  /** The question behind a key; undefined when there never was one, or it is no more kept. */
  questionOf(key: string): Promise<string | undefined>;
}

// ----- Settings and installations -----

/** Whose settings: of a server or workspace, or of one person in it. */
export interface SettingsOwner {
  readonly platform: string;
  readonly tenant: string;
  /** Undefined means everybody there. */
  readonly user?: string | undefined;
}

/** What people chose for themselves or their server, by option name. Every method rejects when the store is down. */
export interface Settings {
  get(owner: SettingsOwner): Promise<Readonly<Record<string, string>>>;
  /** Undefined takes the choice back. */
  set(owner: SettingsOwner, name: string, value: string | undefined): Promise<void>;
  /** Forgets an owner; without a user everybody in the tenant too. */
  forget(owner: SettingsOwner): Promise<void>;
}

/** Secrets that other systems gave us, encrypted where they lie: Slack's tokens of a workspace. */
export interface Installations {
  get(id: string): Promise<string | undefined>;
  /** Rejects when no key is set to encrypt with. */
  set(id: string, secret: string): Promise<void>;
  forget(id: string): Promise<void>;
}

/** Everything that outlives a process. What is down rejects within a second; nothing waits longer. */
export interface Stores {
  readonly keys: Store & Counters;
  readonly settings: Settings;
  readonly installations: Installations;
  /** Whether it can be reached; opens it when it is not yet. Never rejects. */
  isReachable(): Promise<boolean>;
  stop(): Promise<void>;
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

// ----- Prices -----

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
