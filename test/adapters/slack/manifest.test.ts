import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { buildManifest, printManifest } from '../../../adapters/slack/manifest.ts';
import { commandName, slackName } from '../../../adapters/slack/names.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import { commands } from '../../../commands/index.ts';

const ROOT = new URL('../../../', import.meta.url);

const small = defineCommand({
  name: 'vram',
  about: { summary: 'Fits?', examples: ['', '70b'] },
  options: {},
  run: () => never(),
});

function never(): never {
  throw new Error('not run here');
}

describe('the manifest', () => {
  it('as committed is that of the command registry (else: npm run manifest)', () => {
    expect(readFileSync(new URL('adapters/slack/manifest.json', ROOT), 'utf8')).toBe(printManifest(commands));
  });

  it('asks for no more than it needs and uses Socket Mode', () => {
    expect(buildManifest([small])).toMatchObject({
      features: {
        slash_commands: [{ command: '/vram', description: 'Fits?', usage_hint: '70b', should_escape: false }],
      },
      oauth_config: { scopes: { bot: ['commands', 'chat:write', 'users:read'] } },
      settings: {
        interactivity: { is_enabled: true },
        event_subscriptions: { bot_events: ['app_uninstalled', 'tokens_revoked'] },
        socket_mode_enabled: true,
      },
    });
  });

  it('names its address for HTTP', () => {
    const manifest = buildManifest([small], { url: 'https://bot.example' });
    expect(manifest.features.slash_commands).toMatchObject([{ url: 'https://bot.example/slack/events' }]);
    expect(manifest.oauth_config.redirect_urls).toEqual(['https://bot.example/slack/oauth_redirect']);
    expect(manifest.settings).toMatchObject({
      interactivity: { request_url: 'https://bot.example/slack/events' },
      event_subscriptions: { request_url: 'https://bot.example/slack/events' },
      socket_mode_enabled: false,
    });
  });

  it('is printed with a prefix on request', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['adapters/slack/manifest.ts', '--prefix', 'ml-', '--url', 'https://bot.example'],
      { cwd: ROOT },
    );
    expect(stdout).toBe(printManifest(commands, { prefix: 'ml-', url: 'https://bot.example' }));
    expect(stdout).toContain('"/ml-vram"');
  });

  it('refuses what Slack would', () => {
    expect(() => buildManifest([{ ...small, name: 'x'.repeat(32) }])).toThrow('33 characters; Slack takes 32');
    expect(() => buildManifest(Array(51).fill(small))).toThrow('Slack takes 50 commands of an app; there are 51');
  });
});

describe('command names', () => {
  it.each([
    ['vram', undefined, '/vram'],
    ['vram-help', '', '/vram-help'],
    ['vram', 'ml-', '/ml-vram'],
  ])('%s with the prefix %s is %s and back', (name, prefix, slack) => {
    expect(slackName(name, prefix)).toBe(slack);
    expect(commandName(slack, prefix)).toBe(name);
  });

  it('a command without the prefix keeps its name', () => {
    expect(commandName('/vram', 'ml-')).toBe('vram');
  });
});
