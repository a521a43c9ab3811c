/** Completions as Discord takes them. */
import type { Choice } from '../../commands/core/option.ts';
import { LIMITS } from './limits.ts';
import { cut, plain } from './text.ts';

/** A value that is too long to be sent is no completion; a name is cut. */
export function completionsOf(choices: readonly Choice[]): Choice[] {
  return choices
    .map(({ name, value }) => ({ name: cut(plain(name), LIMITS.choiceName), value }))
    .filter(({ name, value }) => name !== '' && value !== '' && value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices);
}
