import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../bench/charts/samples.ts';
import { drawChart, pictureLook, THEMES } from '../../../src/chart/index.ts';
import { PALETTE, SERIES } from '../../../src/chart/palette.ts';
import type { ChartSpec, MemoryChart } from '../../../src/ports.ts';
import { GIB } from '../../../src/units.ts';
import { clippedIn, overlapsIn, rectsIn, textsIn } from './read-svg.ts';

const LOOK = pictureLook('light');

const draw = (chart: ChartSpec, width = 600) => drawChart(chart, { ...LOOK, width });

describe('every sample', () => {
  const cases = Object.entries(SAMPLES).flatMap(([name, chart]) => [600, 360].map((width) => ({ name, chart, width })));

  it.each(cases)('$name at $width has no text over another or over an edge', ({ chart, width }) => {
    const { svg, height } = draw(chart, width);
    expect(overlapsIn(svg)).toEqual([]);
    expect(clippedIn(svg, width, height)).toEqual([]);
  });

  it.each(cases)('$name at $width writes no text smaller than 22 pixels on a width of 1200', ({ chart }) => {
    const sizes = textsIn(draw(chart).svg).map(({ size }) => size * 2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(22);
  });

  it.each(Object.entries(SAMPLES))('%s is the same bytes every time, with its words for readers aloud', (_, chart) => {
    const { svg } = draw(chart);
    expect(draw(structuredClone(chart)).svg).toBe(svg);
    expect(svg).toContain(`aria-label="${chart.alt}"`);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the bar of one peak', () => {
  const chart: MemoryChart = {
    kind: 'memory',
    alt: '',
    segments: [
      { id: 'weights', label: 'Base model weights', bytes: 30 * GIB },
      { id: 'activations', label: 'Activations', bytes: 10 * GIB },
    ],
    range: { lowBytes: 38 * GIB, highBytes: 44 * GIB },
    capacity: { label: 'A card: 50 GiB usable', bytes: 50 * GIB },
  };

  it('is as long as its bytes, to one scale with the usable line and the range', () => {
    const { svg } = draw(chart);
    const [weights, activations] = rectsIn(svg).filter(({ title }) => title);
    expect((weights?.width ?? 0) / (activations?.width ?? 1)).toBeCloseTo(3, 2);
    const perGib = (weights?.width ?? 0) / 30;
    const at = (gib: number) => (weights?.x ?? 0) + gib * perGib;
    const lines = [...svg.matchAll(/points="([\d.]+) [\d.]+ ([\d.]+) [\d.]+"/g)].map(([, from, to]) =>
      [from, to].map(Number),
    );
    const drawn = (from: number, to: number) =>
      lines.some(([start = 0, end = 0]) => Math.abs(start - at(from)) < 0.05 && Math.abs(end - at(to)) < 0.05);
    expect(drawn(50, 50)).toBe(true);
    expect(drawn(38, 44)).toBe(true);
    expect(drawn(49, 49)).toBe(false);
  });

  it.each([
    ['Fits', 50, '10.0 GiB to spare'],
    ['Tight', 42, '2.0 GiB to spare'],
    ['Does not fit', 24, '16.0 GiB too much'],
  ])('says %s at %d GiB usable', (word, gib, rest) => {
    const { svg } = draw({ ...chart, capacity: { label: 'A card', bytes: gib * GIB } });
    expect(textsIn(svg).map(({ text }) => text)).toEqual(expect.arrayContaining([word, rest, '40.0 GiB needed']));
  });

  it('leaves the verdict to a page that has one', () => {
    const { svg } = drawChart(chart, LOOK, { headline: false });
    expect(svg).not.toContain('Fits');
    expect(svg).toContain('A card: 50 GiB usable');
  });

  it('names every part with its bytes, inside or beside the bar', () => {
    const { svg } = draw(SAMPLES['memory-fits']);
    const words = textsIn(svg).map(({ text }) => text);
    for (const { label } of SAMPLES['memory-fits'].segments) expect(words).toContain(label);
    expect(words).toEqual(expect.arrayContaining(['36.8 GiB', '0.44 GiB', 'likely 42.9 to 47.1 GiB']));
  });

  it('cuts long names visibly and puts no markup of theirs into the picture', () => {
    const title = `<script>alert("1 & 2")</script> ${'a very long name '.repeat(20)}`;
    const { svg, height } = draw({ ...chart, title });
    const [shown] = textsIn(svg);
    expect(shown?.text).toMatch(/^<script>alert\("1 & 2"\).*…$/);
    expect(svg).not.toContain('<script');
    expect(clippedIn(svg, 600, height)).toEqual([]);
  });

  it('is drawn whatever the numbers', () => {
    const bytes = fc.oneof(fc.double({ min: 0, max: 2000 * GIB }), fc.constantFrom(0, NaN, Infinity, -1, 1, 1e-300));
    const ids = fc.constantFrom(...Object.keys(PALETTE), 'unheard-of');
    const label = fc.oneof(fc.constantFrom('Activations', 'Base model weights', 'CUDA context'), fc.string());
    const segment = fc.record({ id: ids, label, bytes });
    const charts = fc.record({
      segments: fc.array(segment, { maxLength: 14 }),
      range: fc.record({ lowBytes: bytes, highBytes: bytes }),
      capacity: fc.option(fc.record({ label, bytes }), { nil: undefined }),
    });
    fc.assert(
      fc.property(charts, fc.constantFrom(360, 600), (fields, width) => {
        const { svg, height } = draw({ kind: 'memory', alt: '', ...fields }, width);
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect(overlapsIn(svg)).toEqual([]);
        expect(clippedIn(svg, width, height)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the timeline of a step', () => {
  it('marks the peak and the phases, what stays at the bottom', () => {
    const { svg } = draw(SAMPLES['phases-full']);
    const words = textsIn(svg).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(['Peak', '70.9 GiB', '15.6', 'Load', 'Optimizer step']));
    const weights = rectsIn(svg).filter(({ title }) => title?.startsWith('Base model weights'));
    expect(weights).toHaveLength(5);
    expect(new Set(weights.map(({ y }) => y)).size).toBe(1);
  });
});

describe('the comparison', () => {
  it('gives a component the same colour in every row and the bars one scale', () => {
    const { svg } = draw(SAMPLES['compare-methods']);
    const bars = rectsIn(svg).filter(({ title }) => title?.startsWith('Base model weights'));
    expect(new Set(bars.map(({ fill }) => fill))).toEqual(new Set([PALETTE['weights']?.fill]));
    expect((bars[2]?.width ?? 0) / (bars[0]?.width ?? 1)).toBeCloseTo(14.96 / 5.2, 1);
  });

  it('shows an id where the font cannot show a name', () => {
    const [row] = SAMPLES['compare-methods'].rows;
    const rows = [{ ...row, label: '千问三', id: 'qwen3-32b' }];
    const { svg } = draw({ ...SAMPLES['compare-methods'], rows });
    expect(textsIn(svg).map(({ text }) => text)).toContain('qwen3-32b');
  });
});

describe('cost against hours', () => {
  it('names every run, however close they lie', () => {
    const words = textsIn(draw(SAMPLES.cost).svg).map(({ text }) => text);
    for (const { label } of SAMPLES.cost.points) expect(words).toContain(label);
  });

  it('never writes one name over another', () => {
    const point = fc.record({
      label: fc.constantFrom('H100 SXM', 'RTX 6000 Ada', '8× A100 80GB'),
      hours: fc.double({ min: 0.01, max: 500, noNaN: true }),
      dollars: fc.double({ min: 0.01, max: 5000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 10 }), (points) => {
        const { svg, height } = draw({ kind: 'cost', alt: '', points });
        expect(overlapsIn(svg)).toEqual([]);
        expect(clippedIn(svg, 600, height)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('memory against sequence length', () => {
  it('puts a dot where a curve outgrows a card', () => {
    const points = [
      { tokens: 1024, bytes: 10 * GIB },
      { tokens: 3072, bytes: 30 * GIB },
    ];
    const chart = { kind: 'sequence', alt: '', curves: [{ label: 'QLoRA', points }], cards: [] } as const;
    const dots = (svg: string) => [...svg.matchAll(/<circle/g)].length;
    expect(dots(draw(chart).svg)).toBe(0);
    expect(dots(draw({ ...chart, cards: [{ label: 'Card', bytes: 20 * GIB }] }).svg)).toBe(1);
    expect(dots(draw({ ...chart, cards: [{ label: 'Card', bytes: 40 * GIB }] }).svg)).toBe(0);
  });
});

describe('colours', () => {
  const grounds = Object.entries(THEMES);

  it.each(grounds)('of texts reach 4.5 : 1 on the %s ground', (_, theme) => {
    for (const tone of ['text', 'soft', 'good', 'warning', 'bad'] as const) {
      expect(contrast(theme[tone], theme.ground), tone).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(grounds)('of curves reach 3 : 1 on the %s ground', (_, theme) => {
    for (const colour of SERIES) expect(contrast(colour, theme.ground), colour).toBeGreaterThanOrEqual(3);
  });

  it('of words inside a part reach 4.5 : 1', () => {
    for (const [id, { fill, ink }] of Object.entries(PALETTE)) {
      expect(contrast(ink, fill), id).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
