/** Exports that no other file takes: what nobody asks for need not be offered. */
import { posix } from 'node:path';
import ts from 'typescript';
import { nodesIn, placeOf, type Sources } from './sources.ts';

/** What takes a file's exports: some by name, or whatever it has. */
interface Taking {
  readonly file: string;
  readonly from: string;
  readonly names: readonly string[] | 'all';
}

/** The estimator's door: its types describe what it offers, whether somebody here writes them down or not. */
const DOOR = 'src/index.ts';

/** Facts are so, whoever asks for them: what is left out of a list on purpose stands beside it. */
const NOT_FOR_USE = /^(test|src\/facts)\//;

/** One line for each export that no other file takes, or that outside of test/ nothing but tests uses. */
export function unusedExports({ files, checker }: Sources): readonly string[] {
  const takings = files.flatMap(takingsIn);
  return files.flatMap((file) => {
    const of = takings.filter(({ from }) => from === file.fileName);
    return exportsOf(file, checker).flatMap(({ name, node, isType }) => {
      const takers = of.filter(({ names }) => names === 'all' || names.includes(name));
      if (file.fileName === DOOR) return takers.length > 0 || isType ? [] : [`${placeOf(node)} nobody takes ${name}`];
      if (takers.length === 0) return [`${placeOf(node)} nobody takes ${name}: it need not be exported`];
      // What a door passes on is for tests too, which enter by it.
      const isPassedOn = ts.isExportSpecifier(node);
      const isServed = isPassedOn || takers.some((taker) => !isTest(taker.file)) || isUsedHere(name, node);
      if (isServed || NOT_FOR_USE.test(file.fileName)) return [];
      return [`${placeOf(node)} nothing but tests uses ${name}: it belongs in test/`];
    });
  });
}

function isTest(path: string): boolean {
  return path.startsWith('test/');
}

function exportsOf(file: ts.SourceFile, checker: ts.TypeChecker) {
  const symbol = checker.getSymbolAtLocation(file);
  if (!symbol) return [];
  return checker.getExportsOfModule(symbol).flatMap((one) => {
    // Worker threads and tools load a file for its default export by its path.
    if (one.name === 'default') return [];
    const node = one.declarations?.find((declaration) => declaration.getSourceFile() === file);
    const target = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one;
    return node ? [{ name: one.name, node, isType: (target.flags & ts.SymbolFlags.Value) === 0 }] : [];
  });
}

/** Whether a declaration is used in its own file, beside where it is declared and exported. */
function isUsedHere(name: string, declaration: ts.Node): boolean {
  const uses = [...nodesIn(declaration.getSourceFile())].filter(
    (node) => ts.isIdentifier(node) && node.text === name && node.parent !== declaration,
  );
  return uses.some(({ parent }) => !ts.isExportSpecifier(parent));
}

function takingsIn(file: ts.SourceFile): readonly Taking[] {
  return [...nodesIn(file)].flatMap((node) => {
    const taken = takenBy(node);
    if (!taken?.module.startsWith('.')) return [];
    const from = posix.join(posix.dirname(file.fileName), taken.module);
    return [{ file: file.fileName, from, names: taken.names }];
  });
}

function takenBy(node: ts.Node): { readonly module: string; readonly names: readonly string[] | 'all' } | undefined {
  if (ts.isImportDeclaration(node)) return { module: textOf(node.moduleSpecifier), names: namesIn(node.importClause) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const { exportClause } = node;
    const isList = exportClause && ts.isNamedExports(exportClause);
    return { module: textOf(node.moduleSpecifier), names: isList ? exportClause.elements.map(sourceName) : 'all' };
  }
  if (ts.isImportTypeNode(node)) {
    const name = node.qualifier?.getText().split('.')[0];
    return { module: textOf(node.argument), names: name === undefined ? 'all' : [name] };
  }
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic && node.arguments[0] ? { module: textOf(node.arguments[0]), names: 'all' } : undefined;
}

function namesIn(clause: ts.ImportClause | undefined): readonly string[] | 'all' {
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) return 'all';
  return [...(clause?.name ? ['default'] : []), ...(bindings?.elements.map(sourceName) ?? [])];
}

/** The name it has where it comes from. */
function sourceName({ name, propertyName }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

function textOf(node: ts.Node): string {
  return node.getText().slice(1, -1);
}
