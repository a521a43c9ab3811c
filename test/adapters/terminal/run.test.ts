import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runTerminal } from '../../../adapters/terminal/index.ts';
import { plainLook } from '../../../adapters/terminal/style.ts';
import { echoBot } from '../commands.ts';

/** Runs the terminal over `echo` and collects what it wrote. */
async function run(words: readonly string[], input: readonly string[] = [], command = 'echo') {
  const written = { output: '', errors: '' };
  const into = (name: 'output' | 'errors') => ({
    look: plainLook(),
    stream: new Writable({
      write(chunk, _, done) {
        written[name] += String(chunk);
        done();
      },
    }),
  });
  const code = await runTerminal(echoBot(), command, words, {
    input: Readable.from(input),
    output: into('output'),
    errors: into('errors'),
    program: (name) => `node adapters/main.ts ${name}`,
  });
  return { code, ...written };
}

describe('the terminal', () => {
  it('answers on standard output', async () => {
    const { code, output, errors } = await run(['model:70b', 'method:qlora']);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^Echo 70b\nFits: 45.2 GiB needed/);
  });
  it.each([
    ['pairs', ['model:70b', 'method:lora'], { model: '70b', method: 'lora' }],
    [
      'a value whose quotation marks the shell ate',
      ['model:llama 3.1 8b', 'method:lora'],
      { model: 'llama 3.1 8b', method: 'lora' },
    ],
    ['flags', ['--model', 'llama 3.1 8b', '--method', 'lora'], { model: 'llama 3.1 8b', method: 'lora' }],
    ['the whole text as one word', ['model:70b method:lora'], { model: '70b', method: 'lora' }],
    [
      'quotation marks inside a value',
      ['model:the "big" one', 'method:lora'],
      { model: 'the "big" one', method: 'lora' },
    ],
  ])('hands the grammar %s', async (_, words, given) => {
    expect(JSON.parse((await run([...words, '--json'])).output)).toEqual({ given });
  });
  it('prints a mistake on standard error and fails', async () => {
    const { code, output, errors } = await run(['model:nonsense']);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toBe('That did not work\nThere is no model "nonsense".\n\nTry 70b.\n');
  });
  it('prints a mistake as JSON where JSON was asked for', async () => {
    const { code, output } = await run(['model:nonsense', '--json']);
    expect({ code, json: JSON.parse(output) }).toEqual({
      code: 1,
      json: { error: { code: 'unknown-model', message: 'There is no model "nonsense".', hint: 'Try 70b.' } },
    });
  });
  it('tells nothing of the cause of our own mistakes', async () => {
    const { code, errors } = await run([], [], 'broken');
    expect(code).toBe(1);
    expect(errors).toMatch(/^Our mistake\nSomething broke on our side \(error [-\w]+\)\./);
    expect(errors).not.toContain('secret inner cause');
  });
  it('lists options, flags and commands for --help', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    for (const wanted of ['node adapters/main.ts echo model:70b', 'lora, qlora', 'required', '--batch', 'broken']) {
      expect(output).toContain(wanted);
    }
  });
});

describe('--batch', () => {
  it('answers each line in its place, a bad one with its error', async () => {
    const { code, output } = await run(['--batch'], ['model:a\nmodel:nonsense\r\n\nmodel:', 'b\n']);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines.map((line) => line.given?.model ?? line.error.code)).toEqual([
      'a',
      'unknown-model',
      'invalid-option',
      'b',
    ]);
  });
  it('puts the other arguments before each line', async () => {
    const { code, output } = await run(['--batch', 'method:lora'], ['model:a\n', 'model:b']);
    expect(code).toBe(0);
    expect(output).toBe('{"given":{"model":"a","method":"lora"}}\n{"given":{"model":"b","method":"lora"}}\n');
  });
  it('keeps the order over 10,000 lines', async () => {
    const input = Array.from({ length: 10_000 }, (_, i) => `model:m${i}\n`);
    const { output } = await run(['--batch'], input);
    const models = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).given.model);
    expect(models).toEqual(input.map((line) => line.trim().slice('model:'.length)));
  });
});
