/** Every search of the estimator on requests that are hard for it; the worst of each kind is told. */
import {
  adviceFor,
  compareDevices,
  hardwareTable,
  limitOf,
  parseDevice,
  SHIPPED_PRICES,
  smallestHardware,
  sweep,
  type GpuFacts,
  type RequestInput,
} from '../../src/index.ts';
import { best } from './cpu.ts';
import type { Row, Section } from './targets.ts';

interface Run {
  readonly words: string;
  readonly request: RequestInput;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
}

const run = (device: string, request: RequestInput): Run => {
  const { gpu, count } = parseDevice(device);
  const { model, ...settings } = request;
  return { words: `${device} ${Object.values({ model, ...settings }).join(' ')}`, request, gpu, gpuCount: count };
};

const RUNS: readonly Run[] = [
  run('4090', { model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'lora', loss: 'materialized' }),
  run('8xh100', { model: 'Qwen/Qwen3-235B-A22B', method: 'full', sequenceLength: 1_000_000, microBatch: 256 }),
  run('8xmi300x', { model: 'deepseek-ai/DeepSeek-V3', method: 'lora', sequenceLength: 1_000_000, objective: 'grpo' }),
  run('4x4090', { model: 'meta-llama/Llama-3.1-405B', method: 'lora', microBatch: 1024, rank: 4096, objective: 'dpo' }),
  run('2x3090', { model: 'deepseek-ai/DeepSeek-V3', method: 'full', microBatch: 1024 }),
  run('h100', { model: 'meta-llama/Llama-3.1-8B', method: 'qlora' }),
];

const JOB = { tokens: 10_000_000 };
const NOW = new Date('2026-09-01');
const METHODS = ['full', 'lora', 'qlora'] as const;

/** Each answers one question with many estimates. */
const SEARCHES: readonly { readonly name: string; readonly search: (run: Run) => unknown }[] = [
  {
    name: 'longest sequence',
    search: ({ request, gpu, gpuCount }) => limitOf(request, 'sequenceLength', gpu, gpuCount),
  },
  { name: 'largest batch', search: ({ request, gpu, gpuCount }) => limitOf(request, 'microBatch', gpu, gpuCount) },
  { name: 'highest rank', search: ({ request, gpu, gpuCount }) => limitOf(request, 'rank', gpu, gpuCount) },
  { name: 'make it fit', search: ({ request, gpu, gpuCount }) => adviceFor(request, gpu, gpuCount) },
  { name: 'hardware table', search: ({ request }) => hardwareTable(request) },
  { name: 'smallest hardware', search: ({ request }) => smallestHardware(request) },
  {
    name: 'what it costs on each device',
    search: ({ request }) => compareDevices(request, JOB, SHIPPED_PRICES.current(), NOW),
  },
  {
    name: 'catalogue × full, LoRA, QLoRA',
    search: ({ gpu, gpuCount }) => METHODS.map((method) => sweep({ method }, gpu, gpuCount)),
  },
];

export const searches: Section = {
  name: 'searches',
  async measure() {
    const rows: Row[] = [];
    for (const { name, search } of SEARCHES) {
      let worst: Row = { name, value: 0, unit: 'ms', limit: 40 };
      for (const one of RUNS) {
        const value = await best(() => search(one), { rounds: 5 });
        if (value > worst.value) worst = { ...worst, value, remark: one.words };
      }
      rows.push(worst);
    }
    return rows;
  },
};
