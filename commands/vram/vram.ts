/** `/vram model:70b method:qlora gpu:48`: does it fit, and where does the memory go. */
import { defineCommand } from '../core/command.ts';
import { marketOf } from '../cost/block.ts';
import { jobOf } from '../options/settings.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';
import { answerOf } from './answer.ts';
import { readQuestion } from './question.ts';
import { vramReply } from './reply.ts';

export const vram = defineCommand({
  name: 'vram',
  about: {
    summary: 'Does a fine-tune fit, where does the memory go, and on which card.',
    examples: [
      'model:70b method:qlora gpu:48',
      'llama 3.1 8b lora 4090 seq:4k',
      'model:qwen3-32b method:qlora gpu:2x3090',
      'model:8b objective:dpo method:qlora gpu:24',
    ],
  },
  options: VRAM_OPTIONS,
  async run(args, { given, services, caller }) {
    const question = await readQuestion(args, services);
    const answer = answerOf(question, jobOf(args), args.currency, marketOf(services));
    const { details, public: everyone } = args;
    return vramReply(question, answer, { given, details, everyone, inCompany: caller.tenant !== '' });
  },
});
