import { describe, expect, it } from 'vitest';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { drawChart, pictureLook } from '../../../src/chart/index.ts';
import type { ChartSpec } from '../../../src/ports.ts';
import { formatBytes } from '../../../src/units.ts';
import { clippedIn, overlapsIn } from '../../src/chart/read-svg.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const bot = createBot({ commands, log });
const caller = { platform: 'terminal', tenant: '', user: '', locale: 'en' } as const;

async function chartsOf(args: string): Promise<readonly ChartSpec[]> {
  const { blocks } = await bot.run({ id: 'test', command: 'vram', args, caller });
  return blocks.flatMap((block) => (block.type === 'chart' ? [block.chart] : []));
}

const QUESTIONS = [
  'model:70b method:qlora gpu:48',
  'model:70b method:qlora gpu:48 details:yes',
  'model:llama-3.1-8b method:full gpu:4090 details:yes',
  'model:llama-3.1-8b method:full gpu:8xh100 details:yes',
  'model:qwen-0.5b method:lora',
  'model:gemma-3-27b method:lora gpu:h200 seq:32k loss:materialized details:yes',
  'model:8b method:inference gpu:24 details:yes',
];

describe('the pictures of an answer', () => {
  it.each(QUESTIONS)('%s: every text is free and whole, and the words have the numbers', async (args) => {
    const charts = await chartsOf(args);
    expect(charts.map(({ kind }) => kind)).toEqual(args.includes('details') ? ['memory', 'phases'] : ['memory']);
    for (const chart of charts) {
      const { svg, width, height } = drawChart(chart, pictureLook('dark'));
      expect(overlapsIn(svg)).toEqual([]);
      expect(clippedIn(svg, width, height)).toEqual([]);
      if (chart.kind === 'memory') {
        for (const { bytes } of chart.segments) expect(chart.alt).toContain(formatBytes(bytes));
      }
    }
  });
});
