/** Slack's payloads against Slack's manifest schema and, since Slack publishes no schema of blocks, our limits checker. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { checkMessage } from '../adapters/slack/check.ts';
import { buildManifest } from '../../adapters/slack/manifest.ts';
import { render } from '../../adapters/slack/render.ts';
import { commands } from '../../commands/index.ts';
import { FIXTURE_REPLIES } from '../fixtures/replies.ts';

// The package is CommonJS: its function is the default export's default.
const addFormats = addFormatsModule.default;

interface Conformance {
  readonly payloads: number;
  readonly violations: string[];
}

/** @param schemaFile schemas/manifest.schema.2.0.0.json of slackapi/manifest-schema. */
export function validateSlack(schemaFile: string): Conformance {
  const results = [...manifests(schemaFile), ...messages()];
  return { payloads: results.length, violations: results.flat() };
}

function manifests(schemaFile: string): readonly (readonly string[])[] {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
  const committed: unknown = JSON.parse(
    readFileSync(new URL('../../adapters/slack/manifest.json', import.meta.url), 'utf8'),
  );
  const overHttp = buildManifest(commands, { prefix: 'my-', url: 'https://bot.example' });
  return [committed, overHttp].map((manifest) => {
    validate(manifest);
    return (validate.errors ?? []).map(({ instancePath, message }) => `slack manifest ${instancePath}: ${message}`);
  });
}

function messages(): readonly (readonly string[])[] {
  return Object.entries(FIXTURE_REPLIES).flatMap(([name, reply]) =>
    (['native', 'text'] as const).map((tables) =>
      checkMessage(render(reply, { tables })).map((violation) => `slack message ${name} (${tables}): ${violation}`),
    ),
  );
}
