/** Every mutant of a file: a line, and what an operator makes of it. */
import { OPERATORS } from './operators.ts';
import { type Node, parse, walk } from './syntax.ts';

export interface Mutant {
  readonly path: string;
  readonly line: number;
  readonly operator: string;
  /** What stood there, and what stands there now. */
  readonly before: string;
  readonly after: string;
  readonly start: number;
  /** Which of the file's functions hold it, the innermost first, by their position; none where it runs on import. */
  readonly inside: readonly number[];
}

const FUNCTION = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

export function isFunction({ type }: Node): boolean {
  return FUNCTION.test(type);
}

export function mutantsOf(path: string, source: string): readonly Mutant[] {
  const found: Mutant[] = [];
  const text = (node: Node) => source.slice(node.start, node.end);
  walk(parse(path, source), (node, above) => {
    for (const [operator, edits] of Object.entries(OPERATORS)) {
      for (const { start, end, replacement } of edits({ node, above, text })) {
        const before = source.slice(start, end);
        if (before === replacement) continue;
        found.push({
          path,
          line: source.slice(0, changeStart(source, start, before, replacement)).split('\n').length,
          operator,
          before,
          after: replacement,
          start,
          inside: [node, ...above].filter(isFunction).map((one) => one.start),
        });
      }
    }
  });
  return found;
}

/** Whether it is a program at all: others are noticed without a test. */
export function isProgram(source: string, mutant: Mutant): boolean {
  try {
    return parse(mutant.path, mutated(source, mutant)) !== undefined;
  } catch {
    return false;
  }
}

export function mutated(source: string, { start, before, after }: Mutant): string {
  return source.slice(0, start) + after + source.slice(start + before.length);
}

/** Where the two begin to differ, so that an operator counts for its own line. */
function changeStart(source: string, start: number, before: string, after: string): number {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const at = start + same;
  return at + (/^\s*/.exec(source.slice(at))?.[0].length ?? 0);
}
