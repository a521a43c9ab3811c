/** The framework's preset, from its name and what is known of its version. */
import type { FrameworkId } from '../../../src/facts/frameworks.ts';
import { wordsOf, type Row } from '../rows.ts';

const RULES: readonly (readonly [RegExp, FrameworkId])[] = [
  [/unsloth/, 'unsloth'],
  [/trl|sfttrainer/, 'trl-2024'],
];

/** The first rule whose words the row's framework has; the plain trainer of transformers otherwise. */
export function frameworkOf(row: Row): FrameworkId {
  const words = wordsOf(row.framework);
  return RULES.find(([pattern]) => pattern.test(words))?.[1] ?? 'transformers';
}
