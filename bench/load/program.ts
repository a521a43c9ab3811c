/** The whole program with a Discord and a Slack of our own, on this machine alone. */
import { signed, SIGNING_SECRET, BOT_TOKEN, slashCommand, startSlack } from '../../test/adapters/slack/stand-in.ts';
import { type Interaction, startStandIn, TOKEN } from '../../test/adapters/discord/stand-in.ts';
import { run } from '../../test/adapters/main/run.ts';

/** What platforms and people never wait longer for, in milliseconds. */
const LONGEST_MS = 120_000;

const ENV = {
  PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  DATABASE_URL: ':memory:',
  // All of it comes from one person here.
  LIMITS: 'person:0,tenant:0,address:0',
  DISCORD_TOKEN: TOKEN,
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
};

export type Program = Awaited<ReturnType<typeof startProgram>>;

export async function startProgram() {
  const [discord, slack] = await Promise.all([startStandIn(), startSlack()]);
  const platforms = { DISCORD_API_URL: discord.api, SLACK_API_URL: slack.slackApiUrl };
  const program = run([], { env: { ...ENV, ...platforms } });
  const [, url = ''] = await program.until(/^Headroom answers at (http:\S+)/m);
  await reached(() => discord.gateway.identified > 0);
  return {
    url,
    discord,
    slack,
    /** A signed command. @returns milliseconds until it was acknowledged. */
    async askSlack(command: string, text: string, user: string): Promise<number> {
      const request = signed(slashCommand(slack, text, { command: `/${command}`, user_id: user }));
      const body = await request.text();
      const began = performance.now();
      const response = await fetch(`${url}/slack/events`, { method: 'POST', headers: request.headers, body });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`Slack was answered with ${response.status}.`);
      return performance.now() - began;
    },
    /** An interaction. @returns its token, and milliseconds until it was acknowledged, or its choices were there. */
    async askDiscord(interaction: Interaction): Promise<{ readonly token: string; readonly ms: number }> {
      const began = performance.now();
      const { token } = discord.interact(interaction);
      await reached(() => discord.isAcknowledged(token));
      return { token, ms: performance.now() - began };
    },
    async stop() {
      program.child.kill('SIGKILL');
      await Promise.all([program.ended, discord.close(), slack.close()]);
    },
  };
}

/** Waits until something holds, looking every two milliseconds. @throws Error when it never does. */
export async function reached(holds: () => boolean): Promise<void> {
  const until = performance.now() + LONGEST_MS;
  while (!holds()) {
    if (performance.now() > until) throw new Error(`It did not happen within ${LONGEST_MS / 1000} s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? NaN;
}
