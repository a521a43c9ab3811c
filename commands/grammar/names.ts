/** Which option a key means: its name or an alias, in any case, with or without `-`, `_` and spaces. */
import type { Command } from '../core/command.ts';
import type { NamedOption, OptionSpec } from '../core/option.ts';

export interface Named extends NamedOption {
  readonly spec: OptionSpec<unknown>;
}

export interface Names {
  readonly all: readonly Named[];
  /** The option that takes the bare words no other claims. */
  readonly rest: Named | undefined;
  find(key: string): Named | undefined;
}

/** Longer than any name or alias, so that looking one up costs the same for every input. */
const LONGEST_KEY = 40;

export function namesOf(command: Command): Names {
  const all = Object.entries(command.options).map(([name, spec]) => ({ name, example: spec.about.example, spec }));
  const byKey = new Map<string, Named>();
  for (const option of all) {
    for (const key of [option.name, ...(option.spec.about.aliases ?? [])]) byKey.set(fold(key), option);
  }
  return {
    all,
    rest: all.find(({ spec }) => spec.offering?.takesRest),
    find: (key) => (key.length > LONGEST_KEY ? undefined : byKey.get(fold(key))),
  };
}

function fold(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '');
}
