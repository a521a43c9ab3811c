/** What arrives from Slack becomes invocations. */
import { randomUUID } from 'node:crypto';
import type { App, BlockButtonAction, Context, RespondFn, SlashCommand, webApi } from '@slack/bolt';
import type { Bot } from '../../commands/core/bot.ts';
import type { Caller, Invocation } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { AdapterServices } from '../adapter.ts';
import { readButton } from './actions.ts';
import { deliver } from './answer.ts';
import type { Jobs } from '../jobs.ts';
import { reason } from './log.ts';
import { commandName } from './names.ts';
import type { OAuth, Workspace } from './oauth.ts';
import { unescapeText } from './text.ts';

/** How long a recorded request could be replayed, and then some, in seconds. */
const CLAIM_SECONDS = 600;

interface Listening extends AdapterServices {
  readonly bot: Bot;
  readonly jobs: Jobs;
  /** What stands before the bot's command names in Slack. */
  readonly prefix: string;
}

/** Acknowledges at once, since Slack waits three seconds at most, and answers afterwards. */
export function listen(app: App, listening: Listening): void {
  const { jobs, prefix, store } = listening;
  app.command(/^/, async ({ ack, command, respond, client }) => {
    await jobs.run(async () => {
      await ack();
      if (!(await isFirst(command.trigger_id, listening))) return;
      const asked = { command: commandName(command.command, prefix), args: unescapeText(command.text ?? '') };
      await answer(
        asked,
        { caller: callerOf(command, managing(command.user_id, client, listening)), respond },
        listening,
      );
    });
  });
  app.action<BlockButtonAction>({ type: 'block_actions' }, async ({ ack, action, body, respond, client }) => {
    await jobs.run(async () => {
      await ack();
      if (action.type !== 'button' || !(await isFirst(body.trigger_id, listening))) return;
      // A store that fails is a button that no longer works.
      const pressed = await readButton(action.value ?? '', store).catch(() => undefined);
      await answer(pressed, { caller: presserOf(body, managing(body.user.id, client, listening)), respond }, listening);
    });
  });
}

interface Leaving extends Pick<AdapterServices, 'log' | 'kept'> {
  readonly oauth: OAuth | undefined;
  readonly jobs: Jobs;
}

/** Forgets a workspace that took the bot out: its token, and what was saved there. */
export function listenForLeaving(app: App, { log, kept, oauth, jobs }: Leaving): void {
  const forget = async (what: () => Promise<unknown> | undefined) => {
    await jobs.run(async () => {
      // Slack has refused the token already; what stays of it is of no use to anybody.
      await what()?.catch((error: unknown) =>
        log.warn({ reason: reason(error) }, 'a workspace could not be forgotten'),
      );
    });
  };
  app.event('app_uninstalled', async ({ context }) => {
    const { teamId } = context;
    await forget(() => oauth?.forget(workspaceOf(context)));
    if (teamId !== undefined) await forget(() => kept?.settings?.forget({ platform: 'slack', tenant: teamId }));
  });
  app.event('tokens_revoked', async ({ event, context }) => {
    if (event.tokens.bot?.length) await forget(() => oauth?.forget(workspaceOf(context)));
  });
}

/** An organisation installs for all of its workspaces. */
function workspaceOf({ teamId, enterpriseId, isEnterpriseInstall }: Context): Workspace {
  return { teamId: isEnterpriseInstall ? undefined : teamId, enterpriseId };
}

/** Whether nobody has answered this request before; when the store cannot tell, twice is better than never. */
async function isFirst(trigger: string, { store, log }: Listening): Promise<boolean> {
  try {
    return await store.claim(`slack:request:${trigger}`, CLAIM_SECONDS);
  } catch (error) {
    log.warn({ reason: reason(error) }, 'a Slack request could not be claimed');
    return true;
  }
}

interface Asked {
  readonly caller: Caller;
  readonly respond: RespondFn;
}

/** Runs what was asked and sends the reply. */
async function answer(
  asked: Pick<Invocation, 'command' | 'args'> | undefined,
  { caller, respond }: Asked,
  { bot, store, log, chart }: Listening,
): Promise<void> {
  const invocation = randomUUID();
  const reply = asked ? await bot.run({ id: invocation, ...asked, caller }) : EXPIRED;
  await deliver(reply, { invocation, respond, store, log, chart });
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

/** Whether somebody is an administrator or owner of the workspace; no when Slack does not say. */
function managing(user: string, client: webApi.WebClient, { log }: Listening): () => Promise<boolean> {
  return async () => {
    try {
      const { user: known } = await client.users.info({ user });
      return known?.is_admin === true || known?.is_owner === true;
    } catch (error) {
      log.warn({ reason: reason(error) }, 'Slack did not say who manages the workspace');
      return false;
    }
  };
}

type IsManager = () => Promise<boolean>;

function callerOf({ team_id, enterprise_id, user_id }: SlashCommand, isManager: IsManager): Caller {
  return { platform: 'slack', tenant: team_id || enterprise_id || '', user: user_id, locale: LOCALE, isManager };
}

function presserOf({ team, enterprise, user }: BlockButtonAction, isManager: IsManager): Caller {
  return { platform: 'slack', tenant: team?.id ?? enterprise?.id ?? '', user: user.id, locale: LOCALE, isManager };
}
