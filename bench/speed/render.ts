/** A reply as each platform shows it. */
import { renderMessage } from '../../adapters/discord/render.ts';
import { render } from '../../adapters/slack/render.ts';
import { renderReply as forTerminal } from '../../adapters/terminal/render.ts';
import { plainLook } from '../../adapters/terminal/style.ts';
import { renderReply as forPage } from '../../adapters/web/render.ts';
import type { Reply } from '../../commands/core/reply.ts';

const look = plainLook();

/** Each gives what is sent, whole. */
export const RENDERERS = {
  Discord: (reply) => JSON.stringify(renderMessage(reply).message),
  Slack: (reply) => JSON.stringify(render(reply).blocks),
  terminal: (reply) => forTerminal(reply, look, (command) => command),
  page: (reply) => String(forPage(reply, ({ command }) => command)),
} as const satisfies Readonly<Record<string, (reply: Reply) => string>>;
