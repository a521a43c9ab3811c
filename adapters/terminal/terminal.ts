/** What the terminal's parts share. */
import type { Caller } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { Program } from './render.ts';
import type { Look } from './style.ts';

/** A stream that people read, and how to write for it. */
export interface Screen {
  readonly stream: NodeJS.WritableStream;
  readonly look: Look;
}

/** What a command talks to. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: Screen;
  readonly errors: Screen;
  readonly program: Program;
}

/** Whoever sits here is one person, to whom the settings in this folder belong. */
export const TERMINAL_CALLER: Caller = { platform: 'terminal', tenant: '', user: 'local', locale: 'en' };

/** What scripts read: the reply's data, or `{"error":{code,message,hint}}`. */
export function jsonOf({ data, error }: Reply): unknown {
  return error ? { error: { code: error.code, message: error.message, hint: error.hint ?? null } } : data;
}
