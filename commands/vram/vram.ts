/** `/vram model:70b method:qlora gpu:48`: does it fit, and where does the memory go. */
import {
  adviceFor,
  estimate,
  estimateOn,
  hardwareTable,
  type Advice,
  type Estimate,
  type Fit,
  type HardwareRow,
  type PriceOf,
} from '../../src/index.ts';
import { defineCommand } from '../core/command.ts';
import { marketOf, timeAndCost, type CostAnswer, type Market } from '../cost/block.ts';
import { jobOf } from '../options/settings.ts';
import { priceList } from './advice.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';
import { readQuestion, type VramQuestion } from './question.ts';
import { vramReply } from './reply.ts';

export interface VramAnswer {
  readonly estimate: Estimate;
  readonly fit: Fit | undefined;
  readonly hardware: readonly HardwareRow[];
  readonly priceOf: PriceOf;
  /** Where a card was named and it does not fit, or is tight. */
  readonly advice: Advice | undefined;
  /** How long the job takes and what it costs. */
  readonly cost: CostAnswer;
}

type Placed = Omit<VramAnswer, 'cost'>;

function placed({ request, device, gpuCount }: VramQuestion, market: Market): Placed {
  const priceOf = priceList(market.prices);
  const around = { hardware: hardwareTable(request, priceOf), priceOf };
  if (!device)
    return { estimate: estimate({ ...request, gpus: gpuCount }), fit: undefined, advice: undefined, ...around };
  const fitted = estimateOn(request, device.gpu, gpuCount);
  const advice = fitted.fit.verdict === 'fits' ? undefined : adviceFor(request, device.gpu, gpuCount);
  return { ...fitted, advice, ...around };
}

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
    const market = marketOf(services);
    const answer = placed(question, market);
    const cost = timeAndCost(
      { ...answer, request: question.request, job: jobOf(args), currency: args.currency },
      market,
    );
    return vramReply(
      question,
      { ...answer, cost },
      { given, details: args.details, everyone: args.public, inCompany: caller.tenant !== '' },
    );
  },
});
