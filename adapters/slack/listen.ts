/** What arrives from Slack becomes invocations. */
import { createHash, randomUUID } from 'node:crypto';
import type { App, BlockButtonAction, Context, SlashCommand, webApi } from '@slack/bolt';
import type { Bot } from '../../commands/core/bot.ts';
import type { Caller, Invocation } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { AdapterServices } from '../adapter.ts';
import type { Jobs } from '../jobs.ts';
import type { Claim, Once } from '../once.ts';
import { readButton } from './actions.ts';
import { answer, type DeliveryServices, type Destination, type TokenWatch } from './answer.ts';
import { reason } from './log.ts';
import { commandName } from './names.ts';
import type { OAuth, Workspace } from './oauth.ts';
import { isResponseUrl } from './respond.ts';
import { unescapeText } from './text.ts';

/** How long a recorded request could be replayed, and then some, in seconds. */
const CLAIM_SECONDS = 600;
/** A button that is pressed again within so many seconds was pressed once. */
const PRESS_SECONDS = 10;

interface Listening extends DeliveryServices {
  readonly bot: Bot;
  readonly jobs: Jobs;
  readonly once: Once;
  /** What stands before the bot's command names in Slack. */
  readonly prefix: string;
  /** Where Slack's API is, unless it is Slack's own. */
  readonly apiUrl: string | undefined;
}

/** The receivers have acknowledged by now: Slack waits three seconds at most. */
export function listen(app: App, listening: Listening): void {
  const { prefix, store } = listening;
  app.command(/^/, async ({ command, client, context }) => {
    const asked = { command: commandName(command.command, prefix), args: unescapeText(command.text ?? '') };
    const caller = callerOf(command, managing(command.user_id, client, listening));
    const to = destinationOf(command, client, command.channel_id, listening);
    await answerOnce(keysOf(command), isRepeat(context), listening, async () => ({ caller, to, asked }));
  });
  app.action<BlockButtonAction>({ type: 'block_actions' }, async ({ action, body, client, context }) => {
    if (action.type !== 'button') return;
    const caller = presserOf(body, managing(body.user.id, client, listening));
    const to = destinationOf(
      { ...body, team_id: caller.tenant, user_id: caller.user },
      client,
      body.channel?.id,
      listening,
    );
    await answerOnce([...keysOf(body), pressKey(body, action.value ?? '')], isRepeat(context), listening, async () => ({
      ...{ caller, to },
      // A store that fails is a button that no longer works.
      asked: await readButton(action.value ?? '', store).catch(() => undefined),
    }));
  });
}

interface Asked {
  readonly caller: Caller;
  readonly to: Destination;
  /** Undefined for a button that means nothing any more. */
  readonly asked: Pick<Invocation, 'command' | 'args'> | undefined;
}

/** Runs what was asked and delivers the reply, unless somebody has or will. */
async function answerOnce(
  keys: readonly Key[],
  repeats: boolean,
  listening: Listening,
  read: () => Promise<Asked>,
): Promise<void> {
  const claims = keys.map(({ key, seconds }) => listening.once.take(key, seconds));
  if (!claims.every((claim) => claim !== undefined)) return;
  if (!(await all(claims, (claim) => claim.isOurs()))) return;
  const { caller, to, asked } = await read();
  const id = randomUUID();
  await listening.jobs.turn();
  const reply = asked ? await listening.bot.run({ id, ...asked, caller }) : EXPIRED;
  if (!(await all(claims, (claim) => claim.isStillOurs(repeats)))) return;
  await answer(id, reply, to, listening);
}

async function all(claims: readonly Claim[], ask: (claim: Claim) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(claims.map(ask))).every(Boolean);
}

interface Key {
  readonly key: string;
  readonly seconds: number;
}

/** What a request is known by when it comes again, signed anew or not; without any of it, it is nobody's repeat. */
function keysOf({ trigger_id, response_url }: { trigger_id?: string; response_url?: string }): readonly Key[] {
  const known = trigger_id || response_url;
  return known ? [{ key: `slack:request:${known}`, seconds: CLAIM_SECONDS }] : [];
}

