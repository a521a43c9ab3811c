/** What a slip of the hand may do to a line. Each operator says what it makes of a node; most make nothing of most. */
import { isNode, type Node } from './syntax.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Place {
  readonly node: Node;
  /** The nodes above, the nearest first. */
  readonly above: readonly Node[];
  /** The source of a node. */
  readonly text: (node: Node) => string;
}

type Operator = (place: Place) => readonly Edit[];

const child = (node: Node, key: string): Node => node[key] as Node;
const children = (node: Node, key: string): readonly Node[] => (node[key] as readonly unknown[]).filter(isNode);
const by = (node: Node, replacement: string): Edit => ({ start: node.start, end: node.end, replacement });

/** Replaces an operator between two operands. */
function swapped(
  type: string,
  pairs: Readonly<Record<string, string>>,
  unless: (place: Place) => boolean = () => false,
) {
  return (place: Place): readonly Edit[] => {
    const { node, text } = place;
    const other = pairs[String(node['operator'])];
    if (node.type !== type || other === undefined || unless(place)) return [];
    return [by(node, `${text(child(node, 'left'))} ${other} ${text(child(node, 'right'))}`)];
  };
}

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' ||
  typeof node['value'] === 'string' ||
  (node.type === 'BinaryExpression' && (isText(child(node, 'left')) || isText(child(node, 'right'))));
const joinsTexts = ({ node }: Place) => node['operator'] === '+' && isText(node);

/**
 * `row[i] ?? 0` and `const [first = '']`: what only the compiler asks for, since an element that is surely there has a type
 * that may be absent. Such a fallback is never reached, so no change of it is.
 */
function isAsked(node: Node | undefined): boolean {
  if (node?.type === 'AssignmentPattern') return child(node, 'right').type === 'Literal';
  if (node?.type !== 'LogicalExpression' || node['operator'] !== '??') return false;
  const left = child(node, 'left');
  const isElement = left.type === 'MemberExpression' && left['computed'] === true;
  return isElement && child(node, 'right').type === 'Literal';
}

// ----- Operators and constants -----

const conditions = ({ node, text }: Place): readonly Edit[] => {
  if (!['IfStatement', 'ConditionalExpression', 'WhileStatement'].includes(node.type)) return [];
  const test = child(node, 'test');
  const always = node.type === 'WhileStatement' ? [] : [by(test, 'true')];
  return [...always, by(test, 'false'), by(test, `!(${text(test)})`)];
};

const oneSide = ({ node, text }: Place): readonly Edit[] => {
  if (node.type !== 'LogicalExpression') return [];
  const left = by(node, `(${text(child(node, 'left'))})`);
  return [...(isAsked(node) ? [] : [left]), by(node, `(${text(child(node, 'right'))})`)];
};

const numbers = ({ node, above: [parent] }: Place): readonly Edit[] => {
  const { value } = node;
  if (node.type !== 'Literal' || typeof value !== 'number' || isAsked(parent)) return [];
  return [by(node, `(${value} + 1)`), by(node, `(${value} - 1)`)];
};

const booleans = ({ node }: Place): readonly Edit[] =>
  node.type === 'Literal' && typeof node['value'] === 'boolean' ? [by(node, String(!node['value']))] : [];

/** Not the names of properties, and no directive. */
const texts = ({ node, above: [parent] }: Place): readonly Edit[] => {
  if (isAsked(parent) || /^(Export|ImportExpression)/.test(parent?.type ?? '')) return [];
  const isName = (parent?.type === 'Property' && parent['key'] === node) || parent?.type === 'ExpressionStatement';
  if (node.type === 'TemplateLiteral') return node.start + 2 === node.end ? [] : [by(node, "''")];
  return node.type === 'Literal' && typeof node['value'] === 'string' && node['value'] !== '' && !isName
    ? [by(node, "''")]
    : [];
};

const negations = ({ node, text }: Place): readonly Edit[] =>
  node.type === 'UnaryExpression' && ['!', '-'].includes(String(node['operator']))
    ? [by(node, text(child(node, 'argument')))]
    : [];

