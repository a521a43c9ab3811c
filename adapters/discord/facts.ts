/** Facts as fields: under a title as the lines of one field, without one each as a field of its own. */
import type { Block } from '../../commands/core/reply.ts';
import type { Part } from './embeds.ts';
import { LIMITS } from './limits.ts';
import { inertWithin, NOTHING } from './text.ts';

type Facts = Extract<Block, { type: 'facts' }>;
type Field = Extract<Part, { kind: 'field' }>;

const LONGEST_TITLE = 200;
const LONGEST_LABEL = 100;
const LONGEST_VALUE = 600;
/** Values this short stand side by side. */
const SHORT = 40;
/** Room for the line that counts what is left out. */
const RESERVE = 30;

export function factFields(facts: Facts, room: number): readonly Part[] {
  return facts.title === undefined ? separate(facts, room) : underTitle(facts.title, facts, room);
}

function separate({ items }: Facts, room: number): readonly Part[] {
  const fields = items.map(({ label, value }): Field => {
    const shown = valueText(value);
    return { kind: 'field', name: labelText(label), value: shown, inline: shown.length <= SHORT };
  });
  const fits = prefix(fields, room - RESERVE, ({ name, value }) => name.length + value.length);
  const left = fields.length - fits;
  return [...fields.slice(0, fits), ...(left > 0 ? [{ kind: 'text', text: moreOf(left) } as const] : [])];
}

function underTitle(title: string, { items }: Facts, room: number): readonly Part[] {
  const name = inertWithin(title, LONGEST_TITLE) || NOTHING;
  const lines = items.map(({ label, value }) => `**${labelText(label)}:** ${valueText(value)}`);
  const fits = prefix(lines, room - name.length - RESERVE, (line) => line.length + 2);
  const left = lines.length - fits;
  const shown = [...lines.slice(0, fits), ...(left > 0 ? [moreOf(left)] : [])];
  if (fits === 0) return [];
  return valuesOf(shown).map((value, i) => ({
    kind: 'field',
    name: i === 0 ? name : NOTHING,
    value,
    inline: false,
  }));
}

/** The lines joined, as many in one value as it may hold. */
function valuesOf(lines: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (const line of lines) {
    const longer = `${values.at(-1)}\n${line}`;
    if (values.length > 0 && longer.length <= LIMITS.fieldValue) values[values.length - 1] = longer;
    else values.push(line);
  }
  return values;
}

function labelText(label: string): string {
  return inertWithin(label, LONGEST_LABEL) || NOTHING;
}

function valueText(value: string): string {
  return inertWithin(value, LONGEST_VALUE) || '–';
}

function moreOf(left: number): string {
  return `… ${left} more`;
}

/** How many of the first items cost no more than `room` together. */
function prefix<T>(items: readonly T[], room: number, cost: (item: T) => number): number {
  let used = 0;
  const over = items.findIndex((item) => (used += cost(item)) > room);
  return over < 0 ? items.length : over;
}
