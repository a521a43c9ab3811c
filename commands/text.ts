/** The text grammar that Slack, the terminal and the web box share. */
import type { Command } from './command.ts';
import type { RawArgs } from './reply.ts';

export interface ReadText {
  readonly command: string;
  readonly args: RawArgs;
}

export function readText(_commands: readonly Command[], command: string, _text: string): ReadText {
  return { command, args: {} };
}
