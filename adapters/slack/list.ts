/** A list with bold labels: one line a fact, where the two columns of section fields would take two. */
import type { types } from '@slack/bolt';
import type { Fact } from '../../commands/core/reply.ts';
import { rich, TITLE_TEXT, titleSection } from './elements.ts';
import { LIMITS } from './limits.ts';
import { cut, inert } from './text.ts';

const VALUE = 1000;

/** @param more what is counted when not all are shown: `… 12 more rows`. */
export function listBlock(title: string | undefined, items: readonly Fact[], more = ''): types.RichTextBlock {
  let room = LIMITS.richText - TITLE_TEXT - 40;
  const shown: types.RichTextSection[] = [];
  for (const item of items) {
    const label = `${cut(inert(item.label), TITLE_TEXT)}${item.value ? ': ' : ''}`;
    const value = item.value ? cut(inert(item.value), VALUE) : '';
    room -= label.length + value.length;
    if (room < 0) break;
    shown.push(line(rich(label, true), ...(value ? [rich(value)] : [])));
  }
  const left = items.length - shown.length;
  const all = left > 0 ? [...shown, line(rich(`… ${left} more${more && ` ${more}`}`))] : shown;
  return {
    type: 'rich_text',
    elements: [
      ...(title === undefined ? [] : [titleSection(title)]),
      { type: 'rich_text_list', style: 'bullet', elements: all },
    ],
  };
}

function line(...elements: types.RichTextText[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}
