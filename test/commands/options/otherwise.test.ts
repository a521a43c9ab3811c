/** What holds without an option: told everywhere from where the estimator takes it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OptionSpec, OptionSpecs } from '../../../commands/core/option.ts';
import { assumed, otherwiseText } from '../../../commands/core/otherwise.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { VRAM_OPTIONS } from '../../../commands/options/vram.ts';
import { helpReply } from '../../../adapters/terminal/help.ts';
import { renderForm } from '../../../adapters/web/form.ts';
import { FRAMEWORKS } from '../../../src/facts/frameworks.ts';
import { METHODS } from '../../../src/facts/methods.ts';
import { OBJECTIVES } from '../../../src/facts/objectives.ts';
import type { fillJob } from '../../../src/cost/time/job.ts';
import type { fillIn } from '../../../src/plan/defaults.ts';
import type { EstimateRequest, Job, JobInput, RequestInput } from '../../../src/index.ts';
import { refreshed } from '../../docs/blocks.ts';
import { actionsOf, ask } from '../ask.ts';

/** Said in place of what nobody said, where the estimator decides its defaults. */
const changed: { run: Partial<RequestInput>; job: JobInput } = { run: {}, job: {} };

vi.mock('../../../src/plan/defaults.ts', async (original) => {
  const own = await original<{ fillIn: typeof fillIn }>();
  const filled: typeof fillIn = (input, model) => own.fillIn({ ...changed.run, ...without(input) }, model);
  return { ...own, fillIn: filled };
});
vi.mock('../../../src/cost/time/job.ts', async (original) => {
  const own = await original<{ fillJob: typeof fillJob }>();
  const filled: typeof fillJob = (input, objective) => {
    // Tokens are said instead of examples and their length.
    const { epochs } = changed.job;
    return own.fillJob({ ...(input.tokens === undefined ? changed.job : { epochs }), ...without(input) }, objective);
  };
  return { ...own, fillJob: filled };
});

function without<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

const undo: (() => void)[] = [];
/** Changes a row of a table for one test. */
function edit<Row extends object>(row: Row, change: Partial<Row>): void {
  const before = { ...row };
  Object.assign(row, change);
  undo.push(() => {
    for (const key of Object.keys(row)) Reflect.deleteProperty(row, key);
    Object.assign(row, before);
  });
}
afterEach(() => {
  for (const back of undo.splice(0)) back();
  Object.assign(changed, { run: {}, job: {} });
});

const OPTIONS: OptionSpecs = VRAM_OPTIONS;
const vram = commands[0]!;
/** What the estimator says of the request that the bot answered. */
type Answered = { readonly request: EstimateRequest; readonly time: { readonly job: Job } };

async function answered(question: string): Promise<EstimateRequest & Job> {
  const { data, error } = await ask('vram', question);
  expect(error).toBeUndefined();
  const { request, time } = data as Answered;
  return { ...request, ...time.job };
}

type Told = Readonly<Record<string, string>>;

/** What help, the terminal's help, the README and the web form say of an option. */
async function telling(): Promise<(name: string) => Told> {
  const { data, error } = await ask('vram-help', 'vram');
  expect(error).toBeUndefined();
  const [{ options: helped }] = (data as { commands: [{ options: { name: string; fallback: string | null }[] }] })
    .commands;
  const terminal = helpReply(vram, commands, (words) => words).blocks.flatMap((block) =>
    block.type === 'facts' ? block.items : [],
  );
  const readme = (await refreshed('<!-- made: options vram -->\n<!-- end -->\n')).split('\n');
  const form = String(await renderForm(vram, {}, () => []));
  return (name) => {
    const select = form.indexOf(`<select id="field-${name}"`);
    const line = terminal.find(({ label }) => label === name)?.value ?? '';
    return {
      help: helped.find((option) => option.name === name)?.fallback ?? '',
      terminal: /; otherwise (.*); e\.g\. /.exec(line)?.[1] ?? '',
      readme:
        readme
          .find((row) => row.startsWith(`| \`${name}\` `))
          ?.split('|')
          .at(-2)
          ?.trim() ?? '',
      ...(select < 0 ? {} : { form: /<option value="">(.*?)<\/option>/.exec(form.slice(select))?.[1] ?? '' }),
    };
  };
}

const estimated = Object.entries(OPTIONS).filter(([, { saying, offering }]) => saying && !offering?.required);

describe('what holds without an option', () => {
  it('is told alike by help, terminal, README and form', async () => {
    const told = await telling();
    for (const [name, spec] of Object.entries(OPTIONS)) {
      for (const text of Object.values(told(name))) {
        expect([name, text]).toEqual([name, otherwiseText(spec) ?? '']);
      }
    }
  });

  it.each(estimated)('%s: is a rule in words only where the estimator has no value', (_, spec) => {
    if (typeof spec.otherwise?.text === 'string') expect(spec.saying!.says(assumed())).toBeUndefined();
    else if (otherwiseText(spec) !== undefined) expect(otherwiseText(spec)).not.toMatch(/undefined|null|NaN/);
  });

  it('is what an answer assumes', async () => {
    const request = await answered('8b');
    for (const [name, spec] of estimated) expectAgreement(name, spec, request);
  });
});

/** The option's own words for what the answer assumed begin or end what is told. */
function expectAgreement(name: string, spec: OptionSpec<unknown>, request: EstimateRequest & Job): void {
  const value = spec.saying!.says(request);
  if (value === undefined || spec.otherwise?.text !== undefined) return;
  expect([name, otherwiseText(spec)]).toEqual([name, value]);
}

