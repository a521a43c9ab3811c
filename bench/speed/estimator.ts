/** The parts that every answer is made of. */
import { estimate, makePlan, peakBytes, suggestDevices, suggestModels, type RequestInput } from '../../src/index.ts';
import { best } from './cpu.ts';
import type { Section } from './targets.ts';

const SMALL: RequestInput = { model: 'meta-llama/Llama-3.1-8B', method: 'qlora' };
const LARGE: RequestInput = { model: 'deepseek-ai/DeepSeek-V3', method: 'qlora' };

const micro = async (run: () => unknown) => 1000 * (await best(run));

export const estimator: Section = {
  name: 'estimator',
  async measure() {
    const [small, large] = [makePlan(SMALL), makePlan(LARGE)];
    return [
      { name: 'estimate, 8B QLoRA', value: await micro(() => estimate(SMALL)), unit: 'µs', limit: 18 },
      { name: 'estimate, DeepSeek-V3', value: await micro(() => estimate(LARGE)), unit: 'µs', limit: 45 },
      { name: 'peakBytes, 8B QLoRA', value: await micro(() => peakBytes(small)), unit: 'µs', limit: 2.5 },
      { name: 'peakBytes, DeepSeek-V3', value: await micro(() => peakBytes(large)), unit: 'µs' },
      { name: 'makePlan, 8B QLoRA', value: await micro(() => makePlan(SMALL)), unit: 'µs' },
      { name: 'complete a model', value: await micro(() => suggestModels('qwen3 8', 25)), unit: 'µs' },
      { name: 'complete a device', value: await micro(() => suggestDevices('rtx 40', 25)), unit: 'µs' },
    ];
  },
};
