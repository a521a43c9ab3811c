import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../adapters/web/render.ts';
import { COMPONENT_KINDS } from '../../../src/memory/component.ts';
import { PALETTE, swatchOf } from '../../../src/chart/palette.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import { GIB } from '../../../src/units.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { rendererContract } from '../contract.ts';

const render = (reply: Reply) =>
  String(renderReply(reply, ({ command, args }) => `/?q=${encodeURIComponent(command + JSON.stringify(args))}`));

/** What a browser would show: tags away, entities read. */
function visibleText(payload: unknown): string {
  return String(payload)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

const TAGS = new Set(
  'article header span div p h2 h3 figure svg title rect text polyline circle section dl dt dd table thead tbody tfoot tr th td nav a pre'.split(
    ' ',
  ),
);

/** Tags, attributes and addresses that our templates never write, and characters that turn the text around. */
function liveMarkup(payload: unknown): readonly string[] {
  const markup = String(payload);
  const tags = [...markup.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag = '']) => tag).filter((tag) => !TAGS.has(tag));
  const handlers = markup.match(/<[^>]*\s(on\w+|style)=/gi) ?? [];
  const addresses = [...markup.matchAll(/href="([^"]*)"/g)]
    .map(([, address = '']) => address)
    .filter((address) => !/^(\/\?q=|data:application\/octet-stream,)[\w%.~!*'()&;#-]*$/.test(address));
  const controls = markup.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? [];
  return [...tags, ...handlers, ...addresses, ...controls];
}

rendererContract('web', {
  render,
  check: (payload) => (String(payload).length < 1_000_000 ? [] : ['longer than a megabyte']),
  visibleText,
  liveMarkup,
});

describe('the web renderer', () => {
  it('says the verdict first, with its tone in a class and in a mark', () => {
    const markup = render(FIXTURE_REPLIES.bad);
    expect(markup).toContain('class="verdict bad"');
    expect(visibleText(markup).trim()).toMatch(/^✕ Llama 3\.3 70B · QLoRA · RTX 6000 Ada Does not fit: 135 GiB/);
  });
  it('lets nothing choose the type of a download', () => {
    const block = { type: 'file', name: 'x.html', mediaType: 'text/html', content: '<script>1</script>' } as const;
    const markup = render({ ...FIXTURE_REPLIES.empty, blocks: [block] });
    expect(markup).toContain('href="data:application/octet-stream,%3Cscript%3E1%3C%2Fscript%3E"');
  });
});

describe('the chart', () => {
  const chart = (capacityGib: number | undefined) =>
    render({
      ...FIXTURE_REPLIES.empty,
      blocks: [
        {
          type: 'chart',
          chart: {
            kind: 'memory',
            alt: 'All of it.',
            segments: [
              { id: 'weights', label: 'Weights', bytes: 60 * GIB },
              { id: 'no-such-part', label: 'Other', bytes: 40 * GIB },
            ],
            range: { lowBytes: 90 * GIB, highBytes: 100 * GIB },
            capacity: capacityGib === undefined ? undefined : { label: 'usable', bytes: capacityGib * GIB },
          },
        },
      ],
    });
  it('is drawn for three widths, of which the style sheet shows one', () => {
    const drawn = [...chart(50).matchAll(/<div class="(\w+)"><svg [^>]*viewBox="0 0 (\d+) /g)];
    expect(drawn.map(([, name, width]) => [name, width])).toEqual([
      ['narrow', '340'],
      ['medium', '600'],
      ['wide', '860'],
    ]);
  });
  it('has the colours of the page, and those of the palette for its parts', () => {
    const fills = [...chart(50).matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, fill = '']) => fill);
    const parts = fills.filter((fill) => fill.startsWith('#'));
    const known = ['weights', 'other'].map(swatchOf).flatMap(({ fill, ink }) => [fill, ink]);
    expect(new Set(parts)).toEqual(new Set(known));
    expect(
      fills.filter((fill) => !/^(#|none$|var\(--(card|text|soft|line|track|good|warning|bad)\)$)/.test(fill)),
    ).toEqual([]);
  });
  it('leaves verdict and title to the page', () => {
    expect(chart(50)).not.toContain('Does not fit');
    expect(chart(200)).not.toContain('>Fits<');
  });
  it('gives the numbers in words', () => {
    expect(chart(50)).toContain('role="img" aria-label="All of it."');
    expect(chart(50)).toContain('likely 90.0 to 100.0 GiB');
  });
});

describe('the palette', () => {
  it('has a colour for every component, no two alike', () => {
    expect(Object.keys(PALETTE).sort()).toEqual([...COMPONENT_KINDS].sort());
    expect(new Set(Object.values(PALETTE).map(({ fill }) => fill)).size).toBe(COMPONENT_KINDS.length);
  });
  it.each([...COMPONENT_KINDS, 'other'])('can be read on: %s', (id) => {
    const { fill, ink } = swatchOf(id);
    expect(contrast(fill, ink)).toBeGreaterThanOrEqual(4.5);
  });
});

/** The contrast ratio of WCAG 2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
