/** Checks what we send against the limits of Slack and our own rules. */
import { webAddress } from '../../../adapters/adapter.ts';
import { LIMITS } from '../../../adapters/slack/limits.ts';
import { allText } from '../../../adapters/slack/text.ts';

/** Bidirectional overrides and control characters: nothing we send may carry them. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

type Fields = Readonly<Record<string, unknown>>;
type Check = (block: Fields) => readonly string[];

/** Every violation of Slack's limits and of our own rules in a message; none when it may be sent. */
export function checkMessage(message: unknown): readonly string[] {
  const { blocks, text, ...rest } = fields(message);
  const list = array(blocks);
  return [
    ...lengthOf('text', text, LIMITS.fallbackText),
    ...(/<|>|&(?!(?:amp|lt|gt);)/.test(string(text)) ? ['text: a mark of Slack is not escaped'] : []),
    ...between('blocks', list.length, 1, LIMITS.blocks),
    ...between('tables', list.filter((block) => fields(block)['type'] === 'table').length, 0, LIMITS.tables),
    ...between('text over all blocks', prose(list), 1, LIMITS.messageText),
    ...unique('block_id', list),
    ...list.flatMap((block, i) => checkBlock(block).map((violation) => `blocks[${i}]: ${violation}`)),
    ...(CONTROLS.test(allText(blocks)) ? ['a control character is sent'] : []),
    ...INERT.filter(([key, wanted]) => rest[key] !== wanted).map(([key, wanted]) => `${key} must be ${wanted}`),
    ...oneOf('response_type', rest['response_type'], ['ephemeral', 'in_channel']),
  ];
}

/** What keeps Slack from reading mentions and links into a message, and from replacing an earlier answer. */
const INERT = [
  ['link_names', false],
  ['mrkdwn', false],
  ['parse', 'none'],
  ['replace_original', false],
  ['unfurl_links', false],
  ['unfurl_media', false],
] as const;

function checkBlock(block: unknown): readonly string[] {
  const known = fields(block);
  const check = CHECKS[string(known['type'])];
  return check ? check(known) : [`type "${string(known['type'])}" is not one we send`];
}

const CHECKS: Readonly<Record<string, Check>> = {
  header: ({ text }) => plainText('text', text, LIMITS.headerText),
  section: ({ text, ...rest }) => [
    ...plainText('text', text, LIMITS.sectionText),
    ...('fields' in rest ? ['fields are not what we send'] : []),
  ],
  context: ({ elements }) => [
    ...between('elements', array(elements).length, 1, LIMITS.contextElements),
    ...array(elements).flatMap((element) => plainText('element', element, LIMITS.contextText)),
  ],
  actions: ({ elements }) => [
    ...between('elements', array(elements).length, 1, LIMITS.actionsElements),
    ...unique('action_id', array(elements)),
    ...array(elements).flatMap(checkButton),
  ],
  rich_text: ({ elements }) => [
    ...between('elements', array(elements).length, 1, LIMITS.richText),
    ...between('text', allText(elements).length, 1, LIMITS.richText),
    ...array(elements).flatMap(checkRichText),
  ],
  image: ({ image_url, alt_text }) => [
    ...lengthOf('image_url', image_url, LIMITS.imageUrl),
    ...lengthOf('alt_text', alt_text, LIMITS.altText),
  ],
  table: ({ rows, column_settings }) => checkTable(array(rows), array(column_settings)),
};

function checkButton(element: unknown): readonly string[] {
  const { type, text, value, action_id } = fields(element);
  return [
    ...oneOf('type', type, ['button']),
    ...plainText('text', text, LIMITS.buttonText),
    ...lengthOf('value', value, LIMITS.buttonValue),
    ...lengthOf('action_id', action_id, LIMITS.actionId),
  ];
}

const RICH_CONTAINERS = ['rich_text_section', 'rich_text_preformatted', 'rich_text_list'];

function checkRichText(element: unknown): readonly string[] {
  const { type, elements, text, url } = fields(element);
  if (RICH_CONTAINERS.includes(string(type))) {
    return [...between(string(type), array(elements).length, 1, Infinity), ...array(elements).flatMap(checkRichText)];
  }
  if (type === 'link') return webAddress(string(url)) === undefined ? ['url is not an address of ours'] : [];
  return [...oneOf('type', type, ['text']), ...lengthOf('text', text, LIMITS.richText)];
}

function checkTable(rows: readonly unknown[], settings: readonly unknown[]): readonly string[] {
  const widths = new Set(rows.map((row) => array(row).length));
  return [
    ...between('rows', rows.length, 1, LIMITS.tableRows),
    ...(widths.size === 1 ? [] : [`rows of different lengths: ${[...widths].join(', ')}`]),
    ...between('columns', Math.max(0, ...widths), 1, LIMITS.tableColumns),
    ...between('column_settings', settings.length, 0, LIMITS.tableColumns),
    ...between('characters', allText(rows).length, 1, LIMITS.tableText),
    ...rows.flatMap(array).flatMap(checkCell),
  ];
}

function checkCell(cell: unknown): readonly string[] {
  const known = fields(cell);
  if (known['type'] === 'rich_text') return checkBlock(cell);
  return [...oneOf('type', known['type'], ['raw_text']), ...lengthOf('cell', known['text'], LIMITS.tableText)];
}

/** User text is sent as plain text only, with emoji names left alone. */
function plainText(name: string, object: unknown, max: number): readonly string[] {
  const { type, text, emoji } = fields(object);
  return [
    ...oneOf(`${name}.type`, type, ['plain_text']),
    ...(emoji === false ? [] : [`${name}.emoji must be false`]),
    ...lengthOf(name, text, max),
  ];
}

// ----- Reading what may be anything -----

function prose(blocks: readonly unknown[]): number {
  const isProse = (block: unknown) => !['table', 'actions'].includes(string(fields(block)['type']));
  return allText(blocks.filter(isProse)).length;
}

function lengthOf(name: string, value: unknown, max: number): readonly string[] {
  return typeof value === 'string' ? between(`${name}, characters`, value.length, 1, max) : [`${name} is not a text`];
}

function between(name: string, count: number, min: number, max: number): readonly string[] {
  return count >= min && count <= max ? [] : [`${name}: ${count}, allowed ${min} to ${max}`];
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): readonly string[] {
  return allowed.includes(string(value)) ? [] : [`${name} is "${string(value)}", allowed ${allowed.join(', ')}`];
}

function unique(key: string, items: readonly unknown[]): readonly string[] {
  const ids = items.map((item) => fields(item)[key]).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length ? [] : [`${key} is used twice`];
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
