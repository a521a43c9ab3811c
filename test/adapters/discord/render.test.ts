import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage } from './check.ts';
import { customIdOf, pressedOf } from '../../../adapters/discord/custom-id.ts';
import { LIMITS } from '../../../adapters/discord/limits.ts';
import { type Message, renderMessage } from '../../../adapters/discord/render.ts';
import { inert, inertWithin, widthOf } from '../../../adapters/discord/text.ts';
import type { Block, Reply } from '../../../commands/core/reply.ts';
import type { ChartSpec } from '../../../src/ports.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { rendererContract } from '../contract.ts';

const CODE = /```[^]*?```/g;

rendererContract('Discord', {
  render: (reply) => renderMessage(reply).message,
  check: checkMessage,
  visibleText: (payload) =>
    textsOf(payload as Message)
      .map(shown)
      .join('\n'),
  liveMarkup: (payload) => textsOf(payload as Message).flatMap(liveMarkup),
});

function textsOf({ embeds, components }: Message): readonly string[] {
  return [
    ...embeds.flatMap(({ title, description, fields = [] }) => [
      title ?? '',
      description ?? '',
      ...fields.flatMap(({ name, value }) => [name, value]),
    ]),
    ...components.flatMap((row) => row.components.map(({ label }) => `\`\`\`${label?.replaceAll('`', '')}\`\`\``)),
  ];
}

/** What a person reads: our bold marks and the escapes gone. */
function shown(text: string): string {
  return text
    .split(/(```[^]*?```)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\\(.)|\*\*/g, '$1')))
    .join('');
}

