/** A Slack message as a person reads it: tables with columns under their headings, each button on a line of its own. */
import { keepLongActions, readButton } from '../../adapters/slack/actions.ts';
import { render, type SlackMessage } from '../../adapters/slack/render.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { createMemoryStore } from '../adapters/memory-store.ts';
import { written } from './bot.ts';
import { columns } from './columns.ts';

type Block = SlackMessage['blocks'][number];
type Cell = Extract<Block, { type: 'table' }>['rows'][number][number];
type Rich = Extract<Block, { type: 'rich_text' }>['elements'][number];

export async function readSlack(reply: Reply): Promise<string> {
  const store = createMemoryStore();
  const { response_type, text, blocks } = render(reply);
  await keepLongActions(
    reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : [])),
    store,
  );
  const run = async (value: string) => {
    const pressed = await readButton(value, store);
    return pressed ? written(pressed.command, pressed.args) : 'runs nothing';
  };
  const shown = await Promise.all(blocks.map((block) => readBlock(block, run)));
  return [`(${response_type}; read aloud: ${text.replaceAll('\n', ' / ')})`, ...shown].join('\n\n');
}

async function readBlock(block: Block, run: (value: string) => Promise<string>): Promise<string> {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`;
    case 'section':
      return block.text?.text ?? '';
    case 'context':
      return `(small) ${block.elements.map((element) => ('text' in element ? element.text : '')).join(' ')}`;
    case 'rich_text':
      return block.elements.map(readRich).join('\n');
    case 'table': {
      const aligns = (block.column_settings ?? []).map((column) => column?.align ?? 'left');
      const rows = block.rows.map((row) => row.map(readCell));
      return columns(rows, aligns);
    }
    case 'actions': {
      const lines = block.elements.map(async (element) =>
        element.type === 'button' ? `[${element.text.text}] ${await run(element.value ?? '')}` : element.type,
      );
      return (await Promise.all(lines)).join('\n');
    }
    case 'image':
      return `(picture) ${block.alt_text}`;
    default:
      return `(${block.type})`;
  }
}

function readCell(cell: Cell): string {
  return cell.type === 'rich_text' ? cell.elements.map(readRich).join('') : 'text' in cell ? String(cell.text) : '';
}

function readRich(element: Rich): string {
  const inner = element.elements.map((one) =>
    one.type === 'text' ? one.text : one.type === 'link' ? `<${one.url}>` : 'elements' in one ? readRich(one) : '',
  );
  if (element.type === 'rich_text_list') return inner.map((line) => `• ${line}`).join('\n');
  return inner.join('');
}
