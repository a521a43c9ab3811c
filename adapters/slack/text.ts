/** Text on its way in (Slack's escapes undone) and out (made inert, cut visibly). */
import { withoutControls } from '../adapter.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * The text as the person typed it: `<https://x|x>` is x, `<@U1|ann>` is @ann, `&lt;` is <. Everything is read in one
 * pass, so that `&amp;lt;` stays `&lt;`.
 * Source: docs.slack.dev/messaging/formatting-message-text, "Retrieving messages".
 */
export function unescapeText(text: string): string {
  return text.replace(
    /<([@#!])([^<>|]*)(?:\|([^<>]*))?>|<([a-z][a-z0-9+.-]*:[^<>|]*)(?:\|([^<>]*))?>|&(?:amp|lt|gt);/gi,
    (whole, sign?: string, id?: string, name?: string, url?: string, label?: string) => {
      if (url !== undefined) return unescapeEntities(label || url);
      if (sign === undefined) return ENTITIES[whole.toLowerCase()] ?? whole;
      const shown = unescapeEntities(name || id || '');
      const mark = sign === '#' ? '#' : '@';
      return shown.startsWith(mark) ? shown : mark + shown;
    },
  );
}

function unescapeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/gi, (entity) => ENTITIES[entity.toLowerCase()] ?? entity);
}

/** For the one text that Slack parses, the fallback. Source: docs.slack.dev/messaging/formatting-message-text. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Without control characters, and never empty, which Slack refuses. */
export function inert(text: string): string {
  return withoutControls(text).toWellFormed().trim() || '–';
}

/** At most `max` UTF-16 code units, an ellipsis for what is missing; a pair of surrogates is never split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - 1;
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, splits ? end - 1 : end).trimEnd()}…`;
}

/** How many columns the text takes in a monospaced font, wide East Asian characters and emoji as two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** All the text a person would read, in order. */
export function allText(value: unknown): string {
  if (Array.isArray(value)) return value.map(allText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (key === 'text' && typeof inner === 'string' ? inner : allText(inner)))
    .join('');
}
