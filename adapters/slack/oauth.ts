/** Many workspaces: each adds the bot by Slack's OAuth, and its token lies encrypted in the store. */
import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorize, Installation, InstallationQuery, InstallationStore, webApi } from '@slack/bolt';
import { InstallProvider } from '@slack/oauth';
import type { Installations, Log } from '../../src/ports.ts';
import type { AdapterServices } from '../adapter.ts';
import type { SlackEnv } from './env.ts';
import { boltLogger, reason } from './log.ts';
import { INSTALL_PATH, REDIRECT_PATH, SCOPES } from './names.ts';

export interface OAuth {
  /** Where a workspace adds the bot. */
  readonly installUrl: string;
  /** The token of the workspace that a request comes from; none when it is not there, or the store is down. */
  readonly authorize: Authorize<boolean>;
  /** Answers the two paths of the flow; undefined for any other. */
  fetch(request: Request): Promise<Response | undefined>;
  /** Forgets the token of a workspace, or of an organisation. */
  forget(workspace: Workspace): Promise<void>;
}

export interface Workspace {
  readonly teamId: string | undefined;
  readonly enterpriseId?: string | undefined;
}

type OAuthServices = Pick<AdapterServices, 'log' | 'kept' | 'publicUrl'>;

/** @returns undefined where the bot is for one workspace. @throws Error that names what is missing. */
export function createOAuth(
  { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET }: SlackEnv,
  { log, kept, publicUrl }: OAuthServices,
  clientOptions: webApi.WebClientOptions,
): OAuth | undefined {
  if (SLACK_CLIENT_ID === undefined || SLACK_CLIENT_SECRET === undefined) return undefined;
  const installations = kept?.installations;
  if (!installations || publicUrl === undefined) {
    const missing = [...(installations ? [] : ['STORE_KEY']), ...(publicUrl === undefined ? ['PUBLIC_URL'] : [])];
    throw new Error(`SLACK_CLIENT_ID needs ${missing.join(' and ')} too; .env.example says what they are.`);
  }
  const provider = new InstallProvider({
    clientId: SLACK_CLIENT_ID,
    clientSecret: SLACK_CLIENT_SECRET,
    // Signs the state that Slack hands back, for ten minutes and this browser alone.
    stateSecret: createHmac('sha256', SLACK_CLIENT_SECRET).update('slack state').digest('hex'),
    installationStore: storeOf(installations),
    directInstall: true,
    logger: boltLogger(log),
    // A person waits for the page, and nobody tries for them.
    clientOptions: { ...clientOptions, retryConfig: { retries: 1, minTimeout: 200 } },
  });
  const urlOf = (path: string) => new URL(path, publicUrl).href;
  return {
    installUrl: urlOf(INSTALL_PATH),
    authorize: (source) => authorized(provider, source, log),
    forget: async (workspace) => installations.forget(idOf(workspace)),
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (![INSTALL_PATH, REDIRECT_PATH].includes(pathname)) return undefined;
      if (request.method !== 'GET') return new Response('Open this in a browser.', { status: 405 });
      return pathname === INSTALL_PATH
        ? throughNode(request, (req, res) =>
            provider.handleInstallPath(req, res, undefined, { scopes: [...SCOPES], redirectUri: urlOf(REDIRECT_PATH) }),
          )
        : throughNode(request, (req, res) => provider.handleCallback(req, res, said(urlOf(INSTALL_PATH))));
    },
  };
}

/** Answers need no token, so a request goes on without one. */
async function authorized(
  provider: InstallProvider,
  source: Parameters<Authorize<boolean>>[0],
  log: Log,
): ReturnType<Authorize<boolean>> {
  try {
    return await provider.authorize(source);
  } catch (error) {
    log.warn({ reason: reason(error) }, 'the token of a Slack workspace could not be read');
    // Bolt takes both from the request where they are not here.
    return {};
  }
}

// ----- Installations -----

function storeOf(installations: Installations): InstallationStore {
  return {
    async storeInstallation(installation) {
      const { team, enterprise, isEnterpriseInstall } = installation;
      const workspace = { teamId: isEnterpriseInstall ? undefined : team?.id, enterpriseId: enterprise?.id };
      await installations.set(idOf(workspace), JSON.stringify(installation));
    },
    async fetchInstallation({ teamId, enterpriseId, isEnterpriseInstall }: InstallationQuery<boolean>) {
      const id = idOf({ teamId: isEnterpriseInstall ? undefined : teamId, enterpriseId });
      const kept = await installations.get(id);
      if (kept === undefined) throw new Error('this workspace has not installed the bot');
      // Only what was stored above lies there.
      return JSON.parse(kept) as Installation<'v1' | 'v2', boolean>;
    },
    async deleteInstallation({ teamId, enterpriseId, isEnterpriseInstall }) {
      await installations.forget(idOf({ teamId: isEnterpriseInstall ? undefined : teamId, enterpriseId }));
    },
  };
}

function idOf({ teamId, enterpriseId }: Workspace): string {
  return teamId === undefined ? `slack:organisation:${enterpriseId ?? ''}` : `slack:workspace:${teamId}`;
}

// ----- The flow -----

const WHY: Readonly<Record<string, string>> = {
  slack_oauth_installer_authorization_error: 'It was cancelled.',
  slack_oauth_invalid_state: 'It was not begun in this browser within the last ten minutes.',
  slack_oauth_missing_state: 'It was not begun here.',
  slack_oauth_missing_code: 'Slack did not confirm it.',
};

/** What the person reads at the end. */
function said(installUrl: string) {
  const say = (res: ServerResponse, status: number, text: string) => {
    res.setHeader('Content-Type', 'text/plain; charset=utf-8');
    res.writeHead(status);
    res.end(text);
  };
  return {
    success: (installation: unknown, _options: unknown, _req: IncomingMessage, res: ServerResponse) => {
      const { team } = installation as Installation;
      say(res, 200, `Headroom is in ${team?.name ?? 'your workspace'} now. Type /vram 70b qlora 48 in any channel.`);
    },
    failure: ({ code }: { code: string }, _options: unknown, _req: IncomingMessage, res: ServerResponse) => {
      const why = WHY[code] ?? 'Slack or our store could not be reached.';
      say(res, WHY[code] ? 400 : 503, `Headroom was not added. ${why} To try again, open ${installUrl}`);
    },
  };
}

/** Runs a handler that is written for Node's own server. Only what Slack's installer uses of it is there. */
function throughNode(
  request: Request,
  handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>,
): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const req = { url: pathname + search, method: 'GET', headers: { host, cookie: request.headers.get('cookie') } };
  const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  return new Promise((resolve, reject) => {
    let status = 200;
    const res = {
      getHeader: (name: string) => headers.get(name) ?? undefined,
      setHeader: (name: string, value: string) => headers.set(name, value),
      writeHead: (code: number) => (status = code),
      end: (body: string) => resolve(new Response(body, { status, headers })),
    };
    handle(req as unknown as IncomingMessage, res as unknown as ServerResponse).catch(reject);
  });
}
