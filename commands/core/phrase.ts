/** The estimator's sentences in the grammar that people type: `method:lora or qlora`, `quant`. */
import { anyOf, textOf, type Mention, type Sentence } from '../../src/index.ts';
import type { OptionSpecs } from './option.ts';

type Value = Mention['values'][number];

/** A value as people type it. */
export function written(value: Value): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** A sentence as text. @param options in whose names its fields are written. */
export function phrase(sentence: Sentence, options: OptionSpecs): string {
  return textOf(sentence, ({ field, values }) => {
    const name = nameOf(field, options);
    const [only] = values;
    if (only === undefined) return name;
    return `${name}:${values.length > 1 ? anyOf(values.map(written)) : quoted(written(only))}`;
  });
}

/** The option that speaks of a field, and of the least else; a field that none speaks of is written as it is called. */
function nameOf(field: string, options: OptionSpecs): string {
  const [outer = field] = field.split('.');
  const speaking = Object.entries(options).flatMap(([name, { saying }]) =>
    saying?.fields.some((one) => one === outer) ? [{ name, fields: saying.fields.length }] : [],
  );
  return speaking.toSorted((a, b) => a.fields - b.fields)[0]?.name ?? field;
}

function quoted(value: string): string {
  return value.includes(' ') ? `"${value}"` : value;
}
