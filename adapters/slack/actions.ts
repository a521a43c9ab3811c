/** Buttons: an action travels in the button's value, or under a key in the store where it is too long for one. */
import { createHash } from 'node:crypto';
import type { Action, RawArgs } from '../../commands/core/reply.ts';
import type { Store } from '../../src/ports.ts';
import { LIMITS } from './limits.ts';

/** What a button carries. The first character is the version: a button outlives a deploy. */
const INLINE = '1:';
const KEPT = '1#';

/** How long a button with a long invocation works, in seconds. */
const KEPT_SECONDS = 7 * 24 * 3600;

interface Pressed {
  readonly command: string;
  readonly args: RawArgs;
}

/** The value of the action's button; the same for the same action. */
export function buttonValue(action: Action): string {
  const printed = print(action);
  const value = INLINE + printed;
  return value.length <= LIMITS.buttonValue ? value : KEPT + keyOf(printed);
}

/** Keeps what did not fit into a value, so that its button can be pressed. */
export async function keepLongActions(actions: readonly Action[], store: Store): Promise<void> {
  for (const printed of actions.map(print)) {
    if (INLINE.length + printed.length > LIMITS.buttonValue) {
      await store.set(storeKey(keyOf(printed)), printed, KEPT_SECONDS);
    }
  }
}

/** What a pressed button stands for; undefined when it is not of this version, no more kept, or not ours. */
export async function readButton(value: string, store: Store): Promise<Pressed | undefined> {
  if (value.startsWith(INLINE)) return parse(value.slice(INLINE.length));
  if (!value.startsWith(KEPT)) return undefined;
  const printed = await store.get(storeKey(value.slice(KEPT.length)));
  return printed === undefined ? undefined : parse(printed);
}

function print({ command, args }: Action): string {
  return JSON.stringify([command, args]);
}

function parse(printed: string): Pressed | undefined {
  try {
    const [command, args]: unknown[] = JSON.parse(printed);
    return typeof command === 'string' && isArgs(args) ? { command, args } : undefined;
  } catch {
    return undefined;
  }
}

function isArgs(value: unknown): value is RawArgs {
  return typeof value === 'object' && value !== null && Object.values(value).every((arg) => typeof arg === 'string');
}

function keyOf(printed: string): string {
  return createHash('sha256').update(printed).digest('base64url');
}

function storeKey(key: string): string {
  return `slack:action:${key}`;
}
