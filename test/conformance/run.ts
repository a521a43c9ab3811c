/** `npm run conformance -- --discord FILE --slack-manifest FILE`: our payloads against the platforms' own descriptions. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { validateDiscord } from './discord.ts';
import { validateSlack } from './slack.ts';

const FILES = {
  discord: 'specs/openapi.json of github.com/discord/discord-api-spec',
  'slack-manifest': 'schemas/manifest.schema.2.0.0.json of github.com/slackapi/manifest-schema',
} as const;

/** The file given for the option. @throws Error with where to get it. */
function fileOf(option: keyof typeof FILES, given: string | undefined): string {
  const get = `pass --${option} FILE, where FILE is ${FILES[option]}.`;
  if (given === undefined) throw new Error(`No file for --${option}: ${get}`);
  if (!existsSync(given)) throw new Error(`There is no file "${given}": ${get}`);
  return given;
}

function run(): number {
  const { values } = parseArgs({ options: { discord: { type: 'string' }, 'slack-manifest': { type: 'string' } } });
  const discordFile = fileOf('discord', values.discord);
  const slackFile = fileOf('slack-manifest', values['slack-manifest']);
  const results = [validateDiscord(discordFile), validateSlack(slackFile)];
  const violations = results.flatMap((result) => result.violations);
  const payloads = results.reduce((sum, result) => sum + result.payloads, 0);
  for (const violation of violations) console.error(violation);
  console.log(`${payloads} payloads, ${violations.length} violations`);
  return violations.length === 0 ? 0 : 1;
}

try {
  process.exitCode = run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
