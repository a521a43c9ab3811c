/** A Discord message as a person reads it: bold marks and escapes gone, each field and button on a line of its own. */
import { pressedOf } from '../../adapters/discord/custom-id.ts';
import { type Message, renderMessage } from '../../adapters/discord/render.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { written } from './bot.ts';

export async function readDiscord(reply: Reply): Promise<string> {
  const { message, kept } = renderMessage(reply);
  const keptUnder = new Map(kept.map(({ key, value }) => [key, value]));
  const buttons = message.components.map((row) =>
    Promise.all(
      row.components.map(async ({ label, custom_id }) => {
        const pressed = await pressedOf(custom_id, async (key) => keptUnder.get(key));
        return `[${label}] ${pressed ? written(pressed.command, pressed.args) : 'runs nothing'}`;
      }),
    ),
  );
  const rows = (await Promise.all(buttons)).map((row, i) => [`(row ${i + 1} of buttons)`, ...row].join('\n'));
  const files = message.files.map(({ name, content }) => `(file ${name})\n${content}`);
  return [...message.embeds.map(readEmbed), ...rows, ...files].join('\n\n');
}

function readEmbed({ title, color, description, fields = [], image }: Message['embeds'][number]): string {
  return [
    `(embed #${(color ?? 0).toString(16).padStart(6, '0')}${image ? `, picture ${image.url}` : ''})`,
    ...(title === undefined ? [] : [seen(title)]),
    ...(description === undefined ? [] : [seen(description)]),
    ...fields.map(
      ({ name, value, inline }) => `(field${inline ? ', beside others' : ''}) ${seen(name)}\n${seen(value)}`,
    ),
  ].join('\n');
}

/** Code stays as it is; elsewhere escapes and bold marks are obeyed. */
function seen(text: string): string {
  return text
    .split(/(```[^]*?```)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\\(.)|\*\*/g, '$1')))
    .join('');
}
