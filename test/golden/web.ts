/** A page as a person reads it from top to bottom: tables with columns under their headings, links with where they lead. */
import { type DefaultTreeAdapterTypes as Tree, parse } from 'parse5';
import { columns } from './columns.ts';

type Element = Tree.Element;
type Node = Tree.ChildNode;

/** What nobody sees at once: lists that are folded, and the two narrower drawings of a chart. */
const UNSEEN = ['head', 'script', 'style', 'datalist', 'defs'];
const UNSEEN_CLASSES = ['narrow', 'medium'];
const ANSWER = '(the answer)';
const LINES =
  'article aside body dd details div dl dt figure footer form h1 h2 h3 header label li main nav p pre section summary svg text title ul'.split(
    ' ',
  );

/** @param part the whole page, or the answer with what stands below it. */
export function readPage(html: string, part: 'page' | 'answer'): string {
  const text = tidy(parse(html).childNodes.map(read).join(''));
  return part === 'page' ? text : text.slice(Math.max(0, text.indexOf(ANSWER)));
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/[ \t]+$/, ''));
  return lines.filter((line, i) => line !== '' && (line !== lines[i - 1] || line.startsWith('|'))).join('\n');
}

function read(node: Node): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value.replace(/\s+/g, ' ');
  if (!('tagName' in node)) return '';
  return readElement(node);
}

function readElement(element: Element): string {
  const { tagName: tag } = element;
  if (UNSEEN.includes(tag) || UNSEEN_CLASSES.includes(attribute(element, 'class') ?? '')) return '';
  if (tag === 'table') return `\n${readTable(element)}\n`;
  if (tag === 'article') return `\n${ANSWER}\n${element.childNodes.map(read).join('')}\n`;
  const inner =
    tag === 'pre'
      ? textOf(element)
      : element.childNodes
          .map(read)
          .join('')
          .replace(/ *\n */g, '\n')
          .trim();
  if (tag === 'a') return ` [${inner}](${shortened(attribute(element, 'href') ?? '')}) `;
  if (tag === 'input') return readInput(element);
  if (tag === 'select') return readChosen(element);
  if (tag === 'button') return ` (${inner}) `;
  if (/^h\d$/.test(tag)) return `\n${'#'.repeat(Number(tag[1]))} ${inner}\n`;
  return LINES.includes(tag) ? `\n${inner}\n` : `${inner} `;
}

function readInput(element: Element): string {
  const value = attribute(element, 'value');
  return value && attribute(element, 'type') !== 'hidden' ? ` <${value}> ` : '';
}

function readChosen(select: Element): string {
  const chosen = all(select, 'option').filter((option) => attribute(option, 'selected') !== undefined);
  return chosen.map((option) => ` <${textOf(option).trim()}> `).join('');
}

function readTable(table: Element): string {
  const rows = all(table, 'tr').map((row) => row.childNodes.filter(isElement));
  const aligns = (rows[0] ?? []).map((cell) => attribute(cell, 'class') ?? 'left');
  return columns(
    rows.map((row) => row.map((cell) => textOf(cell).replace(/\s+/g, ' ').trim())),
    aligns,
  );
}

function all(element: Element, tag: string): readonly Element[] {
  return element.childNodes.filter(isElement).flatMap((child) => (child.tagName === tag ? [child] : all(child, tag)));
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as Tree.TextNode).value;
  return isElement(node) ? node.childNodes.map(textOf).join('') : '';
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((one) => one.name === name)?.value;
}

/** Addresses within the page are questions; a download is as long as its content. */
function shortened(address: string): string {
  return address.startsWith('data:') ? `${address.slice(0, 30)}…` : decodeURIComponent(address);
}
