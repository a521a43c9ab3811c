/** The terminal that this process was started in. */
import type { Log } from '../../src/ports.ts';
import { programOf, screen } from './screen.ts';
import type { Terminal } from './terminal.ts';

export function terminalHere(): Terminal {
  // Whoever reads us may stop reading: `… --batch | head -1`.
  process.stdout.on('error', () => process.exit());
  return {
    get input() {
      return process.stdin;
    },
    output: screen(process.stdout),
    errors: screen(process.stderr),
    program: programOf,
  };
}

/** Whoever sees a bug here asked the question, so it is told with all that is known of it. */
export const errorsHere: Log = {
  debug: (fields, message) => void (stackOf(fields) && print(fields, message)),
  info() {},
  warn() {},
  error: print,
};

function print(fields: object, message: string): void {
  process.stderr.write(`${message}${stackOf(fields)}\n`);
}

function stackOf(fields: object): string {
  return 'err' in fields && fields.err instanceof Error ? `\n${fields.err.stack}` : '';
}
