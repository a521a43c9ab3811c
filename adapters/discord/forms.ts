/** The forms of an answer, from the whole down to one line: what Discord does not take in one it may take in the next. */
import type { APIEmbed, AttachmentPayload } from 'discord.js';
import type { Reply } from '../../commands/core/reply.ts';
import { LIMITS } from './limits.ts';
import type { Picture } from './picture.ts';
import { type Message, type Rendered, renderMessage } from './render.ts';
import { inertWithin, NOTHING } from './text.ts';

export interface Payload extends Pick<Message, 'embeds' | 'components'> {
  readonly content?: string;
  readonly files: readonly AttachmentPayload[];
  /** Nothing of an earlier form stays. */
  readonly attachments?: readonly never[];
}

export interface Whole extends Pick<Rendered, 'message'> {
  readonly picture: Picture | undefined;
}

export interface Form {
  readonly name: 'whole' | 'without files' | 'text' | 'line' | 'notice';
  /** Made when it is sent. */
  readonly payload: () => Payload;
}

/**
 * @param whole what the reply was rendered to, with its picture; undefined when it could not be.
 * @param id what a person can report.
 */
export function formsOf(reply: Reply, id: string, whole: Whole | undefined): readonly Form[] {
  const hasFiles = whole?.picture !== undefined || reply.blocks.some(({ type }) => type === 'file');
  return [
    ...(whole ? [{ name: 'whole', payload: () => wholeOf(whole) } as const] : []),
    ...(hasFiles ? [{ name: 'without files', payload: () => withoutFiles(reply) } as const] : []),
    { name: 'text', payload: () => asText(reply) },
    { name: 'line', payload: () => ({ ...EMPTY, content: lineOf(reply, id) }) },
  ];
}

/** Takes the place kept for everyone when what belongs there is for the caller and cannot be sent. */
export const NOTICE: Form = {
  name: 'notice',
  payload: () => ({
    ...EMPTY,
    content: 'This answer is for who asked, and could not be shown to them; please ask again.',
  }),
};

const EMPTY = { embeds: [], components: [], files: [], attachments: [] };

function wholeOf({ message, picture }: Whole): Payload {
  const { name = '', description = '', png } = picture ?? {};
  return {
    embeds: message.embeds,
    components: message.components,
    files: [
      ...(png ? [{ name, description, attachment: Buffer.from(png) }] : []),
      ...message.files.map((file) => ({ name: file.name, attachment: Buffer.from(file.content) })),
    ],
  };
}

/** Charts in text; a file is named where it would stand. */
function withoutFiles(reply: Reply): Payload {
  const { embeds, components } = renderMessage(named(reply)).message;
  return { ...EMPTY, embeds, components };
}

function named(reply: Reply): Reply {
  const blocks = reply.blocks.map((block) =>
    block.type === 'file'
      ? ({ type: 'note', tone: 'info', text: `The file ${block.name} could not be attached here.` } as const)
      : block,
  );
  return { ...reply, blocks };
}

const BY_TEXT = '-# Discord did not take this answer with its tables and buttons.';

function asText(reply: Reply): Payload {
  const lines = renderMessage(named(reply)).message.embeds.flatMap(linesOf);
  return { ...EMPTY, content: `${fittingLines(lines, LIMITS.content - BY_TEXT.length - 1)}\n${BY_TEXT}` };
}

/** What an embed says, marked up and made inert as it stands there. */
function linesOf({ title, description, fields = [] }: APIEmbed): readonly string[] {
  return [
    ...(title ? [`**${title}**`] : []),
    ...(description ? description.split('\n') : []),
    ...fields.flatMap(({ name, value }) => (value === NOTHING ? [name] : `${name}: ${value}`.split('\n'))),
  ];
}

const FENCE = '```';

/** Whole lines, as many as fit; a code block that is cut is closed. */
function fittingLines(lines: readonly string[], max: number): string {
  let text = '';
  let isOpen = false;
  for (const line of lines) {
    const opens = line.split(FENCE).length % 2 === 0;
    const next = text === '' ? line : `${text}\n${line}`;
    if (next.length + FENCE.length + 3 > max) return `${text}${isOpen ? `\n${FENCE}` : ''}\n…`;
    text = next;
    if (opens) isOpen = !isOpen;
  }
  return text;
}

const MOST_OF_A_LINE = 400;

function lineOf({ summary }: Reply, id: string): string {
  return `${inertWithin(summary, MOST_OF_A_LINE) || NOTHING} The rest could not be shown here (error ${id}).`;
}
