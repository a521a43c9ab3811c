/** Slack's limits as its documentation has them, whatever the adapter's own table says; and that the checker keeps to them. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/slack/limits.ts';
import { checkMessage } from './check.ts';
import { render } from '../../../adapters/slack/render.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';

const BLOCKS = 'https://docs.slack.dev/reference/block-kit/blocks';
const BUTTON = 'https://docs.slack.dev/reference/block-kit/block-elements/button-element';
const POSTING = 'https://docs.slack.dev/reference/methods/chat.postMessage';
const MANIFEST = 'https://github.com/slackapi/manifest-schema/blob/main/schemas/manifest.schema.2.0.0.json';
/** Nothing is published; what we keep to is our own. */
const OURS = '';

const DOCUMENTED: Readonly<Record<keyof typeof LIMITS, readonly [limit: number, where: string]>> = {
  blocks: [50, BLOCKS],
  fallbackText: [4000, `${POSTING}#truncating`],
  headerText: [150, `${BLOCKS}/header-block`],
  sectionText: [3000, `${BLOCKS}/section-block`],
  contextElements: [10, `${BLOCKS}/context-block`],
  contextText: [2000, OURS],
  richText: [3000, OURS],
  altText: [2000, `${BLOCKS}/image-block`],
  imageUrl: [3000, `${BLOCKS}/image-block`],
  actionsElements: [25, `${BLOCKS}/actions-block`],
  actionId: [255, BUTTON],
  buttonText: [75, BUTTON],
  buttonValue: [2000, BUTTON],
  tables: [1, `${BLOCKS}/table-block`],
  tableRows: [100, `${BLOCKS}/table-block`],
  tableColumns: [20, `${BLOCKS}/table-block`],
  tableText: [10_000, `${BLOCKS}/table-block`],
  messageText: [12_000, OURS],
  commands: [50, MANIFEST],
  commandName: [32, MANIFEST],
  commandDescription: [2000, MANIFEST],
  commandHint: [1000, MANIFEST],
};

it('the table of limits is Slack’s', () => {
  expect(LIMITS).toEqual(Object.fromEntries(Object.entries(DOCUMENTED).map(([name, [limit]]) => [name, limit])));
});

