/** The whole program with a Discord that closes for good. */
import { afterEach, describe, expect, it } from 'vitest';
import { type StandIn, startStandIn, TOKEN } from '../discord/stand-in.ts';
import { type Run, run } from './run.ts';

/** Authentication failed: docs.discord.com, topics/opcodes-and-status-codes, "Gateway Close Event Codes". */
const REFUSED = 4004;
const ADDRESS = /^Headroom answers at (http:\S+)/m;
const SENTENCE = /DISCORD_TOKEN/;

const open: { standIn?: StandIn; program?: Run } = {};

afterEach(async () => {
  open.program?.child.kill('SIGKILL');
  await open.standIn?.close();
});

async function begin({ refuseWith, env = {} }: { refuseWith?: number; env?: Readonly<Record<string, string>> } = {}) {
  const standIn = await startStandIn();
  open.standIn = standIn;
  standIn.gateway.refuseWith = refuseWith;
  const own = { PORT: '0', HOST: '127.0.0.1', DRAIN_SECONDS: '0', DATABASE_URL: ':memory:' };
  const program = run([], { env: { ...own, DISCORD_TOKEN: TOKEN, DISCORD_API_URL: standIn.api, ...env } });
  open.program = program;
  return { standIn, program };
}

describe('a platform that is closed for good', () => {
  it('ends a start that has nothing else, with its sentence', async () => {
    const { program } = await begin({ refuseWith: REFUSED });
    const { code, output, errors } = await program.ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors.trimEnd().split('\n').at(-1)).toMatch(SENTENCE);
    expect(errors).not.toContain(TOKEN);
  });
  it('leaves a page that others are to reach, and shows at /readyz', async () => {
    const { program } = await begin({ refuseWith: REFUSED, env: { PUBLIC_URL: 'https://bot.example' } });
    const [, url = ''] = await program.until(ADDRESS);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      {
        status: 'closed',
        platforms: { Discord: { status: 'closed', reason: expect.stringMatching(SENTENCE) } },
        store: 'reachable',
      },
    ]);
    expect((await fetch(`${url}/?q=70b`)).status).toBe(200);
    program.child.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
  });
  it('ends the program with 1 when nothing else is left, and says why', async () => {
    const { standIn, program } = await begin();
    const [, url = ''] = await program.until(ADDRESS);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    for (const socket of standIn.gateway.sockets) socket.close(REFUSED, 'revoked');
    const { code, errors } = await program.ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/"msg":"nothing is left to serve: .*DISCORD_TOKEN/);
  });
});
