/** Puts the parts of an answer into embeds, in their order and within the limits of a message. */
import type { APIEmbed } from 'discord.js';
import { LIMITS } from './limits.ts';

/** A piece of an embed: in its running text, or below it in a box with a name. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly compact?: boolean }
  | { readonly kind: 'field'; readonly name: string; readonly value: string; readonly inline: boolean };

/** Makes the parts of one block in at most `room` characters; none when it cannot be told in so few. */
type PartsMaker = (room: number) => readonly Part[];

interface Head {
  readonly title: string;
  readonly color: number;
  /** The first line. */
  readonly verdict: string;
  /** The attachment shown right under it; what follows stands in another embed, below the picture. */
  readonly image?: string | undefined;
}

/** Kept free for the line that counts what is left out. */
const RESERVE = 40;
const LONGEST_SEPARATOR = 2;

interface Draft {
  description: string;
  isCompact: boolean;
  readonly fields: { name: string; value: string; inline: boolean }[];
}

/** At least one embed. What no longer fits is counted in a last line. */
export function layOut(head: Head, makers: readonly PartsMaker[]): APIEmbed[] {
  const drafts: Draft[] = [{ ...emptyDraft(), description: head.verdict }];
  if (head.image !== undefined) begin(drafts);
  let room = LIMITS.embedText - head.title.length - head.verdict.length - RESERVE;
  let left = 0;
  for (const make of makers) {
    const parts = make(room - LONGEST_SEPARATOR);
    const cost = parts.reduce((sum, part) => sum + costOf(part), 0);
    const fits = parts.length > 0 && cost <= room && drafts.length < LIMITS.embeds - 1;
    if (fits) room -= cost;
    if (fits) parts.forEach((part) => place(part, drafts));
    else left += 1;
  }
  if (left > 0) place({ kind: 'text', text: `… ${left} more ${left === 1 ? 'part' : 'parts'}` }, drafts);
  const isEmpty = ({ description, fields }: Draft) => description === '' && fields.length === 0;
  return drafts
    .filter((draft) => !isEmpty(draft))
    .map(({ description, fields }, i) => ({
      ...(i === 0 ? { title: head.title } : {}),
      ...(i === 0 && head.image !== undefined ? { image: { url: `attachment://${head.image}` } } : {}),
      color: head.color,
      ...(description === '' ? {} : { description }),
      ...(fields.length > 0 ? { fields } : {}),
    }));
}

function emptyDraft(): Draft {
  return { description: '', isCompact: false, fields: [] };
}

function costOf(part: Part): number {
  return part.kind === 'text' ? part.text.length + LONGEST_SEPARATOR : part.name.length + part.value.length;
}

/** Fields stand below the text of their embed, so that text after fields begins another one. */
function place(part: Part, drafts: Draft[]): void {
  const last = drafts.at(-1) ?? emptyDraft();
  if (part.kind === 'field') {
    const { name, value, inline } = part;
    const draft = last.fields.length < LIMITS.embedFields ? last : begin(drafts);
    draft.fields.push({ name, value, inline });
    return;
  }
  const joined = last.description + separator(last, part) + part.text;
  const fits = last.fields.length === 0 && joined.length <= LIMITS.embedDescription;
  const draft = fits ? last : begin(drafts);
  draft.description = fits ? joined : part.text;
  draft.isCompact = part.compact === true;
}

function begin(drafts: Draft[]): Draft {
  const draft = emptyDraft();
  drafts.push(draft);
  return draft;
}

/** Code blocks bring their own distance; compact lines stand under each other. */
function separator({ description, isCompact }: Draft, { text, compact }: Extract<Part, { kind: 'text' }>): string {
  if (description === '') return '';
  const isCode = description.endsWith('```') || text.startsWith('```');
  return isCode || (isCompact && compact) ? '\n' : '\n\n';
}
