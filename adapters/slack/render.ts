/** Reply → Slack message. Pure and total. User text goes into plain and rich text only, which Slack does not parse. */
import type { types } from '@slack/bolt';
import type { Action, Block, Fact, Reply, Tone } from '../../commands/reply.ts';
import { withoutControls } from '../adapter.ts';
import { buttonValue } from './actions.ts';
import { chartBlock } from './chart.ts';
import { context, plain, preformatted, rich, section, TITLE_TEXT, titleSection } from './elements.ts';
import { allText, LIMITS } from './limits.ts';
import { codeTable, nativeTable } from './table.ts';
import { cut, escapeText, inert } from './text.ts';

/** What is sent to a `response_url`. */
export interface SlackMessage {
  readonly response_type: 'ephemeral' | 'in_channel';
  /** An answer never takes the place of the message whose button was pressed. */
  readonly replace_original: false;
  /** For notifications and for readers aloud. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly mrkdwn: false;
  readonly parse: 'none';
  readonly link_names: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

export interface RenderOptions {
  /** `code`: for workspaces that refuse native tables. */
  readonly tables: 'native' | 'code';
}

const MARKS = { good: '✅', warning: '⚠️', bad: '⛔', info: 'ℹ️' } as const satisfies Record<Tone, string>;

export function render(reply: Reply, { tables }: RenderOptions = { tables: 'native' }): SlackMessage {
  // A message holds one native table, so only the first is one.
  const native = tables === 'native' ? reply.blocks.find(({ type }) => type === 'table') : undefined;
  const body = reply.blocks.flatMap((block) => renderBlock(block, block === native));
  return {
    response_type: reply.visibility === 'everyone' ? 'in_channel' : 'ephemeral',
    replace_original: false,
    text: escapeText(`${cut(inert(reply.summary), 550)}\n${cut(inert(reply.title), LIMITS.headerText)}`),
    blocks: fitting([...head(reply), ...body]),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

function head({ title, summary, tone }: Reply): types.KnownBlock[] {
  return [{ type: 'header', text: plain(`${MARKS[tone]} ${title}`, LIMITS.headerText) }, section(summary)];
}

function renderBlock(block: Block, isNative: boolean): readonly types.KnownBlock[] {
  switch (block.type) {
    case 'text':
      return [section(block.text)];
    case 'facts':
      return block.items.length > 0 ? [facts(block.title, block.items)] : [];
    case 'table':
      return block.columns.length === 0 ? [] : isNative ? nativeTable(block) : [codeTable(block)];
    case 'chart':
      return [chartBlock(block.chart)];
    case 'note':
      return [context(`${MARKS[block.tone]} ${block.text}`)];
    case 'actions':
      return block.actions.length > 0 ? buttons(block.actions) : [];
    case 'file':
      // Slack shows no file in an ephemeral message (slackapi/node-slack-sdk#1790).
      return [preformatted(block.name, withoutControls(block.content).toWellFormed())];
    default:
      block satisfies never;
      return [];
  }
}

/** A list with bold labels: one line a fact, where the two columns of section fields would take two. */
function facts(title: string | undefined, items: readonly Fact[]): types.RichTextBlock {
  let room = LIMITS.richText - TITLE_TEXT - 40;
  const shown: types.RichTextSection[] = [];
  for (const item of items) {
    const label = `${cut(inert(item.label), TITLE_TEXT)}: `;
    const value = cut(inert(item.value), 1000);
    room -= label.length + value.length;
    if (room < 0) break;
    shown.push({ type: 'rich_text_section', elements: [rich(label, true), rich(value)] });
  }
  const left = items.length - shown.length;
  const more: types.RichTextSection = { type: 'rich_text_section', elements: [rich(`… ${left} more`)] };
  return {
    type: 'rich_text',
    elements: [
      ...(title === undefined ? [] : [titleSection(title)]),
      { type: 'rich_text_list', style: 'bullet', elements: left > 0 ? [...shown, more] : shown },
    ],
  };
}

function buttons(actions: readonly Action[]): readonly types.KnownBlock[] {
  const left = actions.length - LIMITS.actionsElements;
  const row: types.ActionsBlock = {
    type: 'actions',
    elements: actions.slice(0, LIMITS.actionsElements).map((action, i) => ({
      type: 'button',
      action_id: `run:${i}`,
      text: plain(action.label, LIMITS.buttonText),
      value: buttonValue(action),
    })),
  };
  return left > 0 ? [row, context(`… ${left} more to choose from`)] : [row];
}

/** The blocks that stay within a message's limits, and a line that counts what was left out; buttons go last. */
function fitting(blocks: readonly types.KnownBlock[]): types.KnownBlock[] {
  const reserved = Math.min(5, blocks.filter(({ type }) => type === 'actions').length);
  let rows = LIMITS.blocks - 1 - reserved;
  let buttonRows = reserved;
  let text = LIMITS.messageText - 40;
  let left = 0;
  const kept = blocks.filter((block) => {
    if (block.type === 'actions') return buttonRows-- > 0;
    if (block.type !== 'table') text -= allText(block).length;
    if (left === 0 && text >= 0 && rows-- > 0) return true;
    left += 1;
    return false;
  });
  return left > 0 ? [...kept, context(`… ${left} more ${left === 1 ? 'part' : 'parts'}`)] : kept;
}
