import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readButton } from '../../../adapters/slack/actions.ts';
import { LIMITS } from '../../../adapters/slack/limits.ts';
import { allText } from '../../../adapters/slack/text.ts';
import { checkMessage } from './check.ts';
import { render, type SlackMessage } from '../../../adapters/slack/render.ts';
import type { Block, Reply } from '../../../commands/core/reply.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { rendererContract } from '../contract.ts';
import { memoryStore } from './stand-in.ts';

const LIVE_FALLBACK = /<[^>]*>|&(?!amp;|lt;|gt;)/g;
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/** Slack parses `mrkdwn` objects and the fallback text; every other kind of text is shown as it stands. */
function liveMarkup(payload: unknown): readonly string[] {
  const { text, mrkdwn, parse, link_names } = payload as SlackMessage;
  // A button's value is not shown.
  const json = JSON.stringify(payload, (key, value: unknown) => (key === 'value' ? undefined : value));
  return [
    ...(json.match(/"type":"(?:mrkdwn|user|usergroup|broadcast|channel|link|emoji)"/g) ?? []),
    ...(json.match(/"emoji":true/g) ?? []),
    ...(json.match(DIRECTION) ?? []),
    ...(text.match(LIVE_FALLBACK) ?? []),
    ...(mrkdwn === false && parse === 'none' && link_names === false ? [] : ['the fallback text is parsed']),
  ];
}

/** A block a line, and in a table a cell a line. */
function visibleText(payload: unknown): string {
  const cellsOf = (block: SlackMessage['blocks'][number]): readonly unknown[] =>
    block.type === 'table' ? block.rows.flat() : [block];
  return (payload as SlackMessage).blocks.flatMap(cellsOf).map(allText).join('\n');
}

for (const tables of ['native', 'text'] as const) {
  rendererContract(`Slack, ${tables} tables`, {
    render: (reply) => render(reply, { tables }),
    check: checkMessage,
    visibleText,
    liveMarkup,
  });
}

function blocksOf(...blocks: Block[]) {
  return render({ ...FIXTURE_REPLIES.empty, blocks }).blocks.slice(2);
}

const table = (fields: Partial<Extract<Block, { type: 'table' }>>): Block => ({
  type: 'table',
  columns: [
    { label: 'Card', align: 'left' },
    { label: 'GiB', align: 'right' },
  ],
  rows: [['RTX 4090', '23.6']],
  ...fields,
});

describe('what a person sees first', () => {
  it('is the title with the verdict as a sign, then the sentence, also in the notification', () => {
    const { blocks, text } = render(FIXTURE_REPLIES.bad);
    expect(blocks.slice(0, 2)).toEqual([
      {
        type: 'header',
        text: { type: 'plain_text', text: `⛔ ${FIXTURE_REPLIES.bad.title}`, emoji: false },
      },
      { type: 'section', text: { type: 'plain_text', text: FIXTURE_REPLIES.bad.summary, emoji: false } },
    ]);
    expect(text.startsWith(FIXTURE_REPLIES.bad.summary)).toBe(true);
  });

  it.each([
    ['caller', 'ephemeral'],
    ['everyone', 'in_channel'],
  ] as const)('an answer for %s is %s', (visibility, response_type) => {
    expect(render({ ...FIXTURE_REPLIES.empty, visibility })).toMatchObject({ response_type, replace_original: false });
  });

  it('escapes the fallback once', () => {
    expect(render({ ...FIXTURE_REPLIES.empty, summary: 'a < b & <!channel> &lt;' }).text).toContain(
      'a &lt; b &amp; &lt;!channel&gt; &amp;lt;',
    );
  });
});

