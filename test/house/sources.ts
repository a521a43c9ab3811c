/** The project's own files as one TypeScript program; packages are left out, since only who refers to whom here is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import ts from 'typescript';

export interface Sources {
  readonly files: readonly ts.SourceFile[];
  readonly checker: ts.TypeChecker;
}

const ROOT = new URL('../../', import.meta.url);
export const FOLDERS = ['src', 'commands', 'adapters', 'bench', 'test'];

/** Every TypeScript file of the project. */
export function readSources(): Sources {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map((name) => posix.join(folder, name)),
  );
  const scripts = paths.filter((path) => path.endsWith('.ts'));
  return sourcesOf(Object.fromEntries(scripts.map((path) => [path, readFileSync(new URL(path, ROOT), 'utf8')])));
}

/** A program of these texts, by their paths from the root. */
export function sourcesOf(texts: Readonly<Record<string, string>>): Sources {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    lib: ['lib.es2024.d.ts'],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const real = host.getSourceFile;
  const program = ts.createProgram(Object.keys(texts), options, {
    ...host,
    getCurrentDirectory: () => '',
    fileExists: (path) => path in texts || host.fileExists(path),
    readFile: (path) => texts[path] ?? host.readFile(path),
    getSourceFile: (path, target) =>
      path in texts ? ts.createSourceFile(path, texts[path]!, target, true) : real(path, target),
    resolveModuleNameLiterals: (names, from) =>
      names.map(({ text }) => {
        const resolvedFileName = posix.join(dirname(from), text);
        const isOurs = text.startsWith('.') && resolvedFileName in texts;
        return { resolvedModule: isOurs ? { resolvedFileName, extension: '.ts' } : undefined };
      }),
  });
  const files = program.getSourceFiles().filter(({ fileName }) => fileName in texts);
  return { files, checker: program.getTypeChecker() };
}

/** Every node below this one, itself included, in the order of the text. */
export function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesIn(child);
}

/** `src/plan/plan.ts:91`, as editors open it. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** From the first line of a node to its last, comments before it aside. */
export function linesOf(node: ts.Node): number {
  const file = node.getSourceFile();
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.end) - lineAt(node.getStart()) + 1;
}
