/** A reply as a Discord message: one embed (more where order or limits demand it), buttons, files. Pure. */
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Action, Block, Reply, Tone } from '../../commands/core/reply.ts';
import { webAddress } from '../adapter.ts';
import { renderChart } from './chart.ts';
import { customIdOf, type Kept } from './custom-id.ts';
import { layOut, type Part } from './embeds.ts';
import { factFields } from './facts.ts';
import { LIMITS } from './limits.ts';
import type { Picture } from './picture.ts';
import { renderTable } from './table.ts';
import { cut, inert, inertWithin, NOTHING, plain } from './text.ts';

export interface Message {
  readonly embeds: APIEmbed[];
  readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

export interface Rendered {
  readonly message: Message;
  /** What the store must keep for the buttons to work. */
  readonly kept: readonly Kept[];
}

const TONES = {
  good: { mark: '✅ ', color: 0x2e9e5b },
  warning: { mark: '⚠️ ', color: 0xe0a100 },
  bad: { mark: '❌ ', color: 0xd64545 },
  info: { mark: 'ℹ️ ', color: 0x4f7fbf },
} as const satisfies Record<Tone, { mark: string; color: number }>;

const ACTION_ROW = 1 satisfies ComponentType.ActionRow;
const BUTTON = 2 satisfies ComponentType.Button;
const SECONDARY = 2 satisfies ButtonStyle.Secondary;

type FileBlock = Extract<Block, { type: 'file' }>;

/** The most that one block may take of a message, in characters, so that a long one leaves room for the others. */
const MOST = { text: 1500, note: 600, table: 2600, facts: 3600, verdict: 1000 } as const;
const SCRAP = 80;

/** @param picture what is shown in the place of its block; its file goes with the message. */
export function renderMessage(reply: Reply, picture?: Picture): Rendered {
  const actions = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
  const files = reply.blocks.flatMap((block) => (block.type === 'file' ? [block] : []));
  const buttons = buttonsOf(actions);
  const head = {
    title: inertWithin(reply.title, LIMITS.embedTitle) || NOTHING,
    color: TONES[reply.tone].color,
    image: picture?.name,
    verdict: `${TONES[reply.tone].mark}**${inertWithin(reply.summary, MOST.verdict) || NOTHING}**`,
  };
  const shown = reply.blocks.filter(
    (block) => block.type !== 'actions' && block.type !== 'file' && block !== picture?.block,
  );
  const sent = files.filter(isSendable).slice(0, LIMITS.files - (picture ? 1 : 0));
  const missing = [
    ...(buttons.left > 0 ? [`… ${buttons.left} more buttons`] : []),
    ...files
      .filter((file) => !sent.includes(file))
      .map(({ name }) => `… the file ${inertWithin(name, 100)} is too much`),
  ];
  return {
    message: {
      embeds: layOut(head, [
        ...shown.map((block) => (room: number) => partsOf(block, room)),
        ...missing.map((text) => () => [{ kind: 'text', text } as const]),
      ]),
      components: rowsOf(buttons.shown.map(({ button }) => button)),
      files: sent.map(({ name, content }) => ({ name: fileName(name), content })),
    },
    kept: buttons.shown.flatMap(({ kept }) => kept ?? []),
  };
}

function partsOf(block: Block, room: number): readonly Part[] {
  switch (block.type) {
    case 'text':
      return textParts(block.text, Math.min(room, MOST.text));
    case 'note':
      return textParts(block.text, Math.min(room, MOST.note), TONES[block.tone].mark);
    case 'table':
      return codeParts(renderTable(block, Math.min(room, MOST.table)));
    case 'chart':
      return codeParts(renderChart(block.chart));
    case 'facts':
      return factFields(block, Math.min(room, MOST.facts));
    case 'link':
      return linkParts(block, room);
    case 'actions':
    case 'file':
      return [];
    default:
      return block satisfies never;
  }
}

/** Marked texts stand under each other. None where only a scrap of it would fit. */
function textParts(given: string, room: number, mark = ''): readonly Part[] {
  const text = inertWithin(given, Math.max(1, room - mark.length));
  const isScrap = room < SCRAP && text.endsWith('…');
  return text === '' || isScrap ? [] : [{ kind: 'text', text: mark + text, compact: mark !== '' }];
}

/** Discord makes an address a link by itself. */
function linkParts({ label, url }: Extract<Block, { type: 'link' }>, room: number): readonly Part[] {
  const address = webAddress(url) ?? inert(url);
  const name = inertWithin(label, MOST.note);
  const text = [name, address].filter((line) => line !== '').join('\n');
  return text.length <= room
    ? [{ kind: 'text', text }]
    : address.length <= room
      ? [{ kind: 'text', text: address }]
      : [];
}

function codeParts(text: string): readonly Part[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

// ----- Buttons and files -----

type Button = APIButtonComponentWithCustomId;

interface Buttons {
  readonly shown: readonly { readonly button: Button; readonly kept: Kept | undefined }[];
  readonly left: number;
}

/** Equal actions get one button, because ids must differ within a message. */
function buttonsOf(actions: readonly Action[]): Buttons {
  const all = new Map(
    actions.map((action) => {
      const { id, kept } = customIdOf(action);
      const label = cut(plain(action.label), LIMITS.buttonLabel) || NOTHING;
      return [id, { button: { type: BUTTON, style: SECONDARY, label, custom_id: id }, kept }] as const;
    }),
  );
  const shown = [...all.values()].slice(0, LIMITS.actionRows * LIMITS.rowButtons);
  return { shown, left: all.size - shown.length };
}

function rowsOf(buttons: readonly Button[]): APIActionRowComponent<Button>[] {
  return Array.from({ length: Math.ceil(buttons.length / LIMITS.rowButtons) }, (_, row) => ({
    type: ACTION_ROW,
    components: buttons.slice(row * LIMITS.rowButtons, (row + 1) * LIMITS.rowButtons),
  }));
}

function isSendable({ content }: FileBlock): boolean {
  return new TextEncoder().encode(content).length <= LIMITS.fileBytes;
}

function fileName(name: string): string {
  return (
    name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(-100) || 'file.txt'
  );
}