const x = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const plain = (length: number) => ({ type: 'plain_text', text: x(length), emoji: false });
const good = render(FIXTURE_REPLIES.empty);
const check = (...blocks: readonly object[]) => checkMessage({ ...good, blocks });
const header = { type: 'header', text: plain(1) };
const button = (fields: object = {}) => ({ type: 'button', action_id: 'a', value: 'v', text: plain(1), ...fields });
const actions = (...elements: readonly object[]) => ({ type: 'actions', elements });
const rich = (...elements: readonly object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const cell = (length: number) => ({ type: 'raw_text', text: x(length) });
const table = (rows: number, columns: number, length = 1, settings = 0) => ({
  type: 'table',
  column_settings: many(settings, () => ({})),
  rows: many(rows, () => many(columns, () => cell(length))),
});

/** What is made as large as it may be, and one larger. */
const MEASURED: Readonly<
  Record<string, readonly [limit: number, check: (size: number) => readonly string[], violation: string]>
> = {
  blocks: [50, (n) => check(...many(n, () => header)), 'blocks: 51, allowed 1 to 50'],
  fallbackText: [4000, (n) => checkMessage({ ...good, text: x(n) }), 'text, characters: 4001, allowed 1 to 4000'],
  headerText: [
    150,
    (n) => check({ type: 'header', text: plain(n) }),
    'blocks[0]: text, characters: 151, allowed 1 to 150',
  ],
  sectionText: [
    3000,
    (n) => check({ type: 'section', text: plain(n) }),
    'blocks[0]: text, characters: 3001, allowed 1 to 3000',
  ],
  contextElements: [
    10,
    (n) => check({ type: 'context', elements: many(n, () => plain(1)) }),
    'blocks[0]: elements: 11, allowed 1 to 10',
  ],
  contextText: [
    2000,
    (n) => check({ type: 'context', elements: [plain(n)] }),
    'blocks[0]: element, characters: 2001, allowed 1 to 2000',
  ],
  altText: [
    2000,
    (n) => check(header, { type: 'image', image_url: 'x', alt_text: x(n) }),
    'blocks[1]: alt_text, characters: 2001, allowed 1 to 2000',
  ],
  imageUrl: [
    3000,
    (n) => check(header, { type: 'image', image_url: x(n), alt_text: 'x' }),
    'blocks[1]: image_url, characters: 3001, allowed 1 to 3000',
  ],
  actionsElements: [
    25,
    (n) => check(header, actions(...many(n, (i) => button({ action_id: `${i}` })))),
    'blocks[1]: elements: 26, allowed 1 to 25',
  ],
  actionId: [
    255,
    (n) => check(header, actions(button({ action_id: x(n) }))),
    'blocks[1]: action_id, characters: 256, allowed 1 to 255',
  ],
  buttonText: [
    75,
    (n) => check(header, actions(button({ text: plain(n) }))),
    'blocks[1]: text, characters: 76, allowed 1 to 75',
  ],
  buttonValue: [
    2000,
    (n) => check(header, actions(button({ value: x(n) }))),
    'blocks[1]: value, characters: 2001, allowed 1 to 2000',
  ],
  tables: [1, (n) => check(header, ...many(n, () => table(1, 1))), 'tables: 2, allowed 0 to 1'],
  tableRows: [100, (n) => check(header, table(n, 1)), 'blocks[1]: rows: 101, allowed 1 to 100'],
  tableColumns: [20, (n) => check(header, table(1, n)), 'blocks[1]: columns: 21, allowed 1 to 20'],
  columnSettings: [20, (n) => check(header, table(1, 1, 1, n)), 'blocks[1]: column_settings: 21, allowed 0 to 20'],
  messageText: [
    12_000,
    (n) => check(...many(4, (i) => ({ type: 'section', text: plain(i < 3 ? 3000 : n - 9000) }))),
    '',
  ],
};

describe.each(Object.entries(MEASURED))('%s', (name, [limit, measure, violation]) => {
  it('may be as large as it may', () => expect(measure(limit)).toEqual([]));
  it.skipIf(name === 'messageText')('is told when it is one larger', () =>
    expect(measure(limit + 1)).toEqual([violation]),
  );
});

describe('sums', () => {
  it('of a table: characters over all cells', () => {
    expect(check(header, table(10, 10, 100))).toEqual([]);
    expect(check(header, { type: 'table', rows: [[cell(5000)], [cell(5001)]] })).toEqual([
      'blocks[1]: characters: 10001, allowed 1 to 10000',
    ]);
  });
  it('of rich text', () => {
    const text = (length: number) => ({ type: 'text', text: x(length) });
    expect(check(rich(text(1500), text(1500)))).toEqual([]);
    expect(check(rich(text(1500), text(1501)))).toEqual(['blocks[0]: text: 3001, allowed 1 to 3000']);
  });
  it('of a message, tables and buttons aside', () => {
    const sections = many(4, () => ({ type: 'section', text: plain(3000) }));
    expect(check(...sections, table(10, 10, 100), actions(button({ text: plain(75) })))).toEqual([]);
    expect(check(...sections, header)).toEqual(['text over all blocks: 12001, allowed 1 to 12000']);
  });
});

describe('what no number says', () => {
  const text = { type: 'text', text: 'x' };
  it.each([
    ['no blocks', check(), ['blocks: 0, allowed 1 to 50', 'text over all blocks: 0, allowed 1 to 12000']],
    ['an unknown block', check(header, { type: 'video' }), ['blocks[1]: type "video" is not one we send']],
    [
      'markdown',
      check({ type: 'section', text: { type: 'mrkdwn', text: 'x', emoji: false } }),
      ['blocks[0]: text.type is "mrkdwn", allowed plain_text'],
    ],
    [
      'names of emoji',
      check({ type: 'header', text: { type: 'plain_text', text: 'x' } }),
      ['blocks[0]: text.emoji must be false'],
    ],
    [
      'fields of a section',
      check({ type: 'section', text: plain(1), fields: [] }),
      ['blocks[0]: fields are not what we send'],
    ],
    [
      'another element',
      check(header, actions(button({ type: 'datepicker' }))),
      ['blocks[1]: type is "datepicker", allowed button'],
    ],
    ['two buttons of one id', check(header, actions(button(), button())), ['blocks[1]: action_id is used twice']],
    [
      'two blocks of one id',
      check({ ...header, block_id: 'b' }, { ...header, block_id: 'b' }),
      ['block_id is used twice'],
    ],
    [
      'a mention',
      check(header, rich({ type: 'broadcast', range: 'here' })),
      [
        'blocks[1]: text: 0, allowed 1 to 3000',
        'blocks[1]: type is "broadcast", allowed text',
        'blocks[1]: text is not a text',
      ],
    ],
    [
      'a link elsewhere',
      check(header, rich(text, { type: 'link', url: 'javascript:alert(1)' })),
      ['blocks[1]: url is not an address of ours'],
    ],
    ['a link of ours', check(header, rich(text, { type: 'link', url: 'https://bot.example/s/1' })), []],
    [
      'an empty list',
      check(header, { type: 'rich_text', elements: [{ type: 'rich_text_list', elements: [] }] }),
      ['blocks[1]: text: 0, allowed 1 to 3000', 'blocks[1]: rich_text_list: 0, allowed 1 to Infinity'],
    ],
    [
      'a ragged table',
      check(header, { type: 'table', rows: [[cell(1), cell(1)], [cell(1)]] }),
      ['blocks[1]: rows of different lengths: 2, 1'],
    ],
    [
      'an empty cell',
      check(header, { type: 'table', rows: [[cell(1), cell(0)]] }),
      ['blocks[1]: cell, characters: 0, allowed 1 to 10000'],
    ],
    [
      'another cell',
      check(header, { type: 'table', rows: [[{ type: 'image', text: 'x' }]] }),
      ['blocks[1]: type is "image", allowed raw_text'],
    ],
    ['a rich cell', check(header, { type: 'table', rows: [[rich(text)]] }), []],
    [
      'a mark that turns text',
      check({ type: 'header', text: { ...plain(1), text: 'a\u202eb' } }),
      ['a control character is sent'],
    ],
    ['a live mark', checkMessage({ ...good, text: 'a <!channel>' }), ['text: a mark of Slack is not escaped']],
    ['a bare ampersand', checkMessage({ ...good, text: 'a & b' }), ['text: a mark of Slack is not escaped']],
    ['an escaped mark', checkMessage({ ...good, text: 'a &lt;b&gt; &amp; c' }), []],
    ['no fallback', checkMessage({ ...good, text: '' }), ['text, characters: 0, allowed 1 to 4000']],
    [
      'another audience',
      checkMessage({ ...good, response_type: 'all' }),
      ['response_type is "all", allowed ephemeral, in_channel'],
    ],
    ['no message', checkMessage(undefined).length > 5, true],
  ])('%s', (_, found, violations) => {
    expect(found).toEqual(violations);
  });

  it.each([
    ['link_names', true],
    ['mrkdwn', true],
    ['parse', 'full'],
    ['replace_original', true],
    ['unfurl_links', true],
    ['unfurl_media', true],
  ])('%s: %s', (name, value) => {
    expect(checkMessage({ ...good, [name]: value })).toEqual([
      `${name} must be ${value === 'full' ? 'none' : 'false'}`,
    ]);
  });
});
