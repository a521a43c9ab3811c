/** Reply → Slack message. Pure and total. User text goes into plain and rich text only, which Slack does not parse. */
import type { types } from '@slack/bolt';
import type { Action, Block, Reply, Tone } from '../../commands/core/reply.ts';
import type { ChartSpec } from '../../src/ports.ts';
import { withoutControls } from '../adapter.ts';
import { buttonValue } from './actions.ts';
import { chartBlock } from './chart.ts';
import { context, linkBlock, plain, preformatted, section } from './elements.ts';
import { LIMITS } from './limits.ts';
import { listBlock } from './list.ts';
import { mostInNeed, nativeTable, textTable } from './table.ts';
import { allText, cut, escapeText, inert } from './text.ts';

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

interface RenderOptions {
  /** `text`: for workspaces that refuse native tables. */
  readonly tables: 'native' | 'text';
  /** Where Slack can fetch a chart as a picture; undefined shows it in text. */
  readonly addressOf?: ((chart: ChartSpec) => string | undefined) | undefined;
}

const MARKS = { good: '✅', warning: '⚠️', bad: '⛔', info: 'ℹ️' } as const satisfies Record<Tone, string>;

export function render(reply: Reply, options: RenderOptions = { tables: 'native' }): SlackMessage {
  // A message holds one native table, so only the one that needs it most is.
  const native = options.tables === 'native' ? mostInNeed(reply.blocks) : undefined;
  const body = reply.blocks.flatMap((block) => renderBlock(block, block === native, options));
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

function renderBlock(block: Block, isNative: boolean, { addressOf }: RenderOptions): readonly types.KnownBlock[] {
  switch (block.type) {
    case 'text':
      return [section(block.text)];
    case 'facts':
      return block.items.length > 0 ? [listBlock(block.title, block.items)] : [];
    case 'table':
      return block.columns.length === 0 ? [] : isNative ? nativeTable(block) : [textTable(block)];
    case 'chart':
      return [chartBlock(block.chart, addressOf?.(block.chart))];
    case 'note':
      return [context(`${MARKS[block.tone]} ${block.text}`)];
    case 'actions':
      return block.actions.length > 0 ? buttons(block.actions) : [];
    case 'link':
      return [linkBlock(block.label, block.url)];
    case 'file':
      // Slack shows no file in an ephemeral message (slackapi/node-slack-sdk#1790).
      return [preformatted(block.name, withoutControls(block.content).toWellFormed())];
    default:
      block satisfies never;
      return [];
  }
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
