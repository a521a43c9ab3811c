/** What becomes of the commands when the facts are ten times as many: models, cards, price rows. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { takeYardstick } from './cpu.ts';
import type { Row, Section } from './targets.ts';

const SCRIPT = fileURLToPath(new URL('./grown.ts', import.meta.url));
const PASSES = 2;
const FACTS = ['models', 'cards', 'prices'] as const;

export const growth: Section = {
  name: 'growth',
  async measure() {
    const asIs = await timesOf('nothing');
    const rows: Row[] = [];
    for (const facts of FACTS) {
      const grown = await timesOf(facts);
      let worst: Row = { name: `${facts} × 10, the most that a command grows`, value: 0, unit: '×', limit: 3 };
      for (const [words, ms] of Object.entries(grown)) {
        const value = ms / (asIs[words] ?? NaN);
        if (value > worst.value) worst = { ...worst, value, remark: `${words}: ${ms.toFixed(2)} ms` };
      }
      rows.push(worst);
    }
    return rows;
  },
};

/** Milliseconds by question, the least of the passes. */
async function timesOf(grown: string): Promise<Readonly<Record<string, number>>> {
  const least: Record<string, number> = {};
  for (let pass = 0; pass < PASSES; pass += 1) {
    takeYardstick();
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, grown]);
    for (const [words, ms] of Object.entries<number>(JSON.parse(stdout))) {
      least[words] = Math.min(least[words] ?? Infinity, ms);
    }
  }
  return least;
}
