/** The renderers alone, on the longest kinds of answers. */
import { answerOf, newBot, wordsOf } from './answers.ts';
import { best } from './cpu.ts';
import { RENDERERS } from './render.ts';
import type { Row, Section } from './targets.ts';

const QUESTIONS = [
  { command: 'vram', args: 'model:70b method:lora gpu:4090' },
  { command: 'vram-fit', args: 'gpu:4090' },
  { command: 'vram-cost', args: 'model:8b method:qlora tokens:10m' },
  { command: 'vram-gpus', args: '' },
];

export const renderers: Section = {
  name: 'renderers',
  async measure() {
    const bot = newBot();
    const replies = await Promise.all(
      QUESTIONS.map(async (question) => ({ question, reply: await answerOf(bot, question) })),
    );
    const rows: Row[] = [];
    for (const [name, render] of Object.entries(RENDERERS)) {
      let worst: Row = { name: `render for ${name}, worst of ${replies.length}`, value: 0, unit: 'ms' };
      for (const { question, reply } of replies) {
        const value = await best(() => render(reply));
        if (value > worst.value) worst = { ...worst, value, remark: wordsOf(question) };
      }
      rows.push(worst);
    }
    return rows;
  },
};
