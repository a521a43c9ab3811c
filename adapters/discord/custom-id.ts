/**
 * An action behind a button: its custom id carries the invocation where that fits, else a short key, under which the
 * store keeps it. Ids begin with a version, so that buttons of an older form are told and not misread.
 */
import { createHash } from 'node:crypto';
import type { RawArgs } from '../../commands/core/reply.ts';
import { LIMITS } from './limits.ts';

interface Pressed {
  readonly command: string;
  readonly args: RawArgs;
}

/** What must be kept for a button to work. */
export interface Kept {
  readonly key: string;
  readonly value: string;
}

const INLINE = '1?';
const KEYED = '1#';
const KEY_PREFIX = 'discord:action:';

/** The id of an action's button; `kept` is what the store must hold for it. Equal actions have equal ids. */
export function customIdOf({ command, args }: Pressed): { readonly id: string; readonly kept: Kept | undefined } {
  const value = print({ command, args });
  const id = INLINE + value;
  if (id.length <= LIMITS.customId && id.isWellFormed()) return { id, kept: undefined };
  const key = createHash('sha256').update(value).digest('base64url').slice(0, 22);
  return { id: KEYED + key, kept: { key: KEY_PREFIX + key, value } };
}

/** The invocation of a pressed button; undefined when it is of another form, or no longer kept. */
export async function pressedOf(
  id: string,
  get: (key: string) => Promise<string | undefined>,
): Promise<Pressed | undefined> {
  if (id.startsWith(INLINE)) return read(id.slice(INLINE.length));
  if (!id.startsWith(KEYED)) return undefined;
  const value = await get(KEY_PREFIX + id.slice(KEYED.length));
  return value === undefined ? undefined : read(value);
}

/** `vram&model=70b&gpu=48`; only what would be misread is escaped, for room. */
function print({ command, args }: Pressed): string {
  return [command, ...Object.entries(args).map(([name, value]) => `${escape(name)}=${escape(value)}`)].join('&');
}

function escape(text: string): string {
  return text.toWellFormed().replace(/[%&=\s\p{C}]/gu, encodeURIComponent);
}

function read(text: string): Pressed | undefined {
  const [command = '', ...pairs] = text.split('&');
  try {
    const args = pairs.map((pair) => pair.split('=', 2).map(decodeURIComponent));
    return command === '' ? undefined : { command, args: Object.fromEntries(args) };
  } catch {
    return undefined;
  }
}
