/** What is timed: the parts of an answer, and the whole answers that search most. */
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import {
  adviceFor,
  estimate,
  hardwareTable,
  limitOf,
  makePlan,
  parseDevice,
  peakBytes,
  suggestDevices,
  suggestModels,
  sweep,
  type RequestInput,
} from '../../src/index.ts';

export interface SpeedTask {
  readonly name: string;
  readonly run: () => unknown;
}

const REQUEST: RequestInput = { model: 'meta-llama/Llama-3.1-8B', method: 'qlora' };
const TOO_LARGE: RequestInput = { model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'lora', loss: 'materialized' };
const { gpu } = parseDevice('4090');
const plan = makePlan(REQUEST);

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const bot = createBot({ commands, log: silent });
const caller = { platform: 'bench', tenant: '', user: '', locale: 'en' };
const answer = (command: string, args: string) => async () => {
  const reply = await bot.run({ id: 'bench', command, args, caller });
  if (reply.error) throw new Error(reply.summary);
};

export const TASKS: readonly SpeedTask[] = [
  { name: 'estimate', run: () => estimate(REQUEST) },
  { name: 'makePlan', run: () => makePlan(REQUEST) },
  { name: 'peakBytes', run: () => peakBytes(plan) },
  { name: 'longest sequence', run: () => limitOf(REQUEST, 'sequenceLength', gpu) },
  { name: 'hardware table', run: () => hardwareTable(REQUEST) },
  { name: 'make it fit', run: () => adviceFor(TOO_LARGE, gpu, 1) },
  {
    name: 'catalogue × full, LoRA, QLoRA',
    run: () => (['full', 'lora', 'qlora'] as const).map((method) => sweep({ method }, gpu, 1)),
  },
  { name: 'complete a model', run: () => suggestModels('qwen3 8', 25) },
  { name: 'complete a device', run: () => suggestDevices('rtx 40', 25) },
  { name: 'answer vram', run: answer('vram', 'model:8b method:qlora gpu:4090') },
  { name: 'answer vram, too large', run: answer('vram', 'model:70b method:lora gpu:4090') },
  { name: 'answer vram-fit', run: answer('vram-fit', 'gpu:4090') },
];