/** Of one person on one message: two of their presses are two requests. */
function pressKey({ team, user, container }: BlockButtonAction, value: string): Key {
  const { channel_id = '', message_ts = '' } = container as { channel_id?: string; message_ts?: string };
  const button = createHash('sha256').update(value).digest('base64url');
  return { key: `slack:press:${team?.id}:${channel_id}:${message_ts}:${user.id}:${button}`, seconds: PRESS_SECONDS };
}

function isRepeat({ retryNum }: Context): boolean {
  return retryNum !== undefined && retryNum > 0;
}

function destinationOf(
  { response_url, team_id, user_id }: Pick<SlashCommand, 'response_url' | 'team_id' | 'user_id'>,
  client: webApi.WebClient,
  channel: string | undefined,
  { apiUrl, log }: Listening,
): Destination {
  const isSlacks = isResponseUrl(response_url, apiUrl);
  if (response_url && !isSlacks) log.warn({ team: team_id }, 'a request names a response address that is not of Slack');
  return { responseUrl: isSlacks ? response_url : undefined, client, team: team_id, channel, user: user_id };
}

interface Leaving extends Pick<AdapterServices, 'log' | 'kept'> {
  readonly oauth: OAuth | undefined;
  readonly token: Pick<TokenWatch, 'takenBack'>;
}

/** Forgets a workspace that took the bot out: its token, and what was saved there. */
export function listenForLeaving(app: App, { log, kept, oauth, token }: Leaving): void {
  const forget = async (what: () => Promise<unknown> | undefined) => {
    // Slack has refused the token already; what stays of it is of no use to anybody.
    await what()?.catch((error: unknown) => log.warn({ reason: reason(error) }, 'a workspace could not be forgotten'));
  };
  const gone = (context: Context) => (oauth ? forget(() => oauth.forget(workspaceOf(context))) : token.takenBack());
  app.event('app_uninstalled', async ({ context }) => {
    const { teamId } = context;
    await gone(context);
    if (teamId !== undefined) await forget(() => kept?.settings?.forget({ platform: 'slack', tenant: teamId }));
  });
  app.event('tokens_revoked', async ({ event, context }) => {
    if (event.tokens.bot?.length) await gone(context);
  });
}

/** An organisation installs for all of its workspaces. */
function workspaceOf({ teamId, enterpriseId, isEnterpriseInstall }: Context): Workspace {
  return { teamId: isEnterpriseInstall ? undefined : teamId, enterpriseId };
}

const EXPIRED: Reply = {
  title: 'That button no longer works',
  summary: 'It belongs to an answer that is too old; please type the command again.',
  tone: 'warning',
  visibility: 'caller',
  blocks: [],
  data: {},
};

/** Slack does not tell a person's language with a command. */
const LOCALE = 'en-US';

/** Whether somebody is an administrator or owner of the workspace; undefined when Slack does not say. */
function managing(user: string, client: webApi.WebClient, { log, token }: Listening): IsManager {
  return async () => {
    try {
      const { user: known } = await client.users.info({ user });
      return known?.is_admin === true || known?.is_owner === true;
    } catch (error) {
      token.failed(error);
      log.warn({ reason: reason(error) }, 'Slack did not say who manages the workspace');
      return undefined;
    }
  };
}

type IsManager = () => Promise<boolean | undefined>;

function callerOf({ team_id, enterprise_id, user_id }: SlashCommand, isManager: IsManager): Caller {
  return { platform: 'slack', tenant: team_id || enterprise_id || '', user: user_id, locale: LOCALE, isManager };
}

function presserOf({ team, enterprise, user }: BlockButtonAction, isManager: IsManager): Caller {
  return { platform: 'slack', tenant: team?.id ?? enterprise?.id ?? '', user: user.id, locale: LOCALE, isManager };
}
