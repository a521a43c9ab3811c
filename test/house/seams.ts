/**
 * Seams: the interfaces at which one room hands work to another. They are the exported interfaces of the ports, of the
 * command layer's core and of the adapters' root that have a method, or a member with such an interface.
 */
import ts from 'typescript';
import { placeOf, type Sources } from './sources.ts';

export const MOST_MEMBERS = 5;

const SEAM_FILES = /^(src\/ports(\.ts$|\/)|commands\/core\/|adapters\/[\w-]+\.ts$)/;

interface Seam {
  readonly place: string;
  readonly name: string;
  readonly members: number;
}

/** Every seam with its members, those that it inherits included. */
export function seamsIn({ files, checker }: Sources): readonly Seam[] {
  const candidates = files
    .filter(({ fileName }) => SEAM_FILES.test(fileName))
    .flatMap(({ statements }) => [...statements])
    .filter((one) => ts.isInterfaceDeclaration(one) && ts.getModifiers(one)?.[0]?.kind === ts.SyntaxKind.ExportKeyword);
  return candidates
    .map((one) => ({ one, type: checker.getTypeAtLocation(one) }))
    .filter(({ type }) => doesSomething(type, checker, 2))
    .map(({ one, type }) => ({
      place: placeOf(one),
      name: type.symbol.name,
      members: checker.getPropertiesOfType(type).length,
    }));
}

/** Whether somebody who has the type can call something on it, or on what it holds. */
function doesSomething(type: ts.Type, checker: ts.TypeChecker, depth: number): boolean {
  return checker.getPropertiesOfType(type).some((property) => {
    const own = property.declarations?.some((one) => ts.isMethodSignature(one)) ?? false;
    const held = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    const isOurs = held.symbol?.declarations?.some((one) => SEAM_FILES.test(one.getSourceFile().fileName)) ?? false;
    return own || (depth > 1 && isOurs && doesSomething(held, checker, depth - 1));
  });
}

/** One line for each seam that is too wide. */
export function wideSeams(sources: Sources): readonly string[] {
  return seamsIn(sources)
    .filter(({ members }) => members > MOST_MEMBERS)
    .map(({ place, name, members }) => `${place} ${name} has ${members} members, at most ${MOST_MEMBERS}`);
}
