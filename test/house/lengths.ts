/** How long things are: files, and functions with a braced body, nested ones counted again. */
import ts from 'typescript';
import { linesOf, nodesIn, placeOf, type Sources } from './sources.ts';

export const MOST_LINES_OF_A_FILE = 250;
export const MOST_LINES_OF_A_FUNCTION = 40;

/** Tables of facts are as long as there are facts, and tests as long as there are cases. */
const LONG_FILES = /^(src\/facts|test|bench)\//;
const LONG_FUNCTIONS = /^test\//;

/** One line for each file that is too long. */
export function longFiles({ files }: Sources): readonly string[] {
  return files
    .filter(({ fileName }) => !LONG_FILES.test(fileName))
    .map((file) => ({ path: file.fileName, lines: file.text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES_OF_A_FILE)
    .map(({ path, lines }) => `${path} has ${lines} lines, at most ${MOST_LINES_OF_A_FILE}`);
}

/** One line for each function that is too long. */
export function longFunctions({ files }: Sources): readonly string[] {
  return files
    .filter(({ fileName }) => !LONG_FUNCTIONS.test(fileName))
    .flatMap((file) => [...nodesIn(file)])
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
    .filter((node) => linesOf(node) > MOST_LINES_OF_A_FUNCTION)
    .map((node) => `${placeOf(node)} ${nameOf(node)} has ${linesOf(node)} lines, at most ${MOST_LINES_OF_A_FUNCTION}`);
}

/** Its own name, or that of what it is the value of. */
function nameOf(node: ts.Node): string {
  const named = ts.isFunctionLike(node) && node.name ? node.name : 'name' in node.parent && node.parent.name;
  return named ? (named as ts.Node).getText() : 'a function';
}