describe('a changed default', () => {
  it('of a framework is told everywhere and taken', async () => {
    edit(FRAMEWORKS.trl as object, {
      optimizer: 'lion',
      checkpointing: 'alternate',
      loss: 'liger',
      attention: 'eager',
      tower: 'frozen',
      label: 'TRL of tomorrow',
    });
    const request = await answered('8b');
    expect(request).toMatchObject({ optimizer: 'lion', loss: 'liger', attention: 'eager', tower: 'frozen' });
    const told = await telling();
    const all = (name: string, text: string) =>
      expect([name, ...new Set(Object.values(told(name)))]).toEqual([name, text]);
    all('optimizer', 'as the framework does; Lion');
    all('checkpointing', `as the framework does; ${request.checkpointing}`);
    all('loss', 'as the framework does; liger');
    all('attn', 'as the framework does; eager');
    all('framework', 'trl, TRL of tomorrow; mlx on a Mac');
    expect(told('vision_tower')['help']).toMatch(/^as the framework does; frozen for trl, llama-factory/);
  });

  it('of a method or an objective is told everywhere and taken', async () => {
    edit(METHODS.qlora as object, { size: 64, targets: 'attention', quantization: 'nf4' });
    edit(OBJECTIVES.grpo as object, { reference: true, generates: { generations: 4, completion: 256 } });
    edit(OBJECTIVES.dpo as object, { packs: true });
    expect(await answered('8b')).toMatchObject({ rank: 64, targets: 'attention', quantization: 'nf4' });
    expect(await answered('8b objective:grpo')).toMatchObject({ generations: 4, completionLength: 256 });
    const told = await telling();
    const help = (name: string) => [...new Set(Object.values(told(name)))];
    expect(help('rank')).toEqual(['64']);
    expect(help('targets')).toEqual(['attention']);
    expect(help('quant')).toEqual(['nf4 for qlora, nf4-dq for qdora, none otherwise']);
    expect(help('generations')).toEqual(['4 for grpo, 1 otherwise']);
    expect(help('completion')).toEqual(['256 for grpo, 512 otherwise']);
    expect(help('reference')).toEqual(['yes for dpo, kto, grpo and ppo, no otherwise']);
    expect(help('packing')).toEqual(['on for sft and dpo, off otherwise']);
  });

  it('of the estimator itself is told everywhere and taken', async () => {
    changed.run = {
      ...{ method: 'lora', objective: 'grpo', microBatch: 3, sequenceLength: 1234, accumulation: 5, rank: 99 },
      ...{
        sharding: 'zero2',
        sequenceParallel: false,
        compiled: true,
        vllmSleeps: true,

        dtype: 'fp16',
      },
    };
    changed.job = { examples: 777, length: 99, epochs: 9 };
    const request = await answered('8b gpu:80');
    expect(request).toMatchObject(changed.job);
    const texts = {
      method: 'lora',
      objective: 'grpo, GRPO',
      batch: '3',
      seq: '1234',
      accumulation: '5',
      rank: '99',
      sleep: 'yes',
      sharding: 'auto; zero2 without a card',
      sp: 'no',
      compile: 'yes',
      dtype: 'fp16, or fp16 on cards without it',
      examples: '777, an Alpaca-sized data set',
      tokens: 'examples × length; 76.9 k',
      length: '99',
      epochs: '9; 9 where tokens are given',
    };
    const told = await telling();
    for (const [name, text] of Object.entries(texts)) {
      expect([name, ...new Set(Object.values(told(name)))]).toEqual([name, text]);
    }
    for (const [name, spec] of estimated) expectAgreement(name, spec, { ...request, gpu: null });
  });

  it('of the method is in titles, and no button asks for it again', async () => {
    changed.run = { method: 'lora' };
    const reply = await ask('vram', '8b 24');
    expect(reply.title).toBe('Llama 3.1 8B · LoRA · RTX 4090');
    expect(actionsOf(reply).map(({ label }) => label)).not.toContain('LoRA');
    expect((await ask('vram-cost', '8b')).title).toBe('Llama 3.1 8B · LoRA · cost');
    expect((await ask('vram-compare', '8b by:seq')).title).toBe('Llama 3.1 8B · LoRA · by sequence length');
  });
});

describe('a value of its own', () => {
  it('is what the command gets', async () => {
    const { defineCommand } = await import('../../../commands/core/command.ts');
    const { yesNo } = await import('../../../commands/options/types/choice.ts');
    const seen: unknown[] = [];
    const option = { about: { summary: 'x', example: 'yes' }, type: yesNo(), otherwise: { value: true } } as const;
    const command = defineCommand({
      name: 'own',
      about: { summary: 'x', examples: [] },
      options: { option },
      run(args) {
        seen.push(args);
        return ask('vram-help', '');
      },
    });
    const bot = createBot({ commands: [command], log: { debug() {}, info() {}, warn() {}, error() {} } });
    const caller = { platform: 'test', tenant: '', user: '', locale: 'en' };
    await bot.run({ id: '1', command: 'own', args: {}, caller });
    await bot.run({ id: '2', command: 'own', args: { option: 'no' }, caller });
    expect(seen).toEqual([{ option: true }, { option: false }]);
    expect(otherwiseText(option as OptionSpec<unknown>)).toBe('yes');
  });
});
