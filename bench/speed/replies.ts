/** Whole answers, from the text that was typed to what a platform is sent, in passes of a process each. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { wordsOf } from './answers.ts';
import { takeYardstick } from './cpu.ts';
import { SETS } from './sets.ts';
import type { Row, Section } from './targets.ts';

const PASSES = 3;
const PASS = fileURLToPath(new URL('./pass.ts', import.meta.url));
/** More refusals than this, and the questions are no longer about this program. */
const MOST_REFUSED = 0.05;

interface Timed {
  readonly words: string;
  /** The least of all passes. */
  readonly ms: number;
}

/** @throws Error where a pass fails, or too many questions are refused. */
async function passesOver(name: string): Promise<readonly Timed[]> {
  const words =
    SETS.find((set) => set.name === name)
      ?.questions()
      .map(wordsOf) ?? [];
  const least = words.map(() => Infinity);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let i = 0; i < 5; i += 1) takeYardstick();
    const { stdout } = await promisify(execFile)(process.execPath, [PASS, name], { maxBuffer: 64 * 1024 * 1024 });
    const results: readonly { readonly ms: number; readonly refused: boolean }[] = JSON.parse(stdout);
    const refused = results.filter((result) => result.refused).length;
    if (refused > MOST_REFUSED * results.length) throw new Error(`${refused} of the ${name} questions are refused.`);
    results.forEach(({ ms }, i) => (least[i] = Math.min(least[i] ?? Infinity, ms)));
  }
  return words.map((each, i) => ({ words: each, ms: least[i] ?? Infinity }));
}

/** The value that a share of all stay under. */
function at(times: readonly Timed[], share: number): Timed {
  const sorted = times.toSorted((a, b) => a.ms - b.ms);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function row(name: string, { ms, words }: Timed, limit: number): Row {
  return { name, value: ms, unit: 'ms', limit, remark: words };
}

export const replies: Section = {
  name: 'replies',
  async measure() {
    const varied = await passesOver('varied');
    const heavy = await passesOver('heavy');
    const cards = await passesOver('cards');
    const [first, later] = [cards.slice(0, cards.length / 2), cards.slice(cards.length / 2)];
    return [
      row(`p50 of ${varied.length} varied questions`, at(varied, 0.5), 3),
      row(`p99 of ${varied.length} varied questions`, at(varied, 0.99), 40),
      row(`the worst of ${heavy.length} heavy questions`, at(heavy, 1), 150),
      row(`vram-fit, the worst of ${first.length} cards, first`, at(first, 1), 60),
      row(`vram-fit, the worst of ${later.length} cards, later`, at(later, 1), 20),
    ];
  },
};