/** What Discord would make of the text, outside code blocks and without the escapes and the bold marks that are ours. */
function liveMarkup(text: string): readonly string[] {
  const bare = text
    .replace(CODE, '')
    .replace(/\\[^0-9A-Za-z\s]/g, '·')
    .replace(/\*\*/g, '');
  return bare.match(/[*_~`|<>[\]]|@(?:everyone|here)|:\/\/|:\w+:|^ *(?:[#+-]|\d+[.)]\s)/gim) ?? [];
}

describe('Discord messages', () => {
  it('reads verdict first on a phone', () => {
    const { embeds } = renderMessage(FIXTURE_REPLIES.good).message;
    expect(embeds).toMatchInlineSnapshot(`
      [
        {
          "color": 3055195,
          "description": "✅ **Fits: 45.2 GiB needed (42.9 to 47.1), 47.4 GiB usable on one RTX 6000 Ada.**
      \`\`\`
      Base model weights 36.8 GiB ██████▎
      Optimizer states    1.5 GiB ▎
      Activations         3.3 GiB ▌
      Everything else     2.4 GiB ▍
      Needed             44.0 GiB ███████▍
      Usable             47.4 GiB ████████
      \`\`\`
      **Where the memory goes**
      \`\`\`
      Component             GiB
      Base model weights  36.80
      LoRA weights         0.77
      Gradients            0.77
      Optimizer states     1.54
      Activations          3.32
      Logits and loss      0.40
      Workspace            0.44
      ─────────────────────────
      Peak, allocated     44.04
      \`\`\`",
          "fields": [
            {
              "inline": false,
              "name": "Assumed",
              "value": "**Micro-batch:** 1
      **Sequence length:** 2,048
      **Framework:** TRL + PEFT, current",
            },
          ],
          "title": "Llama 3.3 70B · QLoRA · RTX 6000 Ada",
        },
      ]
    `);
  });

  it.each(Object.entries(FIXTURE_REPLIES))('keeps code narrow enough for a phone: %s', (_, reply) => {
    const code = textsOf(
      renderMessage({ ...reply, blocks: reply.blocks.filter(({ type }) => type !== 'actions') }).message,
    )
      .flatMap((text) => text.match(CODE) ?? [])
      .flatMap((block) => block.split('\n'));
    expect(code.filter((line) => widthOf(line) > 38)).toEqual([]);
  });

  it('puts figures that do not fit beside the others beneath their row, with their heading', () => {
    const text = description([
      {
        type: 'table',
        columns: [
          { label: 'Where', align: 'left' },
          { label: 'Card', align: 'left' },
          { label: 'Per hour', align: 'right' },
        ],
        rows: [['a place with a name', 'RTX 6000 Ada 48', '$ 1,234.00']],
      },
    ]);
    expect(text).toContain('a place with a name  RTX 6000 Ada 48\n  Per hour: $ 1,234.00');
  });

  it('shows a table of long texts as prose', () => {
    const long = 'words that go on and on and on for more than a line';
    const columns = ['What', 'How'].map((label) => ({ label, align: 'left' }) as const);
    const text = description([{ type: 'table', columns, rows: [['Weights', long]] }]);
    expect(text).toContain(`**Weights:** ${long}`);
    expect(text).not.toContain('```');
  });

  it('aligns wide characters', () => {
    const columns = [
      { label: 'Model', align: 'left' },
      { label: 'GiB', align: 'right' },
    ] as const;
    const rows = [
      ['書生浦語', '1.00'],
      ['InternLM', '2.00'],
    ];
    const lines = description([{ type: 'table', columns, rows }]).split('\n');
    expect(lines).toContain('書生浦語  1.00');
    expect(lines).toContain('InternLM  2.00');
  });

  it('keeps the order of the blocks: text after facts begins another embed', () => {
    const { embeds } = render([
      { type: 'facts', title: 'Facts', items: [{ label: 'a', value: '1' }] },
      { type: 'text', text: 'after' },
    ]);
    expect(embeds).toMatchObject([{ fields: [{ name: 'Facts', value: '**a:** 1' }] }, { description: 'after' }]);
  });

  it('counts what it leaves out', () => {
    const { embeds, components } = renderMessage(FIXTURE_REPLIES.long).message;
    const text = JSON.stringify(embeds);
    expect(components.flatMap((row) => row.components)).toHaveLength(25);
    expect(text).toContain('… 5 more buttons');
    expect(text).toMatch(/… \d\d more/);
    const many: Block[] = Array.from({ length: 20 }, () => ({ type: 'text', text: 'x'.repeat(1000) }));
    expect(JSON.stringify(render(many).embeds)).toMatch(/… 1[45] more parts/);
  });

  it('counts the rows that it leaves out', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [`Row number ${i + 1}`]);
    const text = description([{ type: 'table', columns: [{ label: 'Row', align: 'left' }], rows, total: ['All'] }]);
    const shown = text.match(/Row number/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(100);
    expect(text).toContain(`\n… ${200 - shown} more rows\n`);
    expect(text).toMatch(/All\n```$/);
  });

  it('sends files, and says which it cannot', () => {
    const file = (name: string, content: string): Block => ({ type: 'file', name, mediaType: 'text/plain', content });
    const { files, embeds } = render([
      file('../an estimate.json', '{}'),
      file('huge.txt', 'x'.repeat(LIMITS.fileBytes + 1)),
    ]);
    expect(files).toEqual([{ name: 'an-estimate.json', content: '{}' }]);
    expect(JSON.stringify(embeds)).toContain('… the file huge.txt is too much');
  });

  it('gives equal actions one button', () => {
    const action = { label: 'Again', command: 'vram', args: { model: '8b' } };
    const { components } = render([{ type: 'actions', actions: [action, action] }]);
    expect(components.flatMap((row) => row.components)).toHaveLength(1);
  });
});

describe('charts in text', () => {
  const GIB = 2 ** 30;
  const segments = (gib: number) => [{ id: 'weights', label: 'Weights', bytes: gib * GIB }];
  const capacity = { label: 'a card', bytes: 24 * GIB };
  it.each([
    [
      { kind: 'phases', alt: '', phases: [{ label: 'forward', segments: segments(12) }], capacity },
      ['forward 12.0 GiB ████', 'Usable  24.0 GiB ████████'],
    ],
    [
      { kind: 'comparison', alt: '', rows: [{ label: 'LoRA', segments: segments(12), highBytes: 18 * GIB }], capacity },
      ['LoRA   12.0 GiB fits ████░░', 'Usable 24.0 GiB      ████████'],
    ],
    [
      {
        kind: 'cost',
        alt: '',
        points: [
          { label: 'a very long name of a place', hours: 2, dollars: 8 },
          { label: 'short', hours: 10, dollars: 4, remark: 'cheapest' },
        ],
      },
      ['a very long nam…  2.0 h $8.00 ████████', 'short, cheapest  10.0 h $4.00 ████'],
    ],
    [
      {
        kind: 'sequence',
        alt: '',
        curves: [{ label: 'LoRA', points: [1024, 2048].map((tokens) => ({ tokens, bytes: (tokens / 128) * GIB })) }],
        cards: [{ label: 'RTX 4090', bytes: 16 * GIB }],
      },
      [
        '1,024 tokens, LoRA  8.0 GiB ████',
        '2,048 tokens       16.0 GiB ████████',
        'Usable             16.0 GiB ████████',
      ],
    ],
    [{ kind: 'sequence', alt: 'At 2k 12 GiB.', curves: [], cards: [] }, ['At 2k 12 GiB.']],
  ] satisfies [ChartSpec, string[]][])('%#', (chart, lines) => {
    const shown = description([{ type: 'chart', chart }]).split('\n');
    expect(shown).toEqual(expect.arrayContaining(lines));
    expect(shown.filter((line) => widthOf(line) > 38)).toEqual([]);
  });
});

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(...'\\*_~`|<>[]()#-:/@ 1.\nahttpseveryone') }),
  );

  it('becomes inert, within its limit', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (given, max) => {
        const marked = inertWithin(given, max);
        expect(marked.length).toBeLessThanOrEqual(max);
        expect(liveMarkup(marked)).toEqual([]);
        expect(liveMarkup(inert(given))).toEqual([]);
      }),
    );
  });

  it('makes a message that may be sent', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 12 }), ([title = '', summary = '', ...texts]) => {
        const blocks: Block[] = texts.flatMap((t): Block[] => [
          { type: 'text', text: t },
          { type: 'facts', items: [{ label: t, value: t }] },
          { type: 'facts', title: t, items: [{ label: t, value: t }] },
          {
            type: 'table',
            title: t,
            columns: [
              { label: t, align: 'right' },
              { label: t, align: 'left' },
            ],
            rows: [[t, t]],
          },
          { type: 'actions', actions: [{ label: t, command: 'vram', args: { model: t } }] },
        ]);
        expect(checkMessage(renderMessage({ ...FIXTURE_REPLIES.empty, title, summary, blocks }).message)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('comes back from a button as it went in', async () => {
    const args = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const { id, kept } = customIdOf({ command: 'vram', args: given });
        expect(id.length).toBeLessThanOrEqual(LIMITS.customId);
        const pressed = await pressedOf(id, async (key) => (key === kept?.key ? kept.value : undefined));
        expect(pressed).toEqual({ command: 'vram', args: given });
      }),
    );
  });
});

