/** What `vram` answers with: the estimate, where it fits, what to change, how long it takes and what it costs. */
import {
  adviceFor,
  estimate,
  estimateOn,
  hardwareTable,
  type Advice,
  type Estimate,
  type Fit,
  type HardwareRow,
  type JobInput,
  type PriceOf,
} from '../../src/index.ts';
import { timeAndCost, type CostAnswer, type Market } from '../cost/block.ts';
import type { Currency } from '../options/currency.ts';
import { priceList } from './advice.ts';
import type { VramQuestion } from './question.ts';

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

/** @throws UserError where the estimator refuses the request. */
export function answerOf(
  question: VramQuestion,
  job: JobInput,
  currency: Currency | undefined,
  market: Market,
): VramAnswer {
  const answer = placed(question, market);
  return { ...answer, cost: timeAndCost({ ...answer, request: question.request, job, currency }, market) };
}

function placed({ request, device, gpuCount }: VramQuestion, market: Market): Omit<VramAnswer, 'cost'> {
  const priceOf = priceList(market.prices);
  const around = { hardware: hardwareTable(request, priceOf), priceOf };
  if (!device)
    return { estimate: estimate({ ...request, gpus: gpuCount }), fit: undefined, advice: undefined, ...around };
  const fitted = estimateOn(request, device.gpu, gpuCount);
  const advice = fitted.fit.verdict === 'fits' ? undefined : adviceFor(request, device.gpu, gpuCount);
  return { ...fitted, advice, ...around };
}
