/**
 * What the Discord adapter sends, against Discord's own OpenAPI file (discord/discord-api-spec, specs/openapi.json).
 * The schema is picked by what a payload is, because the errors of a choice between all of them say nothing.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { completionsOf } from '../../adapters/discord/choices.ts';
import { commandDefinitions } from '../../adapters/discord/commands.ts';
import { type Message, renderMessage } from '../../adapters/discord/render.ts';
import { commands } from '../../commands/index.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { FIXTURE_REPLIES } from '../fixtures/replies.ts';

const EPHEMERAL = 64;

const SCHEMAS = {
  callback: { $ref: '#/components/schemas/CreateMessageInteractionCallbackRequest' },
  edit: { $ref: '#/components/schemas/IncomingWebhookUpdateRequestPartial' },
  followUp: { $ref: '#/components/schemas/IncomingWebhookRequestPartial' },
  choices: { $ref: '#/components/schemas/ApplicationCommandAutocompleteCallbackRequest' },
  commands: {
    type: 'array',
    items: { $ref: '#/components/schemas/ApplicationCommandUpdateRequest' },
    maxItems: 130,
  },
} as const;

interface DiscordPayload {
  readonly name: string;
  readonly schema: keyof typeof SCHEMAS;
  readonly payload: unknown;
}

/** Everything that the adapter can send: each fixture reply in each way, the registrations, deferrals, completions. */
function discordPayloads(): readonly DiscordPayload[] {
  return [
    ...Object.entries(FIXTURE_REPLIES).flatMap(([name, reply]) => messages(name, reply)),
    { name: 'deferral', schema: 'callback', payload: { type: 5, data: { flags: EPHEMERAL } } },
    { name: 'completions', schema: 'choices', payload: { type: 8, data: { choices: completions() } } },
    { name: 'global commands', schema: 'commands', payload: commandDefinitions(commands, true) },
    { name: 'server commands', schema: 'commands', payload: commandDefinitions(commands, false) },
  ];
}

function messages(name: string, reply: Reply): readonly DiscordPayload[] {
  const body = bodyOf(renderMessage(reply).message);
  return [
    { name: `${name}: answer`, schema: 'callback', payload: { type: 4, data: { ...body, flags: EPHEMERAL } } },
    { name: `${name}: edit`, schema: 'edit', payload: body },
    { name: `${name}: follow-up`, schema: 'followUp', payload: { ...body, flags: EPHEMERAL } },
  ];
}

/** As discord.js sends it; files travel beside the body. */
function bodyOf({ embeds, components, files }: Message) {
  return {
    embeds,
    components,
    allowed_mentions: { parse: [] },
    attachments: files.map((_, id) => ({ id: String(id) })),
  };
}

function completions() {
  const suggest = commands[0]?.options['model']?.type.values?.suggest;
  return completionsOf(suggest?.('llama') ?? []);
}

interface Validation {
  readonly payloads: number;
  readonly violations: readonly string[];
}

export function validateDiscord(openapiFile: string): Validation {
  const document: unknown = JSON.parse(readFileSync(openapiFile, 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'discord', ...(document as object) });
  const payloads = discordPayloads();
  const validators = new Map(
    Object.entries(SCHEMAS).map(([name, schema]) => [name, ajv.compile(pointedAt('discord', schema))]),
  );
  const violations = payloads.flatMap(({ name, schema, payload }) => {
    const validate = validators.get(schema);
    if (validate?.(JSON.parse(JSON.stringify(payload)))) return [];
    return [`${name}: ${ajv.errorsText(validate?.errors ?? [])}`];
  });
  return { payloads: payloads.length, violations };
}

/** The same schema with its references into another document. */
function pointedAt(id: string, schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${id}#/`)) as object;
}
