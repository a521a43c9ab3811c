/** A reply as text for a terminal. Pure; every user text loses its control characters here. */
import type { Action, Block, Column, Fact, Reply, TableBlock } from '../../commands/core/reply.ts';
import { webAddress, withoutControls } from '../adapter.ts';
import { renderChart } from './chart.ts';
import { fitWidths, pad, widthOf, wrap } from './layout.ts';
import type { Look } from './style.ts';
import { commandLine } from './words.ts';

/** How a command is started here, for the example lines: `npm run -s vram --`. */
export type Program = (command: string) => string;

const GAP = '  ';
const LONGEST_LABEL = 28;

export function renderReply(reply: Reply, look: Look, program: Program): string {
  const title = wrap(withoutControls(reply.title), look.width).map(look.strong);
  const verdict = wrap(look.marks.tone[reply.tone] + withoutControls(reply.summary), look.width);
  const blocks = reply.blocks.map((block) => ({ type: block.type, lines: renderBlock(block, look, program) }));
  const parts = [
    { type: 'verdict', lines: [...title, ...verdict.map((line) => look.tone(reply.tone, line))] },
    ...blocks,
  ];
  return `${parts
    .filter(({ lines }) => lines.length > 0)
    .reduce((text, { type, lines }, i, all) => {
      // Notes that follow each other read as one list.
      const gap = i === 0 ? '' : type === 'note' && all[i - 1]?.type === 'note' ? '\n' : '\n\n';
      return text + gap + lines.join('\n');
    }, '')}\n`;
}

function renderBlock(block: Block, look: Look, program: Program): readonly string[] {
  switch (block.type) {
    case 'text':
      return wrap(withoutControls(block.text), look.width);
    case 'facts':
      return [...heading(block.title, look), ...renderFacts(block.items, look)];
    case 'table':
      return [...heading(block.title, look), ...renderTable(block, look)];
    case 'chart':
      return renderChart(block.chart, look);
    case 'note':
      return renderNote(block, look);
    case 'link':
      return [...wrap(`${withoutControls(block.label)}:`, look.width), ...addressLines(block.url, look)];
    case 'actions':
      return block.actions.flatMap((action) => renderAction(action, look, program));
    case 'file':
      return [...heading(block.name, look), ...wrap(withoutControls(block.content), look.width)];
    default:
      return block satisfies never;
  }
}

/** An address of ours stays whole, so that it can be clicked and copied. */
function addressLines(url: string, look: Look): readonly string[] {
  const address = webAddress(url);
  return address === undefined ? wrap(withoutControls(url), look.width) : [address];
}

function heading(title: string | undefined, look: Look): readonly string[] {
  return title === undefined ? [] : wrap(withoutControls(title), look.width).map(look.strong);
}

function renderFacts(items: readonly Fact[], look: Look): readonly string[] {
  const clean = items.map(({ label, value }) => ({ label: withoutControls(label), value: withoutControls(value) }));
  const labelWidth = Math.min(LONGEST_LABEL, Math.max(0, ...clean.map(({ label }) => widthOf(label))));
  const valueWidth = look.width - 2 * GAP.length - labelWidth;
  return clean.flatMap(({ label, value }) => {
    const labels = wrap(label, labelWidth);
    const values = wrap(value, valueWidth);
    return Array.from({ length: Math.max(labels.length, values.length) }, (_, i) =>
      `${GAP}${look.faint(pad(labels[i] ?? '', labelWidth))}${GAP}${values[i] ?? ''}`.trimEnd(),
    );
  });
}

function renderTable({ columns, rows, total }: TableBlock, look: Look): readonly string[] {
  const cleaned = [columns.map(({ label }) => label), ...rows, ...(total ? [total] : [])].map((cells) =>
    columns.map((_, i) => withoutControls(cells[i] ?? '')),
  );
  const natural = columns.map((_, i) => Math.max(...cleaned.map((cells) => widestLine(cells[i] ?? ''))));
  const widths = fitWidths(natural, look.width - GAP.length * columns.length);
  const rule = GAP + look.faint(look.marks.rule.repeat(sum(widths) + GAP.length * (widths.length - 1)));
  const lines = cleaned.map((cells) => tableRow(cells, columns, widths));
  const header = (lines[0] ?? []).map(look.faint);
  const body = lines.slice(1, 1 + rows.length).flat();
  const last = total ? [rule, ...(lines.at(-1) ?? []).map(look.strong)] : [];
  return [...header, rule, ...body, ...last];
}

/** One row; its cells wrap within their columns. */
function tableRow(cells: readonly string[], columns: readonly Column[], widths: readonly number[]): readonly string[] {
  const wrapped = cells.map((cell, i) => wrap(cell, widths[i] ?? 1));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, i) => GAP + pad(wrapped[i]?.[line] ?? '', widths[i] ?? 0, align))
      .join('')
      .trimEnd(),
  );
}

function renderNote({ tone, text }: Extract<Block, { type: 'note' }>, look: Look): readonly string[] {
  const [first = '', ...rest] = wrap(withoutControls(text), look.width - 2);
  return [`${look.tone(tone, look.marks.bullet)} ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** What does not fit a line goes on after a backslash, so that the whole can be copied into a shell. */
function renderAction({ label, command, args }: Action, look: Look, program: Program): readonly string[] {
  const lines = wrap(`${program(command)} ${commandLine(args)}`.trimEnd(), look.width - 2 * GAP.length);
  return [
    ...wrap(`${withoutControls(label)}:`, look.width),
    ...lines.map((line, i) => GAP + look.faint(i < lines.length - 1 ? `${line} \\` : line)),
  ];
}

function widestLine(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