describe('a button of another form', () => {
  it.each(['', 'nonsense', '2?vram', '1?', '1#gone', '1?vram&model=%E0%A4%A'])('is told: %j', async (id) => {
    expect(await pressedOf(id, async () => undefined)).toBeUndefined();
  });
});

describe('the limits checker', () => {
  const embed = (fields: object) => ({ embeds: [{ title: 'x', ...fields }] });
  const buttons = (...ids: string[]) => ({
    embeds: [{ title: 'x' }],
    components: [{ components: ids.map((id) => ({ label: 'x', custom_id: id })) }],
  });
  it.each([
    ['title', embed({ title: 'x'.repeat(257) })],
    ['description', embed({ description: 'x'.repeat(4097) })],
    ['fields', embed({ fields: Array.from({ length: 26 }, () => ({ name: 'x', value: 'x' })) })],
    ['field value', embed({ fields: [{ name: 'x', value: ' ' }] })],
    ['text over all embeds', { embeds: [{ description: 'x'.repeat(3500) }, { description: 'x'.repeat(3500) }] }],
    ['is empty', { embeds: [{}] }],
    ['not closed', embed({ description: '```\nx' })],
    ['control character', embed({ description: 'a\u202eb' })],
    ['custom_id', buttons('x'.repeat(101))],
    ['custom_id: not unique', buttons('a', 'a')],
    ['row', buttons('1', '2', '3', '4', '5', '6')],
  ])('finds: %s', (violation, message) => {
    expect(checkMessage(message).join()).toContain(violation);
  });
});

function render(blocks: readonly Block[]): Message {
  return renderMessage({ ...FIXTURE_REPLIES.empty, blocks } satisfies Reply).message;
}

function description(blocks: readonly Block[]): string {
  return render(blocks).embeds[0]?.description ?? '';
}
