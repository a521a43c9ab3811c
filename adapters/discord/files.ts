/** Files that were attached to a command: fetched from Discord alone, as text, within limits. */
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';

/** Where Discord keeps attachments. */
const HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];
/** In bytes; every real config.json is smaller. */
const LARGEST = 500_000;
const TIME_LIMIT_MS = 5000;

/** The bot, with the files of this interaction beside whatever it is asked to run. */
export function withFiles(bot: Bot, { options, client }: ChatInputCommandInteraction): Bot {
  const files = options.data.flatMap(({ name, attachment }) => (attachment ? [{ name, attachment }] : []));
  if (files.length === 0) return bot;
  return {
    ...bot,
    async run(invocation) {
      const texts: Record<string, string> = {};
      for (const { name, attachment } of files) {
        const read = await textOf(attachment.url, attachment.size, client.options.rest?.api ?? '').catch(
          () => undefined,
        );
        if (read === undefined) return unreadable(attachment.name);
        texts[name] = read;
      }
      const attached: RawArgs = texts;
      return bot.run({ ...invocation, attached });
    },
  };
}

/** Undefined for a file that is too large or lies elsewhere. */
async function textOf(address: string, size: number, api: string): Promise<string | undefined> {
  const url = new URL(address);
  const isDiscord = (url.protocol === 'https:' && HOSTS.includes(url.hostname)) || api.startsWith(`${url.origin}/`);
  if (size > LARGEST || !isDiscord) return undefined;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  if (!response.ok) return undefined;
  const text = await response.text();
  return text.length <= LARGEST ? text : undefined;
}

function unreadable(name: string): Reply {
  const message = `The file ${name.slice(0, 60)} could not be read: it is larger than any config.json, or did not arrive.`;
  const hint = 'Attach the config.json itself, or describe the model: model:custom params:7b.';
  return {
    title: 'That file did not work',
    summary: message,
    tone: 'warning',
    visibility: 'caller',
    blocks: [{ type: 'text', text: hint }],
    data: {},
    error: { code: 'invalid-option', message, hint },
  };
}
