/**
 * Writes the corpus of heavy questions: `node bench/speed/write-heavy.ts`. Of many that a seeded generator makes of the
 * largest models, longest sequences and most demanding settings, those that take longest to answer when it is run, and
 * the question that once held everybody for a second.
 */
import { writeFileSync } from 'node:fs';
import { answerOf, newBot, type Question } from './answers.ts';
import { cpuMs } from './cpu.ts';
import { heavyQuestions } from './questions.ts';

const CANDIDATES = 1500;
const KEPT = 200;

const KNOWN: Question = {
  command: 'vram',
  args: 'model:"qwen3 235b" method:full gpu:"8xh100" seq:1m batch:256 objective:grpo',
};

const bot = newBot();
const timed = [];
for (const question of heavyQuestions(CANDIDATES)) {
  let ms = Infinity;
  for (let i = 0; i < 2; i += 1) {
    const start = cpuMs();
    const { error } = await answerOf(bot, question);
    ms = error ? 0 : Math.min(ms, cpuMs() - start);
  }
  timed.push({ question, ms });
}
const heaviest = timed.toSorted((a, b) => b.ms - a.ms).slice(0, KEPT - 1);
const lines = [KNOWN, ...heaviest.map(({ question }) => question)].map((question) => JSON.stringify(question));
writeFileSync(new URL('./heavy.jsonl', import.meta.url), `${lines.join('\n')}\n`);
