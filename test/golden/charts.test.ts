/**
 * Charts as they are drawn, one SVG for each sample: as a chat's picture, and as a phone's page. Open them in a browser to see
 * what a change made of them; written again like the other golden files.
 */
import { expect, it } from 'vitest';
import { SAMPLES } from '../../bench/charts/samples.ts';
import { drawChart, pictureLook } from '../../src/chart/index.ts';

const LOOKS = {
  picture: { ...pictureLook('light') },
  phone: { ...pictureLook('dark'), width: 340, family: 'inherit', widen: 1.16 },
} as const;

const cases = Object.entries(SAMPLES).flatMap(([name, chart]) =>
  Object.entries(LOOKS).map(([look, of]) => [`${name}-${look}`, chart, of] as const),
);

it.each(cases)('%s', async (name, chart, look) => {
  const { svg, ...size } = drawChart(chart, look, { headline: look === LOOKS.picture });
  // An element a line, so that a difference shows what moved.
  const text = `<!-- ${JSON.stringify(size)} -->\n${svg.replaceAll('><', '>\n<')}\n`;
  await expect(text).toMatchFileSnapshot(`charts/${name}.svg`);
});
