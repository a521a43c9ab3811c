/** What a form with a file, or a program with a body, sends. */
import type { Context } from 'hono';
import type { Command } from '../../commands/core/command.ts';
import type { RawArgs } from '../../commands/core/reply.ts';
import { UserError } from '../../src/errors.ts';
import { FIELD } from './form.ts';
import { LIMITS } from './limits.ts';

/** A form whose file was chosen, or whose text was pasted. @throws UserError for a body that is too large or no form. */
export async function readForm(context: Context): Promise<{ readonly command: string; readonly args: RawArgs }> {
  const body = new Response(await bodyOf(context), { headers: { 'content-type': typeOf(context) } });
  const form = await body.formData().catch(() => refuse('That is no form.'));
  const args: Record<string, string> = {};
  for (const [field, value] of form) {
    if (!field.startsWith(FIELD)) continue;
    const text = typeof value === 'string' ? value : await value.text();
    // A chosen file goes before what stands in the text field.
    if (text.trim() !== '' && (typeof value !== 'string' || args[field.slice(FIELD.length)] === undefined)) {
      args[field.slice(FIELD.length)] = text.trim();
    }
  }
  return { command: String(form.get('form') ?? ''), args };
}

/** A JSON object of arguments; a configuration may be an object. @throws UserError for anything else. */
export async function readJson(context: Context): Promise<RawArgs> {
  const text = new TextDecoder().decode(await bodyOf(context));
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) refuse('The body must be a JSON object.');
  return Object.fromEntries(
    Object.entries(parsed as object).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
    ]),
  );
}

/** Options that are too long for an address: files. */
export function isFile(command: Command | undefined, option: string): boolean {
  return (
    command !== undefined &&
    Object.hasOwn(command.options, option) &&
    command.options[option]?.type.kind === 'attachment'
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('The body must be a JSON object.');
  }
}

function typeOf(context: Context): string {
  return context.req.header('content-type') ?? '';
}

async function bodyOf(context: Context): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > LIMITS.body) refuse('That file is larger than any config.json.');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function refuse(message: string): never {
  throw new UserError(
    'invalid-option',
    message,
    'Send the config.json itself, or describe it: model:custom params:7b.',
  );
}
