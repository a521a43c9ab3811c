/**
 * The app manifest, made from the command registry, so that Slack's commands are the bot's. Run by `npm run manifest`: it
 * writes manifest.json, or, with `--prefix` or `--url`, prints a manifest of your own.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Command } from '../../commands/core/command.ts';
import { LIMITS } from './limits.ts';
import { EVENTS_PATH, GONE_EVENTS, REDIRECT_PATH, SCOPES, slackName } from './names.ts';
import { cut } from './text.ts';

interface ManifestOptions {
  /** What stands before every command, as in SLACK_COMMAND_PREFIX. */
  readonly prefix?: string;
  /** The public address of the server, without a path: then Slack calls it over HTTP instead of Socket Mode. */
  readonly url?: string;
}

/** @throws Error when Slack would not take so many commands or one with so long a name. */
export function buildManifest(commands: readonly Command[], { prefix, url }: ManifestOptions = {}) {
  if (commands.length > LIMITS.commands) {
    throw new Error(`Slack takes ${LIMITS.commands} commands of an app; there are ${commands.length}.`);
  }
  const request = url === undefined ? undefined : new URL(EVENTS_PATH, url).href;
  return {
    display_information: {
      name: 'Headroom',
      description: 'Does a fine-tune fit, on what hardware, and what to change when it does not.',
    },
    features: {
      bot_user: { display_name: 'Headroom', always_online: true },
      slash_commands: commands.map((command) => slashCommand(command, prefix, request)),
    },
    oauth_config: {
      ...(url === undefined ? {} : { redirect_urls: [new URL(REDIRECT_PATH, url).href] }),
      scopes: { bot: [...SCOPES] },
    },
    settings: {
      interactivity: { is_enabled: true, ...(request === undefined ? {} : { request_url: request }) },
      event_subscriptions: { ...(request === undefined ? {} : { request_url: request }), bot_events: [...GONE_EVENTS] },
      org_deploy_enabled: false,
      socket_mode_enabled: request === undefined,
      token_rotation_enabled: false,
    },
  };
}

function slashCommand({ name, about }: Command, prefix: string | undefined, request: string | undefined) {
  const command = slackName(name, prefix);
  if (command.length > LIMITS.commandName) {
    throw new Error(`"${command}" has ${command.length} characters; Slack takes ${LIMITS.commandName}.`);
  }
  const hint = about.examples.find((example) => example !== '');
  return {
    command,
    ...(request === undefined ? {} : { url: request }),
    description: cut(about.summary, LIMITS.commandDescription),
    ...(hint === undefined ? {} : { usage_hint: cut(hint, LIMITS.commandHint) }),
    // Names of people and channels stay as typed: the bot has no use for their ids.
    should_escape: false,
  };
}

/** The text of manifest.json. */
export function printManifest(commands: readonly Command[], options: ManifestOptions = {}): string {
  return `${JSON.stringify(buildManifest(commands, options), null, 2)}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { prefix: { type: 'string' }, url: { type: 'string' } } });
  const { commands } = await import('../../commands/index.ts');
  const manifest = printManifest(commands, values);
  if (values.prefix !== undefined || values.url !== undefined) {
    process.stdout.write(manifest);
    return;
  }
  const path = fileURLToPath(new URL('manifest.json', import.meta.url));
  await writeFile(path, manifest);
  process.stdout.write(`${path}: ${commands.length} commands\n`);
}

if (import.meta.main) await main();
