/** What the estimator must not reach for, and imports that cannot be followed. */
import ts from 'typescript';
import { nodesIn, placeOf, type Sources } from './sources.ts';

const ESTIMATOR = /^src\/(?!services\/)/;
/** The process, the network, the console, timers. */
const GLOBALS = new Set(['process', 'console', 'performance', 'fetch', 'setTimeout', 'setInterval', 'crypto']);
/** The clock and chance. */
const CALLS = new Set(['Date.now()', 'new Date()', 'Math.random()']);

/** One line for each thing in the estimator whose answer is not decided by its arguments. */
export function impurities({ files }: Sources): readonly string[] {
  return files
    .filter(({ fileName }) => ESTIMATOR.test(fileName))
    .flatMap((file) => [...nodesIn(file)])
    .filter((node) => isGlobal(node) || CALLS.has(node.getText()))
    .map((node) => `${placeOf(node)} ${node.getText()} makes the estimator impure`);
}

function isGlobal(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text)) return false;
  const { parent } = node;
  const isNameOfSomething =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) || ('name' in parent && parent.name === node);
  return !isNameOfSomething;
}

/** One line for each import outside of tests whose target is worked out as the program runs. */
export function computedImports({ files }: Sources): readonly string[] {
  return files
    .filter(({ fileName }) => !fileName.startsWith('test/'))
    .flatMap((file) => [...nodesIn(file)])
    .filter((node) => ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    .filter((node) => !ts.isStringLiteral((node as ts.CallExpression).arguments[0] ?? node))
    .map((node) => `${placeOf(node)} ${node.getText()} is computed`);
}
