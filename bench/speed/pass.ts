/**
 * One pass over questions in a process of its own, as a server meets them: the program is warm from other questions, each
 * is asked for the first time. `node pass.ts SET`: prints the milliseconds of CPU for each, rendering included, as JSON.
 */
import { answerOf, newBot, type Question } from './answers.ts';
import { cpuMs } from './cpu.ts';
import { variedQuestions } from './questions.ts';
import { RENDERERS } from './render.ts';
import { SETS } from './sets.ts';

const set = SETS.find(({ name }) => name === process.argv[2]);
if (set === undefined) throw new Error(`No set is called ${process.argv[2]}.`);
const renders = Object.values(RENDERERS);
const bot = newBot();

async function timed(question: Question, turn: number): Promise<{ readonly ms: number; readonly refused: boolean }> {
  const start = cpuMs();
  const reply = await answerOf(bot, question);
  renders[turn % renders.length]?.(reply);
  return { ms: cpuMs() - start, refused: reply.error !== undefined };
}

for (const [turn, question] of variedQuestions(400, 99).filter(set.warms).entries()) await timed(question, turn);
const results = [];
for (const [turn, question] of set.questions().entries()) results.push(await timed(question, turn));
process.stdout.write(JSON.stringify(results));