const patterns = ({ node, text }: Place): readonly Edit[] => {
  if (node.type !== 'Literal' || !('regex' in node)) return [];
  const written = text(node);
  return [
    ...(written.startsWith('/^') ? [by(node, `/${written.slice(2)}`)] : []),
    ...(/\$\/\w*$/.test(written) ? [by(node, written.replace(/\$(\/\w*)$/, '$1'))] : []),
  ];
};

// ----- Calls -----

/** Of chains: what is left when the call is forgotten. */
const DROPPED =
  'reverse toReversed sort toSorted filter slice trim trimEnd trimStart toLowerCase toUpperCase flat concat replace replaceAll padStart padEnd normalize toWellFormed catch finally unref'.split(
    ' ',
  );
const EXCHANGED: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  ceil: 'floor',
  floor: 'ceil',
  round: 'floor',
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  padStart: 'padEnd',
  padEnd: 'padStart',
  push: 'unshift',
  all: 'race',
};

const calls = ({ node, text }: Place): readonly Edit[] => {
  if (node.type !== 'CallExpression' || child(node, 'callee').type !== 'MemberExpression') return [];
  const callee = child(node, 'callee');
  const property = child(callee, 'property');
  const name = String(property['name']);
  const other = EXCHANGED[name];
  return [
    ...(DROPPED.includes(name) ? [by(node, text(child(callee, 'object')))] : []),
    ...(other === undefined ? [] : [by(property, other)]),
  ];
};

const swappedArguments = ({ node, text }: Place): readonly Edit[] => {
  if (!['CallExpression', 'NewExpression'].includes(node.type)) return [];
  const [first, second] = children(node, 'arguments');
  if (/^Math\.(min|max)$/.test(text(child(node, 'callee')))) return [];
  if (!first || !second || first.type === 'SpreadElement' || second.type === 'SpreadElement') return [];
  return [{ start: first.start, end: second.end, replacement: `${text(second)}, ${text(first)}` }];
};

// ----- Lists -----

/** With the comma behind it, or, for the last one, the comma before. */
const withoutOne = ({ node }: Place): readonly Edit[] => {
  const key = { ArrayExpression: 'elements', ObjectExpression: 'properties' }[node.type];
  if (key === undefined) return [];
  const all = children(node, key);
  return all.map((left, i) => {
    const [before, after] = [all[i - 1], all[i + 1]];
    const start = after || !before ? left.start : before.end;
    return { start, end: after ? after.start : left.end, replacement: '' };
  });
};

// ----- Statements -----

const REMOVED = ['ExpressionStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement'];

const removed = ({ node, above: [parent] }: Place): readonly Edit[] => {
  const isGuard = node.type === 'IfStatement' && node['alternate'] == null;
  const stands = parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'IfStatement';
  return stands && (isGuard || REMOVED.includes(node.type)) ? [by(node, '{}')] : [];
};

const leftEarly = ({ node, above: [parent] }: Place): readonly Edit[] => {
  const isBody = parent !== undefined && /Function/.test(parent.type) && parent['body'] === node;
  if (node.type !== 'BlockStatement' || !isBody) return [];
  return [{ start: node.start + 1, end: node.start + 1, replacement: ' return undefined as never;' }];
};

/** By name, as a survivor is told. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  arithmetic: swapped('BinaryExpression', { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*', '**': '*' }, joinsTexts),
  comparison: swapped('BinaryExpression', {
    '<': '>=',
    '<=': '>',
    '>': '<=',
    '>=': '<',
    '===': '!==',
    '!==': '===',
    '==': '!=',
    '!=': '==',
  }),
  boundary: swapped('BinaryExpression', { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }),
  'and, or': swapped('LogicalExpression', { '&&': '||', '||': '&&' }),
  'one side': oneSide,
  assignment: swapped('AssignmentExpression', {
    '+=': '-=',
    '-=': '+=',
    '*=': '/=',
    '/=': '*=',
    '||=': '&&=',
    '??=': '=',
  }),
  condition: conditions,
  number: numbers,
  boolean: booleans,
  text: texts,
  negation: negations,
  anchor: patterns,
  call: calls,
  arguments: swappedArguments,
  'left out': withoutOne,
  'statement removed': removed,
  'returned early': leftEarly,
};
