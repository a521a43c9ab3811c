/** Pictures for chats, drawn by the thread that draws them, once it is warm. */
import { SAMPLES } from '../charts/samples.ts';
import { createCharts } from '../../src/services/chart/index.ts';
import { best } from './cpu.ts';
import type { Row, Section } from './targets.ts';

export const pictures: Section = {
  name: 'pictures',
  async measure() {
    const charts = createCharts();
    let count = 0;
    // Another title each time, so that no picture is a kept one.
    const draw = (name: keyof typeof SAMPLES) => charts.png({ ...SAMPLES[name], title: `Run ${(count += 1)}` }, 'dark');
    const names = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[];
    for (const name of names) await draw(name);
    let worst: Row = { name: `the worst of ${names.length} pictures`, value: 0, unit: 'ms', limit: 40 };
    for (const name of names) {
      const value = await best(() => draw(name), { once: true });
      if (value > worst.value) worst = { ...worst, value, remark: name };
    }
    await charts.stop();
    return [worst];
  },
};
