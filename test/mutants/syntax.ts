/** Sources as trees, without what TypeScript alone reads. */
import { parseSync } from 'vite';

export interface Node {
  readonly type: string;
  /** In UTF-16 code units of the source. */
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** @throws Error where the source cannot be read. */
export function parse(path: string, source: string): Node {
  const { program, errors } = parseSync(path, source, { lang: 'ts', range: false });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program as unknown as Node;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Types wrap values in these, and stand everywhere else alone. */
const WRAPPERS = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSParameterProperty'];

/** Calls `visit` for every node that runs, with the nodes above it, the nearest first. */
export function walk(
  node: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  if (node.type.startsWith('TS') && !WRAPPERS.includes(node.type)) return;
  if (/^(Import|ExportAll)/.test(node.type) && node.type !== 'ImportExpression') return;
  visit(node, above);
  for (const [key, value] of Object.entries(node)) {
    if (/^(typeAnnotation|typeArguments|typeParameters|returnType|superTypeArguments)$/.test(key)) continue;
    for (const child of [value].flat()) if (isNode(child)) walk(child, visit, [node, ...above]);
  }
}
