import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

/** Names every module that is loaded, on standard error. */
const TELL_LOADS = `data:text/javascript,${encodeURIComponent(
  `import { registerHooks } from 'node:module';
   registerHooks({ load(url, context, next) { process.stderr.write('loads ' + url + '\\n'); return next(url, context); } });`,
)}`;

const QUESTION = ['vram', 'model:70b', 'method:qlora', 'gpu:48'];

describe('node adapters/main.ts vram', () => {
  it('answers, in plain ASCII drawings where nobody watches', async () => {
    const { code, output, errors } = await run(QUESTION).ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^Llama 3\.3 70B.*\n(Fits|Tight): 4\d\.\d GiB needed/);
    expect(output).not.toMatch(/[\u001b█─│✓]/);
  });
  it('prints the estimate with stable keys', async () => {
    const { output } = await run([...QUESTION, '--json']).ended;
    const data = JSON.parse(output) as Record<string, object>;
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining(['request', 'components', 'peak', 'range', 'fit', 'assumptions', 'warnings']),
    );
    expect(data['fit']).toMatchObject({ verdict: expect.stringMatching(/^(fits|tight)$/), gpuCount: 1 });
  });
  it('fails with a sentence on standard error', async () => {
    const { code, output, errors } = await run(['vram', 'ranks:8', '70b']).ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain('did you mean "rank"?');
  });
  it.each([
    ['node adapters/main.ts vram', {}],
    ['npm run -s vram --', { npm_lifecycle_event: 'vram' }],
  ] as const)('writes its example lines as it was started: %s', async (line, env) => {
    const { output } = await run(QUESTION, { env }).ended;
    expect(output.split('\n').filter((text) => text.startsWith(`  ${line} `))).not.toEqual([]);
  });
  it('keeps settings where it is told to, and uses them', async () => {
    const env = { DATABASE_URL: join(mkdtempSync(join(tmpdir(), 'headroom-terminal-')), 'store.sqlite') };
    const saved = await run(['vram-settings', 'gpu:4090', 'method:lora'], { env }).ended;
    expect({ ...saved, output: saved.output.split('\n')[1] }).toEqual({
      code: 0,
      errors: '',
      output: 'Saved. Used where you type nothing else: gpu:4090, method:lora.',
    });
    const { output } = await run(['vram', '8b'], { env }).ended;
    expect(output).toMatch(/^Llama 3\.1 8B.* LoRA .* RTX 4090\n/);
    expect(output).toContain('Your settings: method:lora gpu:4090.');
    expect((await run(['vram', '8b'], {}).ended).output).not.toContain('Your settings');
  });
  it('offers the nearest command', async () => {
    const { code, errors } = await run(['vrma', '70b']).ended;
    expect(code).toBe(1);
    expect(errors).toContain('did you mean "vram"?');
  });
  it('loads no library of any platform, no server and no log', async () => {
    const { code, errors } = await run(QUESTION, { nodeArgs: ['--import', TELL_LOADS] }).ended;
    const packages = new Set([...errors.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(([, name]) => name));
    expect(code).toBe(0);
    expect(errors).toContain('/src/memory/estimate.ts');
    // The estimator's own; everything else is some platform's.
    expect([...packages].filter((name) => name !== 'zod')).toEqual([]);
  });
  it('answers many lines in order', async () => {
    const input = Array.from({ length: 60 }, (_, i) => (i % 10 === 7 ? `seq:${i} rank:0\n` : `8b seq:${i + 1}\n`)).join(
      '',
    );
    const { code, output } = await run(['vram', '--batch'], { input }).ended;
    const answers = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(answers.map((answer) => answer.request?.sequenceLength ?? answer.error.code)).toEqual(
      answers.map((_, i) => (i % 10 === 7 ? 'invalid-option' : i + 1)),
    );
    expect(answers).toHaveLength(60);
  });
  it('ends without a word when nobody reads on', async () => {
    const { child, ended } = run(['vram', '--batch'], { input: '8b\n'.repeat(100) });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, errors } = await ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
