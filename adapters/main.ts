/**
 * Starts everything. Without arguments it serves every platform that is set up, and the page; a command line is the
 * terminal's alone: `node adapters/main.ts vram model:70b`. Each is imported where it is wanted, so that neither loads the
 * other's libraries.
 */
import { enableCompileCache } from 'node:module';

// Answers in the terminal come in half the time when the compiled sources are kept.
enableCompileCache();

const isServer = process.argv.length <= 2;
if (isServer) await (await import('./main/serve.ts')).serve();
else await (await import('./main/command-line.ts')).answer();
