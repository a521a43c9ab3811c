/**
 * The road from a request to its plan: a walk from `makePlan` through every function that is handed the request, in the
 * order in which they are called. A function holds the request where a parameter is a RequestInput, an EstimateRequest, a
 * part of one, or something with a `request` in it. Each function is read once, at its first call, to its end.
 */
import ts from 'typescript';
import { nodesIn, placeOf, type Sources } from './sources.ts';

interface Road {
  /** Functions in the order in which a reader meets them, as `file:line name`. */
  readonly stops: readonly string[];
  /** Files in the order in which a reader first meets them. */
  readonly files: readonly string[];
  /** Calls into a file that the reader had met before, and has left. */
  readonly reentries: readonly string[];
}

const REQUESTS = ['RequestInput', 'EstimateRequest'];

/** Walks from a function by its name in a file. @throws Error when there is none. */
export function roadFrom({ files, checker }: Sources, path: string, name: string): Road {
  const start = files
    .find(({ fileName }) => fileName === path)
    ?.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name);
  if (!start || !ts.isFunctionDeclaration(start)) throw new Error(`There is no function ${name} in ${path}.`);
  const stops: string[] = [];
  const met = new Set<string>();
  const reentries: string[] = [];
  const read = new Set<ts.Node>();
  const walk = (one: ts.FunctionLikeDeclaration, from: string | undefined) => {
    read.add(one);
    const file = one.getSourceFile().fileName;
    const stop = `${placeOf(one)} ${one.name?.getText() ?? ''}`;
    stops.push(stop);
    if (from !== file && met.has(file)) reentries.push(`${from} → ${stop}`);
    met.add(file);
    for (const callee of calleesIn(one, checker)) if (!read.has(callee)) walk(callee, file);
  };
  walk(start, undefined);
  return { stops, files: [...met], reentries };
}

/** Functions of the project that are called in a body and take the request, innermost calls first, as they run. */
function calleesIn(one: ts.FunctionLikeDeclaration, checker: ts.TypeChecker): readonly ts.FunctionLikeDeclaration[] {
  if (!('body' in one) || !one.body) return [];
  const calls = [...nodesIn(one.body)].filter((node) => ts.isCallExpression(node)).sort((a, b) => a.end - b.end);
  return calls.flatMap((call) => {
    const declaration = checker.getResolvedSignature(call)?.declaration;
    if (!declaration || !ts.isFunctionDeclaration(declaration) || !declaration.body) return [];
    return declaration.parameters.some((parameter) => holdsRequest(checker.getTypeAtLocation(parameter), checker))
      ? [declaration]
      : [];
  });
}

function holdsRequest(type: ts.Type, checker: ts.TypeChecker): boolean {
  const named = (one: ts.Type): boolean =>
    REQUESTS.includes(one.aliasSymbol?.name ?? one.symbol?.name ?? '') ||
    (one.aliasTypeArguments ?? []).some(named) ||
    (one.isUnionOrIntersection() && one.types.some(named));
  const held = type.getProperty('request');
  return named(type) || (held !== undefined && named(checker.getTypeOfSymbol(held)));
}
