/** The whole program with a Discord of our own, in a process that has loaded everything as a person's does. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Fault, REFUSALS, slash, type StandIn, startStandIn, TOKEN } from '../discord/stand-in.ts';
import { type Run, run } from './run.ts';

const EDIT = /^PATCH \/webhooks\/.*\/messages\/@original$/;
const ASKED = [
  { type: 3, name: 'model', value: '70b' },
  { type: 3, name: 'gpu', value: '48' },
];

const open: { standIn?: StandIn; program?: Run } = {};

afterEach(async () => {
  open.program?.child.kill('SIGKILL');
  await open.standIn?.close();
});

async function serving(...faults: readonly Fault[]) {
  const standIn = await startStandIn();
  open.standIn = standIn;
  standIn.script(/gateway\/bot/, ...faults);
  const env = { PORT: '0', HOST: '127.0.0.1', DISCORD_TOKEN: TOKEN, DISCORD_API_URL: standIn.api };
  const program = run([], { env });
  open.program = program;
  const [, url = ''] = await program.until(/^Headroom answers at (http:\S+)/m);
  return { standIn, program, url };
}

describe('node adapters/main.ts with Discord', () => {
  it('outlives uploads that are broken off, and delivers every answer', async () => {
    const { standIn, program } = await serving();
    standIn.script(EDIT, ...Array<Fault>(12).fill('reset'));
    const asked = Array.from({ length: 6 }, () => standIn.interact(slash('vram', ASKED)));
    await expect.poll(() => asked.map(({ token }) => standIn.messagesOf(token).length)).toEqual(Array(6).fill(1));
    expect(program.child.exitCode).toBeNull();
    expect(program.written.errors).not.toContain('unexpected failure');
    expect(standIn.messagesOf(asked[0]!.token)[0]).toMatchObject({ attachments: [{ id: '0' }] });
  });

  it('serves the page while Discord cannot be reached, and Discord as soon as it can', async () => {
    const { standIn, program, url } = await serving('reset', REFUSALS.outage);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(program.written.output).toContain('Discord: not connected');
    await expect.poll(() => standIn.gateway.identified).toBe(1);
    const { token } = standIn.interact(slash('vram', ASKED));
    await expect.poll(() => standIn.messagesOf(token).length).toBe(1);
  });
});
