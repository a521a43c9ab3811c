/**
 * Starts everything. Without arguments it serves every platform that is on; with a command it is the terminal:
 * `node adapters/main.ts vram model:70b`. Each is imported where it is wanted, so that neither loads the other's libraries.
 */
import { enableCompileCache } from 'node:module';

// Answers in the terminal come in half the time when the compiled sources are kept.
enableCompileCache();

const [first, ...rest] = process.argv.slice(2);
if (first === undefined) await (await import('./main/serve.ts')).serve();
else process.exitCode = await (await import('./main/terminal.ts')).answer(first, rest);
