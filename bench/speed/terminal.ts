/** The program as somebody starts it in a shell; cold with an empty compile cache, warm the next time. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { takeYardstick } from './cpu.ts';
import type { Section } from './targets.ts';

const MAIN = fileURLToPath(new URL('../../adapters/main.ts', import.meta.url));
const ROUNDS = 8;
/** Run in the process before anything else; what it reports is left out of the answer on standard output. */
const METER = `
const { writeSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(2, \`\\n[cpu \${(user + system) / 1000}]\\n\`);
});
`;

const STARTS: readonly { readonly name: string; readonly args: readonly string[]; readonly isTarget?: true }[] = [
  { name: 'vram', args: ['vram', 'model:70b', 'method:qlora', 'gpu:48'], isTarget: true },
  { name: 'vram-cost', args: ['vram-cost', 'model:8b', 'method:qlora', 'tokens:10m'] },
  { name: 'vram-help', args: ['vram-help'] },
];

export const terminal: Section = {
  name: 'terminal',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-speed-'));
    const meter = join(folder, 'meter.cjs');
    writeFileSync(meter, METER);
    const cache = join(folder, 'cache');
    const start = async (args: readonly string[]) => {
      takeYardstick();
      // No variable of ours, no settings of the folder: what anybody has who has just installed it.
      const env = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: undefined, TMPDIR: cache };
      const { stderr } = await promisify(execFile)(process.execPath, ['--require', meter, MAIN, ...args], {
        cwd: folder,
        env,
      });
      return Number(/\[cpu ([\d.]+)\]/.exec(stderr)?.[1]);
    };
    const rows = [];
    for (const { name, args, isTarget } of STARTS) {
      let [cold, warm] = [Infinity, Infinity];
      for (let round = 0; round < ROUNDS; round += 1) {
        rmSync(cache, { recursive: true, force: true });
        mkdirSync(cache);
        cold = Math.min(cold, await start(args));
        warm = Math.min(warm, await start(args));
      }
      rows.push(
        { name: `${name}, warm`, value: warm, unit: 'ms', ...(isTarget ? { limit: 250 } : {}) } as const,
        { name: `${name}, cold`, value: cold, unit: 'ms', ...(isTarget ? { limit: 450 } : {}) } as const,
      );
    }
    rmSync(folder, { recursive: true });
    return rows;
  },
};
