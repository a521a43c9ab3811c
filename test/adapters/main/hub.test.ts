/** The whole program with a Hub of our own, of which a part is shown to the token alone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, json, modelPage, type StandIn, startStandIn, status } from '../../src/services/hub/stand-in.ts';
import { type Run, run } from './run.ts';

const TOKEN = 'hf_of-the-operator';
const PRIVATE = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};

let hub: StandIn;
let program: Run | undefined;

beforeEach(async () => {
  hub = await startStandIn();
  const closed = (path: string, answer: Answer) =>
    hub.on(path, (request, response) =>
      (request.headers.authorization === `Bearer ${TOKEN}` ? answer : status(401, {}))(request, response),
    );
  closed('/api/models/acme/private/', modelPage('acme/private', { private: true }));
  closed('/acme/private/resolve/', json(PRIVATE));
});
afterEach(async () => {
  program?.child.kill('SIGKILL');
  await hub.close();
});

describe('a private model of the operator', () => {
  it('is theirs in the terminal, and nothing to the anonymous page', async () => {
    const env = { HF_TOKEN: TOKEN, HF_ENDPOINT: hub.url };
    const { code, output } = await run(['vram', 'acme/private', 'gpu:80'], { env }).ended;
    expect([code, output]).toEqual([0, expect.stringMatching(/^acme\/private · /)]);

    program = run([], { env: { ...env, PORT: '0', HOST: '127.0.0.1' } });
    const [, url = ''] = await program.until(/^Headroom answers at (http:\S+)/m);
    const asked = hub.tokens.length;
    const response = await fetch(`${url}/api/vram?q=${encodeURIComponent('model:acme/private gpu:80')}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: expect.objectContaining({ code: 'unknown-model', message: expect.stringContaining('is not public') }) },
    ]);
    expect(hub.tokens.slice(asked)).toEqual(['']);
    await program.until(/"outcome":"unknown-model"/);
    expect(program.written.errors).not.toContain('acme');
  });
});
