/** What outlives a process. */
import type { Counters } from './limits.ts';

/** Short-lived text under a key: invocations too long for a button, idempotency keys. */
export interface Store {
  /** The value kept under `key`, or undefined when it never was or is no more. */
  get(key: string): Promise<string | undefined>;
  /** Keeps `value` for `ttlSeconds`. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** True for exactly one caller per key within `ttlSeconds`. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
}

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
