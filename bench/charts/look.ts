/**
 * Writes every sample as a picture, for looking at: `node bench/charts/look.ts FOLDER`. Each is written on the light and
 * the dark ground, with the size of its file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawChart, pictureLook } from '../../src/chart/index.ts';
import { createRenderer } from '../../src/services/chart/render.ts';
import { SAMPLES } from './samples.ts';

const [folder = 'charts'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const renderer = createRenderer();
for (const [name, chart] of Object.entries(SAMPLES)) {
  for (const ground of ['light', 'dark'] as const) {
    const drawing = drawChart(chart, pictureLook(ground));
    const png = await renderer.render(drawing);
    writeFileSync(join(folder, `${name}-${ground}.svg`), drawing.svg);
    writeFileSync(join(folder, `${name}-${ground}.png`), png);
    process.stdout.write(
      `${name}-${ground}: ${drawing.width}×${drawing.height}, ${(png.length / 1000).toFixed(1)} kB\n`,
    );
  }
}
