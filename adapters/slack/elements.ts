/** The few Block Kit objects we send: plain text and rich text, neither of which Slack parses. */
import type { types } from '@slack/bolt';
import { webAddress } from '../adapter.ts';
import { LIMITS } from './limits.ts';
import { cut, inert } from './text.ts';

/** A plain text object of at most `max` characters, cut visibly. */
export function plain(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: cut(inert(text), max), emoji: false };
}

export function section(text: string): types.SectionBlock {
  return { type: 'section', text: plain(text, LIMITS.sectionText) };
}

export function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [plain(text, LIMITS.contextText)] };
}

/** A piece of rich text. Slack was seen to refuse `×` in one, so it becomes an x. */
export function rich(text: string, bold = false): types.RichTextText {
  const shown = text.replaceAll('×', 'x');
  return { type: 'text', text: shown, ...(bold ? { style: { bold } } : {}) };
}

/** Monospaced lines under an optional bold title, cut visibly. */
export function preformatted(title: string | undefined, text: string): types.RichTextBlock {
  const head = title === undefined ? undefined : titleSection(title);
  const room = LIMITS.richText - (title === undefined ? 0 : TITLE_TEXT);
  return {
    type: 'rich_text',
    elements: [
      ...(head ? [head] : []),
      { type: 'rich_text_preformatted', elements: [rich(cut(text || '–', room))], border: 0 },
    ],
  };
}

/** An address under its label; one that is none of ours stays text. */
export function linkBlock(label: string, url: string): types.RichTextBlock {
  const address = webAddress(url);
  const name = cut(inert(label), TITLE_TEXT);
  const shown: types.RichTextElement =
    address === undefined ? rich(cut(inert(url), TITLE_TEXT)) : { type: 'link', url: address };
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [rich(`${name}\n`), shown] }] };
}

export const TITLE_TEXT = 150;

export function titleSection(title: string): types.RichTextSection {
  return { type: 'rich_text_section', elements: [rich(cut(inert(title), TITLE_TEXT), true)] };
}

export function titleBlock(title: string): types.RichTextBlock {
  return { type: 'rich_text', elements: [titleSection(title)] };
}