describe('tables', () => {
  it('the first is native, with its total in bold; a second one is aligned text', () => {
    const [native, code] = blocksOf(table({ total: ['Sum', '1.0'] }), table({}));
    expect(native).toMatchObject({
      type: 'table',
      column_settings: [
        { align: 'left', is_wrapped: true },
        { align: 'right', is_wrapped: false },
      ],
      rows: [
        [{ text: 'Card' }, { text: 'GiB' }],
        [{ text: 'RTX 4090' }, { text: '23.6' }],
        [{ type: 'rich_text', elements: [{ elements: [{ text: 'Sum', style: { bold: true } }] }] }, {}],
      ],
    });
    expect(code?.type).toBe('rich_text');
    expect(allText(code)).toBe('Card       GiB\n────────  ────\nRTX 4090  23.6');
  });

  it('counts the rows it leaves out', () => {
    const rows = Array.from({ length: 150 }, (_, i) => [`Card ${i}`, '1']);
    expect(allText(blocksOf(table({ rows })).at(-1))).toBe('… 51 more rows');
    const wide = Array.from({ length: 40 }, () => ['x'.repeat(390), '1']);
    expect(allText(blocksOf(table({ rows: wide })).at(-1))).toBe('… 15 more rows');
    const long = Array.from({ length: 120 }, () => ['x'.repeat(30), '1']);
    const { blocks } = render({ ...FIXTURE_REPLIES.empty, blocks: [table({ rows: long })] }, { tables: 'text' });
    const shown = allText(blocks[2]).split('\n').length - 3;
    expect(allText(blocks[2])).toContain(`… ${120 - shown} more rows`);
  });

  it('leaves the native one to the table whose cells need it, and lists such cells otherwise', () => {
    const long = table({ rows: [['Weights', `${'8 B × 1 '.repeat(9)}`]], total: ['Sum', ''] });
    expect(blocksOf(table({}), long).map(({ type }) => type)).toEqual(['rich_text', 'table']);
    const { blocks } = render({ ...FIXTURE_REPLIES.empty, blocks: [long] }, { tables: 'text' });
    expect(blocks[2]).toMatchObject({
      elements: [
        { type: 'rich_text_list', elements: [{ elements: [{ text: 'Weights: ', style: { bold: true } }, {}] }, {}] },
      ],
    });
    expect(allText(blocks[2])).toBe(`Weights: ${'8 B x 1 '.repeat(9).trim()}Sum`);
  });

  it('aligns wide characters', () => {
    const { blocks } = render(
      { ...FIXTURE_REPLIES.empty, blocks: [table({ rows: [['日本', '1']] })] },
      { tables: 'text' },
    );
    expect(allText(blocks[2])).toBe('Card  GiB\n────  ───\n日本    1');
  });
});

