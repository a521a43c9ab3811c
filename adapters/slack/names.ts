/** What Slack and the bot must agree on: command names and the path of the requests. */

/** One path for commands, buttons and events; the manifest names it. */
export const EVENTS_PATH = '/slack/events';

/** Where a workspace adds the bot, and where Slack sends the person back to. */
export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

/** What the bot may do in a workspace: take commands, answer, and ask whether somebody manages the workspace. */
export const SCOPES = ['commands', 'chat:write', 'users:read'] as const;

/** What Slack tells of a workspace that took the bot out. */
export const GONE_EVENTS = ['app_uninstalled', 'tokens_revoked'] as const;

/** `/vram-help` for `vram-help`; with the prefix `ml-` it is `/ml-vram-help`. */
export function slackName(command: string, prefix = ''): string {
  return `/${prefix}${command}`;
}

/** The bot's name of a Slack command; one of another app stays as it is, and the bot will not know it. */
export function commandName(slack: string, prefix = ''): string {
  const name = slack.replace(/^\//, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Whether all that Slack wants within its three seconds is an acknowledgement; modals and menus want an answer with it. */
export function wantsNoAnswer({ type, command }: Readonly<Record<string, unknown>>): boolean {
  return typeof command === 'string' || NO_ANSWER.includes(String(type));
}

const NO_ANSWER: readonly string[] = ['block_actions', 'event_callback', 'shortcut', 'message_action'];
