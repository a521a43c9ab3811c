/** Values that are any text. */
import { formatCount } from '../../../src/index.ts';
import type { Looks, OptionType, Values } from '../../core/option.ts';
import { invalidValue } from '../../core/mistakes.ts';

interface TextRange {
  /** In characters (UTF-16 code units). */
  readonly maxLength: number;
  readonly looks?: Looks;
  readonly suggest?: Values['suggest'];
}

/** Any text but an empty one, without the spaces around it. */
export function text({ maxLength, looks = {}, suggest }: TextRange): OptionType<string> {
  const allowed = `1 to ${formatCount(maxLength)} characters`;
  return {
    kind: 'text',
    allowed,
    looks,
    values: suggest ? { suggest } : {},
    parse(given, option) {
      const value = given.trim();
      if (value === '') throw invalidValue(given, option, allowed);
      if (value.length > maxLength) {
        throw invalidValue(given, option, `${allowed}, and this has ${formatCount(value.length)}`);
      }
      return value;
    },
  };
}
