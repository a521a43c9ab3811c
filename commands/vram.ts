/** `/vram model:70b method:qlora gpu:48`: does it fit, and where does the memory go. */
import { estimate, estimateOn, type Estimate, type Fit } from '../src/index.ts';
import { defineCommand } from './command.ts';
import { VRAM_OPTIONS } from './vram-options.ts';
import { readQuestion } from './vram-question.ts';
import { vramReply } from './vram-reply.ts';

export interface VramAnswer {
  readonly estimate: Estimate;
  readonly fit: Fit | undefined;
}

export const vram = defineCommand({
  name: 'vram',
  summary: 'Does a fine-tune fit, where does the memory go, and on which card.',
  examples: [
    'model:70b method:qlora gpu:48',
    'llama 3.1 8b lora 4090 seq:4k',
    'model:qwen3-32b method:qlora gpu:2x3090',
  ],
  options: VRAM_OPTIONS,
  async run(args, { given, services }) {
    const question = await readQuestion(args, services);
    const { request, device, gpuCount } = question;
    const answer: VramAnswer = device
      ? estimateOn(request, device.gpu, gpuCount)
      : { estimate: estimate({ ...request, gpus: gpuCount }), fit: undefined };
    return vramReply(question, answer, { given, details: args.details ?? false, everyone: args.public ?? false });
  },
});