describe('the other blocks', () => {
  it('draws a chart as bars against the capacity', () => {
    const text = allText(blocksOf(FIXTURE_REPLIES.good.blocks[0]!));
    expect(text).toMatchInlineSnapshot(`
      "████████████ 36.80 GiB  Base model weights
      ▎             0.77 GiB  LoRA weights
      ▎             0.77 GiB  Gradients
      ▌             1.54 GiB  Optimizer states
      █▏            3.32 GiB  Activations
      ▏             0.40 GiB  Logits and loss
      ▏             0.44 GiB  Workspace

      ███████████████████████████▒▒▒ 91 to 99%
      Needed 42.9 GiB to 47.1 GiB
      RTX 6000 Ada: 47.4 GiB usable"
    `);
  });

  it('says that a chart goes over the capacity', () => {
    const good = FIXTURE_REPLIES.good.blocks[0]!;
    if (good.type !== 'chart' || good.chart.kind !== 'memory') throw new Error('the fixture has changed');
    const chart = {
      ...good.chart,
      capacity: { label: 'RTX 4090: 23.6 GiB usable', bytes: good.chart.range.lowBytes / 2 },
    };
    expect(allText(blocksOf({ type: 'chart', chart }))).toMatch(/█{30}▶ 200 to 220%/);
  });

  it('is a picture with its numbers in words where Slack can fetch one', () => {
    const { blocks } = FIXTURE_REPLIES.good;
    const message = render(FIXTURE_REPLIES.good, {
      tables: 'native',
      addressOf: () => 'https://bot.example/c.png?q=1',
    });
    expect(message.blocks).toContainEqual({
      type: 'image',
      image_url: 'https://bot.example/c.png?q=1',
      alt_text: blocks[0]?.type === 'chart' ? blocks[0].chart.alt : '',
    });
    expect(checkMessage(message)).toEqual([]);
  });

  it('draws the other charts as a bar a row, against what can be used', () => {
    const segments = (gib: number) => [{ id: 'weights', label: 'Weights', bytes: gib * 2 ** 30 }];
    const rows = [
      { label: 'LoRA', segments: segments(12), highBytes: 18 * 2 ** 30 },
      { label: 'Full', segments: segments(30), highBytes: 32 * 2 ** 30 },
    ];
    const capacity = { label: 'RTX 4090', bytes: 24 * 2 ** 30 };
    const chart = { kind: 'comparison', alt: '', title: 'By method', rows, capacity } as const;
    expect(allText(blocksOf({ type: 'chart', chart }))).toMatchInlineSnapshot(`
      "By method████▌        12.0 GiB fits  LoRA
      ███████████▎ 30.0 GiB no    Full
      █████████    24.0 GiB       usable: RTX 4090"
    `);
  });

  it.each(['phases', 'comparison', 'cost', 'sequence'] as const)('tells a chart of the kind %s in words', (kind) => {
    const empty = { phases: [], rows: [], points: [], curves: [], cards: [], capacity: undefined };
    expect(allText(blocksOf({ type: 'chart', chart: { kind, alt: 'Told in words.', ...empty } }))).toBe(
      'Told in words.',
    );
  });

  it('cuts a file visibly', () => {
    const [file] = blocksOf({ type: 'file', name: 'a.json', mediaType: 'application/json', content: 'x'.repeat(9000) });
    expect(allText(file)).toMatch(/^a\.jsonx+…$/);
  });

  it('counts the buttons, facts and blocks it leaves out', () => {
    const text = allText(render(FIXTURE_REPLIES.long).blocks);
    expect(text).toContain('… 5 more to choose from');
    expect(text).toMatch(/… 5\d more/);
    expect(allText(render(FIXTURE_REPLIES.manyBlocks).blocks)).toContain('… 13 more parts');
  });

  it('keeps the buttons when the blocks before them are too many', () => {
    const [, , , actions] = FIXTURE_REPLIES.good.blocks;
    const { blocks } = render({ ...FIXTURE_REPLIES.empty, blocks: [...FIXTURE_REPLIES.manyBlocks.blocks, actions!] });
    expect(blocks.filter(({ type }) => type === 'actions')).toHaveLength(1);
    expect(checkMessage(render({ ...FIXTURE_REPLIES.empty, blocks: Array(60).fill(actions) }))).toEqual([]);
  });

  it('a button carries its invocation', async () => {
    const [, , , actions] = FIXTURE_REPLIES.good.blocks;
    const [row] = blocksOf(actions!);
    const value = row?.type === 'actions' && row.elements[0]?.type === 'button' ? row.elements[0].value : undefined;
    expect(await readButton(value ?? '', memoryStore())).toEqual({
      command: 'vram',
      args: { model: '70b', method: 'qlora', gpu: '48', details: 'yes' },
    });
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 4000 });
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  anyText.map((text) => ({ type: 'text', text }) as const),
  anyText.map((text) => ({ type: 'note', tone: 'info', text }) as const),
  fc
    .record({ label: anyText, value: anyText })
    .chain((item) => fc.nat(70).map((n) => ({ type: 'facts', items: Array(n).fill(item) }) as const)),
  fc.tuple(anyText, fc.nat(25), fc.nat(120)).map(
    ([cell, columns, rows]) =>
      ({
        type: 'table',
        columns: Array(columns).fill({ label: cell, align: 'left' }),
        rows: Array(rows).fill(Array(columns).fill(cell)),
        total: [cell],
      }) as const,
  ),
  fc
    .record({ label: anyText, command: fc.constant('vram'), args: fc.dictionary(fc.string(), anyText) })
    .chain((action) => fc.nat(30).map((n) => ({ type: 'actions', actions: Array(n).fill(action) }) as const)),
  anyText.map((content) => ({ type: 'file', name: content, mediaType: 'text/plain', content }) as const),
);

describe('whatever a command answers', () => {
  it('is within the limits', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.array(anyBlock, { maxLength: 70 }), (title, summary, blocks) => {
        const reply: Reply = { ...FIXTURE_REPLIES.empty, title, summary, blocks };
        for (const tables of ['native', 'text'] as const) {
          const message = render(reply, { tables });
          expect(checkMessage(message)).toEqual([]);
          expect(liveMarkup(message)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the checker', () => {
  const good = render(FIXTURE_REPLIES.good);
  const change = (fields: object) => checkMessage({ ...good, ...fields });
  const block = (value: object) => change({ blocks: [value] });
  const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length), emoji: false });
  const button = (fields: object) => ({
    type: 'actions',
    elements: [{ type: 'button', action_id: 'a', value: 'v', text: text(1), ...fields }],
  });

  it.each([
    ['too many blocks', change({ blocks: Array(LIMITS.blocks + 1).fill({ type: 'header', text: text(1) }) })],
    ['no blocks', change({ blocks: [] })],
    ['an empty fallback', change({ text: '' })],
    ['an unescaped mention', change({ text: '<!channel>' })],
    ['links to names', change({ link_names: true })],
    ['a replaced message', change({ replace_original: true })],
    ['an unknown block', block({ type: 'image' })],
    ['a long header', block({ type: 'header', text: text(LIMITS.headerText + 1) })],
    ['an empty section', block({ type: 'section', text: text(0) })],
    ['mrkdwn', block({ type: 'section', text: { type: 'mrkdwn', text: '*x*' } })],
    ['two tables', change({ blocks: Array(2).fill({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }) })],
    ['a ragged table', block({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }], []] })],
    ['an empty cell', block({ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] })],
    ['a long button', block(button({ text: text(LIMITS.buttonText + 1) }))],
    ['a long value', block(button({ value: 'x'.repeat(LIMITS.buttonValue + 1) }))],
    ['a mention in rich text', block({ type: 'rich_text', elements: [{ type: 'broadcast', range: 'here' }] })],
    ['a direction mark', block({ type: 'section', text: { ...text(1), text: 'x\u202e' } })],
  ])('finds %s', (_, violations) => {
    expect(violations.length).toBeGreaterThan(0);
  });
});
