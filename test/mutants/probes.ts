/** Which test files run which functions, told by a probe in each function of a copy. */
import { isFunction } from './candidates.ts';
import { type Node, parse, walk } from './syntax.ts';

/** `src/nearest.ts#120`: a function by its position. */
export function probeId(path: string, start: number): string {
  return `${path}#${start}`;
}

/** The source, in which each function says that it runs. */
export function withProbes(path: string, source: string): string {
  const inserts: { readonly at: number; readonly text: string }[] = [];
  walk(parse(path, source), (node) => {
    if (!isFunction(node)) return;
    const body = node['body'] as Node;
    const probe = `globalThis.__ran?.add('${probeId(path, node.start)}')`;
    if (body.type === 'BlockStatement') inserts.push({ at: body.start + 1, text: ` ${probe};` });
    else {
      // An object literal stands in brackets already, which the node leaves out.
      const at = source.slice(node.start, body.start).lastIndexOf('=>') + node.start + 2;
      inserts.push({ at, text: ` (${probe}, ` }, { at: node.end, text: ')' });
    }
  });
  return inserts
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, insert) => text.slice(0, insert.at) + insert.text + text.slice(insert.at), source);
}
