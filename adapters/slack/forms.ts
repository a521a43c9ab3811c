/** The forms of an answer, from the whole down to one line: what Slack does not take in one it may take in the next. */
import type { types } from '@slack/bolt';
import type { Reply } from '../../commands/core/reply.ts';
import type { Charts, ChartSpec } from '../../src/ports.ts';
import { context } from './elements.ts';
import { LIMITS } from './limits.ts';
import { render, type SlackMessage } from './render.ts';
import { cut, escapeText, inert } from './text.ts';

export interface Form {
  readonly name: 'whole' | 'without picture' | 'plain' | 'text' | 'line';
  /** Whether it has blocks that some workspaces refuse. */
  readonly isNative: boolean;
  /** Made when it is sent. */
  readonly message: () => Sendable;
}

/** With blocks, or text alone. */
export type Sendable = SlackMessage | Omit<SlackMessage, 'blocks'>;

interface FormsOptions {
  readonly charts: Charts | undefined;
  /** Whether this workspace has refused native blocks before. */
  readonly isPlain: boolean;
}

/** Those that differ, the best first; five at most, as many as a response address takes. */
export function formsOf(reply: Reply, { charts, isPlain }: FormsOptions): readonly Form[] {
  const addressOf = (spec: ChartSpec) => charts?.addressOf(spec, 'light');
  const hasPicture = reply.blocks.some((block) => block.type === 'chart' && addressOf(block.chart) !== undefined);
  const hasTable = !isPlain && reply.blocks.some(({ type }) => type === 'table');
  const tables = isPlain ? 'text' : 'native';
  const plain = () => render(reply, { tables: 'text' });
  return [
    { name: 'whole', isNative: hasTable, message: () => render(reply, { tables, addressOf }) },
    ...(hasPicture && hasTable
      ? [{ name: 'without picture', isNative: true, message: () => render(reply, { tables }) } as const]
      : []),
    ...(hasPicture || hasTable ? [{ name: 'plain', isNative: false, message: plain } as const] : []),
    { name: 'text', isNative: false, message: () => asText(plain()) },
    { name: 'line', isNative: false, message: () => asLine(reply, plain()) },
  ];
}

/** The same for one person, where it could not be sent where it was asked for. */
export function elsewhere(message: Sendable): Sendable {
  if (!('blocks' in message)) return message;
  return { ...message, blocks: [...message.blocks.slice(0, LIMITS.blocks - 1), context(ELSEWHERE)] };
}

const ELSEWHERE = 'Slack did not take this answer where it was asked for, so it comes to you alone.';

// ----- Text -----

const LINE = 300;

/** What the blocks say, in as many whole lines as a text may have. */
function asText({ blocks, ...message }: SlackMessage): Sendable {
  const lines = blocks.flatMap((block) => textOf(block).split('\n')).map(escapeText);
  let room = LIMITS.fallbackText - 2;
  const fitting = lines.findIndex((line) => (room -= line.length + 1) < 0);
  const kept = fitting < 0 ? lines : [...lines.slice(0, fitting), '…'];
  return { ...message, text: kept.join('\n') };
}

function asLine({ summary }: Reply, { blocks: _, ...message }: SlackMessage): Sendable {
  return { ...message, text: escapeText(cut(inert(summary), LINE)) };
}

/** Lines of what a person reads in a block; buttons and pictures are not read. */
function textOf(block: types.KnownBlock): string {
  switch (block.type) {
    case 'header':
      return block.text.text;
    case 'section':
      return block.text?.text ?? '';
    case 'context':
      return block.elements.map((element) => ('text' in element ? element.text : '')).join(' ');
    case 'rich_text':
      return block.elements.map(richText).join('\n');
    default:
      return '';
  }
}

function richText(element: types.RichTextBlock['elements'][number]): string {
  return element.elements
    .map((part) => ('elements' in part ? richText(part) : 'text' in part ? (part.text ?? '') : ''))
    .join(element.type === 'rich_text_list' ? '\n' : '');
}
