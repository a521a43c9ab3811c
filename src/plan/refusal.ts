/** What is wrong with a request, as a sentence: the field, its value, what is allowed, what to do. */
import { z } from 'zod';
import { UserError, type Allowed } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { formatCount } from '../units.ts';
import { type Sentence, anyOf, mention, said } from '../words.ts';

type Issue = z.core.$ZodIssue;

/** @param schema which refuses the input. */
export function refusalOf(input: unknown, schema: z.ZodObject): UserError {
  const issue = schema.safeParse(input).error!.issues[0]!;
  if (issue.code === 'unrecognized_keys') return unknownField([...issue.path, issue.keys[0]!], schema);
  if (issue.path.length === 0) {
    return new UserError('invalid-option', 'A request is an object of fields, of which model is one.');
  }
  const field = issue.path.join('.');
  const value = issue.path.reduce<unknown>((inside, key) => Object(inside)[key], input);
  const allowed = allowedBy(schemaAt(schema, issue.path), issue.message);
  return new UserError(
    'invalid-option',
    said`${mention(field, shown(value))} is not ${allowedText(allowed)}.`,
    hintFor(field, value, allowed),
    { field, value, allowed },
  );
}

function unknownField(path: Issue['path'], schema: z.ZodObject): UserError {
  const holder = schemaAt(schema, path.slice(0, -1));
  const allowed = { oneOf: holder instanceof z.ZodObject ? Object.keys(holder.shape) : [] };
  const field = path.join('.');
  const [near] = nearest(String(path.at(-1)), allowed.oneOf);
  return new UserError(
    'invalid-option',
    `A request has no field ${field}.`,
    near ? `Did you mean ${near}?` : `There are ${allowed.oneOf.join(', ')}.`,
    { field, value: undefined, allowed },
  );
}

/** The schema of a field, or of a field's field. */
function schemaAt(schema: z.ZodObject, path: Issue['path']): unknown {
  return path.reduce<unknown>((own, key) => (own instanceof z.ZodObject ? bare(own.shape[String(key)]) : own), schema);
}

function bare(schema: unknown): unknown {
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly;
  return wrapped ? bare(schema.unwrap()) : schema;
}

function allowedBy(schema: unknown, otherwise: string): Allowed {
  const own = bare(schema);
  if (own instanceof z.ZodEnum) return { oneOf: own.options.map(String) };
  if (own instanceof z.ZodBoolean) return { oneOf: ['true', 'false'] };
  if (own instanceof z.ZodNumber) return { min: own.minValue ?? 0, max: own.maxValue ?? Infinity, whole: own.isInt };
  return { what: otherwise };
}

const LONGEST_SHOWN = 60;

function shown(value: unknown): string {
  const text = typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function allowedText(allowed: Allowed): string {
  if ('what' in allowed) return allowed.what;
  if ('oneOf' in allowed) return anyOf(allowed.oneOf);
  const { min, max, whole } = allowed;
  return whole ? `a whole number from ${formatCount(min)} to ${formatCount(max)}` : `a number from ${min} to ${max}`;
}

function hintFor(field: string, value: unknown, allowed: Allowed): Sentence {
  const [near] = 'oneOf' in allowed && typeof value === 'string' ? nearest(value, allowed.oneOf) : [];
  return near
    ? said`Did you mean ${mention(field, near)}?`
    : said`Say one that is, or leave ${mention(field)} out: it has a default.`;
}
