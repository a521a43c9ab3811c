/** Where and how the terminal's answers are shown to whoever started it. */
import { colourLook, plainLook } from './style.ts';
import type { Screen } from './terminal.ts';

/** The package script that is the terminal, and the command it runs. */
const SCRIPT = 'vram';

/** Colours and box characters for people at a terminal who did not refuse them. */
export function screen(stream: NodeJS.WriteStream): Screen {
  const { NO_COLOR, TERM } = process.env;
  const width = Math.max(40, Math.min(80, stream.columns || 80));
  return { stream, look: stream.isTTY && !NO_COLOR && TERM !== 'dumb' ? colourLook(width) : plainLook(width) };
}

/** How the person starts a command here, so that the example lines work as they stand. */
export function programOf(command: string): string {
  if (process.env['npm_lifecycle_event'] === undefined) return `node adapters/main.ts ${command}`;
  return command === SCRIPT ? `npm run -s ${SCRIPT} --` : `npm run -s ${SCRIPT} -- ${command}`;
}
