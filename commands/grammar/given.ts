/** The values collected so far, each option once. */
import { givenTwice } from '../core/mistakes.ts';
import type { RawArgs } from '../core/reply.ts';
import type { Named } from './names.ts';

export interface Given {
  has(option: Named): boolean;
  valueOf(option: Named): string | undefined;
  /** @throws UserError where the option already has another value; the same value twice does no harm. */
  add(option: Named, value: string): void;
  toArgs(): RawArgs;
}

export function createGiven(): Given {
  const values = new Map<string, string>();
  return {
    has: ({ name }) => values.has(name),
    valueOf: ({ name }) => values.get(name),
    add(option, value) {
      const first = values.get(option.name);
      if (first === undefined) values.set(option.name, value);
      else if (first.trim().toLowerCase() !== value.trim().toLowerCase()) throw givenTwice(option, first, value);
    },
    toArgs: () => Object.fromEntries(values),
  };
}
