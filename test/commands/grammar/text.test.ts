import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../commands/core/bot.ts';
import type { Command } from '../../../commands/core/command.ts';
import { MAX_TEXT, printArgs, printInvocation, readText } from '../../../commands/grammar/text.ts';
import { FILLERS, NUMBER_WORDS } from '../../../commands/grammar/fillers.ts';
import { UserError } from '../../../src/errors.ts';
import { gpus } from '../../../src/facts/gpus.ts';
import { MODELS } from '../../../src/facts/models/index.ts';
import { editDistance } from '../../../src/index.ts';
import { commands as registry } from '../../../commands/index.ts';
import { commands, vram } from '../commands.ts';
import { growsAtMost, QUADRATIC, stepsOf } from '../../cost.ts';

const command: Command = vram;
const MAIN = { model: '70b', method: 'qlora', gpu: '48' };

function read(text: string) {
  return readText(commands, 'vram', text).args;
}

function mistake(text: string, name = 'vram'): UserError {
  try {
    readText(commands, name, text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`no mistake in ${text}`);
}

describe('ways to write a pair', () => {
  it.each([
    'model:70b method:qlora gpu:48',
    'gpu:48 model:70b method:qlora',
    'model=70b method=qlora gpu=48',
    '--model 70b --method qlora --gpu 48',
    '--model=70b --method=qlora --gpu=48',
    '—model 70b —method=qlora –gpu:48',
    '-model 70b -method qlora -gpu 48',
    'model: 70b method: qlora gpu: 48',
    'model : 70b method = qlora gpu :48',
    'model：70b　method＝qlora，gpu：４８',
    'model:70b, method:qlora, gpu:48',
    'model:70b,method:qlora,gpu:48',
    'model:70b; method:qlora; gpu:48',
    'model:\u00a070b\u00a0method:qlora\u202fgpu:48',
    '\u200bmodel:70b\u200e method:qlora\r\n\tgpu:48\ufeff',
    'model:"70b" method:\'qlora\' gpu:“48”',
    'model:«70b» method:‘qlora’ gpu:„48“',
    'model:“70b" method:’qlora’ gpu:»48«',
    'model 70b method qlora gpu 48',
    'm:70b method:qlora gpu:48',
    '70b qlora 48',
    '48 70b qlora',
    '70b - qlora – 48',
    '70b, qlora, 48',
    '/vram 70b qlora 48',
    'vram 70b qlora 48',
    'model:70b model:70b method:qlora qlora gpu:48',
  ])('%s', (text) => {
    expect(read(text)).toEqual(MAIN);
  });

  it('takes keys in any case and keeps values as typed', () => {
    expect(read('MODEL:70B Method:QLoRA Batch_Size:4')).toEqual({ model: '70B', method: 'QLoRA', batch: '4' });
  });
});

describe('values', () => {
  it.each<[string, Record<string, string>]>([
    ['model:"llama 3.1 8b"', { model: 'llama 3.1 8b' }],
    ['model:llama 3.1 8b gpu:rtx 4090 qlora', { model: 'llama 3.1 8b', gpu: 'rtx 4090', method: 'qlora' }],
    ['model: llama 3.1 8b method: lora', { model: 'llama 3.1 8b', method: 'lora' }],
    ['--gpu m3 max 64gb --model 8b', { gpu: 'm3 max 64gb', model: '8b' }],
    ['8b rank:-1', { model: '8b', rank: '-1' }],
    ['8b rank: −1', { model: '8b', rank: '-1' }],
    ['8b targets:q_proj,v_proj', { model: '8b', targets: 'q_proj,v_proj' }],
    ['8b targets: q_proj, v_proj gpu:48', { model: '8b', targets: 'q_proj, v_proj', gpu: '48' }],
    ['model:"say \\"hi\\" \\\\ C:\\temp"', { model: 'say "hi" \\ C:\\temp' }],
    ["model:'it's mine' lora", { model: "it's mine", method: 'lora' }],
    ['model:""', { model: '' }],
    ['model:https://hf.co/a/b:c', { model: 'https://hf.co/a/b:c' }],
    ['https://hf.co/a/b lora', { model: 'https://hf.co/a/b', method: 'lora' }],
    ['llama3.1:70b qlora', { model: 'llama3.1:70b', method: 'qlora' }],
    ['--public 8b', { public: 'yes', model: '8b' }],
    ['--public no 8b', { public: 'no', model: '8b' }],
    ['--no-public 8b', { public: 'no', model: '8b' }],
    ['8b public', { public: 'yes', model: '8b' }],
    ['8b no public', { public: 'no', model: '8b' }],
    ['', {}],
  ])('%s', (text, args) => {
    expect(read(text)).toEqual(args);
  });
});

describe('bare words', () => {
  it.each<[string, Record<string, string>]>([
    ['llama 3.1 8b qlora 4090', { model: 'llama 3.1 8b', method: 'qlora', gpu: '4090' }],
    ['qlora llama 3 70b 2x3090 4k', { model: 'llama 3 70b', method: 'qlora', gpu: '2x3090', seq: '4k' }],
    ['8b rtx 4090 r32', { model: '8b', gpu: 'rtx 4090', rank: 'r32' }],
    ['h100 nvl 70b', { model: '70b', gpu: 'h100 nvl' }],
    ['m3 max 64gb 8b lora', { model: '8b', gpu: 'm3 max 64gb', method: 'lora' }],
    ['8b 2 gpus 4090', { model: '8b', gpus: '2 gpus', gpu: '4090' }],
    ['8b 2048 48', { model: '8b', seq: '2048', gpu: '48' }],
    ['8b batch size 4 rank 16 gpu rtx 4090', { model: '8b', batch: '4', rank: '16', gpu: 'rtx 4090' }],
    ['phi 3.5 4090', { model: 'phi 3.5', gpu: '4090' }],
    ['llama 24 8b', { model: 'llama 24 8b' }],
    ['"llama 3.1 8b" "rtx 4090"', { model: 'llama 3.1 8b', gpu: 'rtx 4090' }],
    ['some unheard-of thing qlora', { model: 'some unheard-of thing', method: 'qlora' }],
    ['8b quant:nf4 8bit', { model: '8b', quant: 'nf4', optimizer: '8bit' }],
    ['8k context 8b rank 48 on 4090', { model: '8b', seq: '8k', rank: '48', gpu: '4090' }],
    ['llama 3.1 8b base qlora', { model: 'llama 3.1 8b base', method: 'qlora' }],
    ['base llama 3.1 8b', { model: 'llama 3.1 8b' }],
    ['model gemma 2 qlora', { model: 'gemma 2', method: 'qlora' }],
    ['8b full chunked', { model: '8b', method: 'full', loss: 'chunked' }],
    ['8b full fine-tuning', { model: '8b', method: 'full fine-tuning' }],
  ])('%s', (text, args) => {
    expect(read(text)).toEqual(args);
  });
});

/** Of the bot itself, whose options know all models and devices. */
function asked(question: string) {
  return readText(registry, 'vram', question).args;
}

describe('questions', () => {
  it.each<[string, Record<string, string>]>([
    ['can I fine-tune a 70B on two 3090s?', { model: '70B', gpu: '2x 3090s' }],
    ['does qwen3 32b qlora fit on a 4090?', { model: 'qwen3 32b', method: 'qlora', gpu: '4090' }],
    [
      'will llama 3.1 8b full finetune on 8xh100 with 4k context work',
      { model: 'llama 3.1 8b', method: 'full finetune', gpu: '8xh100', seq: '4k' },
    ],
    ['how much vram for gemma 27b lora', { model: 'gemma 27b', method: 'lora' }],
    ['what gpu do I need for 70b lora', { model: '70b', method: 'lora' }],
    [
      'lora of mistral 7b on my 3090 with batch 4 and rank 64',
      { model: 'mistral 7b', method: 'lora', gpu: '3090', batch: '4', rank: '64' },
    ],
    ['70B, QLoRA, 48GB', { model: '70B', method: 'QLoRA', gpu: '48GB' }],
    ['best way to train 13b on a single 24gb card', { model: '13b', gpu: '1x 24gb' }],
    [
      "Hey guys, I’ve got a pair of 4090s, can I qlora qwen 32b with a context length of 8k?! What's best?",
      { model: 'qwen 32b', method: 'qlora', gpu: '2x 4090s', seq: '8k' },
    ],
    ['Will Gemma 2 9b it fit on a 4090?', { model: 'Gemma 2 9b it', gpu: '4090' }],
    ['will it fit? gemma 2 9b, 8k context length', { model: 'gemma 2 9b', seq: '8k' }],
    ['is 24 GB of VRAM enough for 13b lora?', { model: '13b', method: 'lora', gpu: '24 GB' }],
    ['do the fine tuning of my llama 3.1 8b model', { model: 'llama 3.1 8b' }],
    ['can we tune a 7b', { model: '7b' }],
    ['8b, max sequence length of 4096', { model: '8b', seq: '4096' }],
    ['show everyone a 7b', { model: '7b', details: 'yes', public: 'yes' }],
    ['tune 7b', { model: '7b', framework: 'tune' }],
    ['full fine tuning of 8b on 4 a100s', { model: '8b', method: 'full fine tuning', gpu: '4 a100s' }],
    ['70b on two gpus with 24gb each', { model: '70b', gpu: '2x gpus, 24gb each' }],
    ['70b on two gpus', { model: '70b', gpus: '2 gpus' }],
    ['7b on unsloth with 2 a6000', { model: '7b', framework: 'unsloth', gpu: '2 a6000' }],
    ['8b on a foo9000', { model: '8b', gpu: 'foo9000' }],
    ['¿8b lora? ... on 3090.', { model: '8b', method: 'lora', gpu: '3090' }],
    ['llama3.1:8b? on 3090!', { model: 'llama3.1:8b', gpu: '3090' }],
    ['can I do this on two 3090s?', { gpu: '2x 3090s' }],
    ['will this work?', {}],
    ['model:can gpu:the', { model: 'can', gpu: 'the' }],
    ['"can" I', { model: 'can' }],
    ["model:'what fits?' gpu:4090?", { model: 'what fits?', gpu: '4090?' }],
    ['two towers 8b', { model: 'two towers 8b' }],
    ['the-eye/a-model-for-it on a 4090', { model: 'the-eye/a-model-for-it', gpu: '4090' }],
  ])('%s', (question, args) => {
    expect(asked(question)).toEqual(args);
  });

  it.each([
    ['can I train 8b with lroa?', 'I do not know "lroa"; did you mean "lora"?'],
    ['can I train 8b with rnak 16?', 'I do not know "rnak"; did you mean "rank"?'],
    [
      'can I train llama and qwen 7b?',
      '"llama" and "qwen 7b" could both be the model; give it once, for example model:70b.',
    ],
    ['8b for a batch?', '"batch" has no value; give one, for example batch:1.'],
  ])('%s is still a mistake', (question, message) => {
    expect(() => asked(question)).toThrow(message);
  });

  it('a first word that names a command is that command and no filler', () => {
    expect(readText(commands, 'vram', 'fit on a 4090?')).toEqual({ command: 'vram-fit', args: { gpu: '4090' } });
    expect(readText(commands, 'vram', 'will it fit on a 4090?')).toEqual({ command: 'vram', args: { gpu: '4090' } });
  });

  it.each([
    ['can I do this with lora on two 3090s?', 'For example model:70b. What I understood: method:lora gpu:"2x 3090s".'],
    ['will this work?', 'For example model:70b.'],
  ])('%s has no model; the answer says what was understood', async (args, hint) => {
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const caller = { platform: 'test', tenant: '', user: 'u', locale: 'en' };
    const { error } = await createBot({ commands: registry, log }).run({ id: '1', command: 'vram', args, caller });
    expect(error).toMatchObject({ code: 'invalid-option', hint });
  });

  it('help takes every word as its topic', () => {
    expect(readText(commands, 'vram-help', 'what is the seq?').args).toEqual({ about: 'what is the seq' });
  });
});

describe('fillers', () => {
  const phrases = FILLERS.flatMap((group) => group.phrases);
  const single = new Set<string>(phrases.filter((phrase) => !phrase.includes(' ')));

  it('stand once in the table', () => {
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });

  it.each(phrases)('%s says nothing beside a model, in any case', (phrase) => {
    expect(asked(`${phrase.toUpperCase()} 70b`)).toEqual({ model: '70b' });
    expect(asked(`70b ${phrase}?`)).toEqual({ model: '70b' });
  });

  it.each([...single])('%s is no slip of an option or of one of its values', (word) => {
    const options = Object.entries(registry.find(({ name }) => name === 'vram')?.options ?? {});
    const spellings = options.flatMap(([name, { type }]) => [
      name,
      ...(type.values?.choices ?? []).map(({ value }) => value),
    ]);
    const near = spellings.filter((spelling) => spelling.length > 3 && editDistance(word, spelling) === 1);
    // A name itself is no slip of another: gpu and gpus.
    expect(spellings.includes(word) ? [] : near).toEqual([]);
  });

  it('are no words of a model or a device', () => {
    const names = MODELS.flatMap(({ name, id, aliases, also }) => [name, id, ...aliases, ...also]);
    const devices = gpus.flatMap(({ id, name }) => [id, name]);
    const taken = new Set([...names, ...devices].flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)));
    expect([...single, ...NUMBER_WORDS.keys()].filter((word) => taken.has(word))).toEqual([]);
  });

  it('never touch what stands in a pair or in quotation marks', () => {
    const word = fc.constantFrom(...phrases, 'two', 'what?', 'the end.');
    fc.assert(
      fc.property(word, word, (model, gpu) => {
        expect(asked(`can I model:"${model}" on gpu:'${gpu}' please?`)).toEqual({ model, gpu });
        expect(asked(`does "${model}" fit?`)).toEqual({ model });
      }),
    );
  });
});

describe('a first word that names a command', () => {
  it.each([
    ['vram', 'help', 'vram-help', {}],
    ['vram', '--help', 'vram-help', {}],
    ['vram', '/vram-help seq', 'vram-help', { about: 'seq' }],
    ['vram', 'fit 48', 'vram-fit', { gpu: '48' }],
    ['vram', 'VRAM-FIT gpu:48', 'vram-fit', { gpu: '48' }],
    ['vram-fit', 'vram 8b', 'vram', { model: '8b' }],
    ['vram-help', 'fit', 'vram-help', { about: 'fit' }],
    ['vram-help', 'vram seq', 'vram-help', { about: 'vram seq' }],
    ['vram', '"help"', 'vram', { model: 'help' }],
  ])('%s %s', (current, text, name, args) => {
    expect(readText(commands, current, text)).toEqual({ command: name, args });
  });
});

describe('mistakes', () => {
  it.each([
    ['ranks:16 8b', 'There is no option "ranks"; did you mean "rank"?'],
    ['8b --colour red', 'There is no option "colour".'],
    ['rank:16 8b rank:32', '"rank" is given twice, as "16" and "32"; give it once, for example rank:16.'],
    ['8b qlora lora', '"method" is given twice, as "qlora" and "lora"; give it once, for example method:qlora.'],
    ['8b gpu:48 4090', '"gpu" is given twice, as "48" and "4090"; give it once, for example gpu:"rtx 4090".'],
    ['8b 8bit', '"8bit" could mean quant or optimizer; say which, for example quant:8bit.'],
    ['70b 8b', '"70b" and "8b" could both be the model; give it once, for example model:70b.'],
    ['llama qlora 8b', '"llama" and "8b" could both be the model; give it once, for example model:70b.'],
    ['model:"8b" foo', '"8b" and "foo" could both be the model; give it once, for example model:70b.'],
    ['70b qlroa', 'I do not know "qlroa"; did you mean "qlora"?'],
    ['model: method:qlora', '"model" has no value; give one, for example model:70b.'],
    ['8b gpu:', '"gpu" has no value; give one, for example gpu:"rtx 4090".'],
    ['8b --rank', '"rank" has no value; give one, for example rank:16.'],
    ['8b rank', '"rank" has no value; give one, for example rank:16.'],
    ['8b rank qlora', '"rank" has no value; give one, for example rank:16.'],
    ['colour:', 'Nothing follows "colour:"; write option:value, for example model:70b.'],
    [
      'model:"70b method:qlora',
      'The quotation mark before "70b method:qlora" is never closed; add the second one, for example model:"llama 3.1 8b".',
    ],
    [
      'fit 48 foo',
      'I do not know "foo": it is the value of no option; write option:value, for example gpu:"rtx 4090".',
    ],
    ['/vrm 8b', 'There is no command "vrm"; did you mean "vram"?'],
    ['x'.repeat(MAX_TEXT + 1), 'That text has 6,001 characters; at most 6,000 are read, for example model:70b gpu:48.'],
    [
      'word '.repeat(61),
      "That is 61 words without an option's name, and at most 60 are read; write option:value, for example model:70b.",
    ],
  ])('%.60s', (text, message) => {
    expect(mistake(text).message).toBe(message);
  });

  it('names the unknown command it was asked to read for', () => {
    expect(mistake('8b', 'vrma').message).toBe('There is no command "vrma"; did you mean "vram"?');
  });

  it('cuts a long quotation', () => {
    expect(mistake(`${'k'.repeat(3000)}:1`).message.length).toBeLessThan(200);
  });
});

const VALUE = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...` ab1:=-—,;"'“”„‘’«»\\\u00a0\n/.`), maxLength: 40 }),
);
const ARGS = fc.dictionary(fc.constantFrom(...Object.keys(vram.options)), VALUE, { noNullPrototype: true });

describe('printing', () => {
  it('is read back as the same arguments', () => {
    fc.assert(
      fc.property(ARGS, (args) => {
        expect(readText(commands, 'vram', printArgs(command, args)).args).toEqual(args);
        expect(readText(commands, 'vram-fit', printInvocation(command, args))).toEqual({ command: 'vram', args });
      }),
      { numRuns: 500 },
    );
  });

  it('quotes only what needs it, in the order of the options', () => {
    expect(printInvocation(command, { gpu: 'rtx 4090', model: 'meta-llama/Llama-3.1-8B' })).toBe(
      'vram model:meta-llama/Llama-3.1-8B gpu:"rtx 4090"',
    );
  });
});

const PIECES = [
  ...Object.keys(vram.options),
  ...[':', '=', '--', '—', ' ', ',', '"', "'", '“', '”', '«', '\\', '\u00a0', '/', '8b', '70b', 'qlora', '4k', '48'],
  ...['rtx 4090', '2x', 'no', 'public', 'q_proj', '8bit', '-', '__proto__', 'constructor', '0', '\n', '🦙', '\ud800'],
  ...['can I', 'how much vram', 'on', 'a', 'two', 'of', 'full', 'fine tune', 'gpu', '3090s', 'with', '?', '.'],
];
const REPEATED = ['?', '¿', '.', 'two ', 'on ', 'm:1 '];
const ANY_TEXT = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .tuple(fc.constantFrom(...PIECES), fc.constantFrom(...PIECES))
    .map(([a, b]) => `${a}${b}`.repeat(MAX_TEXT).slice(0, MAX_TEXT)),
  fc.constantFrom(...REPEATED).map((piece) => `${piece.repeat(MAX_TEXT).slice(0, MAX_TEXT - 1)}x`),
);

/** Of reading a text: it was up to 19,000 and 13. */
const STEPS = 60_000;
const STEPS_A_CHARACTER = 30;

/** A refusal must be a sentence for the user. */
function readOrRefuse(all: readonly Command[], text: string): void {
  try {
    readText(all, 'vram', text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
  }
}

describe.each([
  ['of these tests', commands],
  ['of the bot', registry],
])('any input, by the options %s', (_, all) => {
  it('is read, or refused with a sentence', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => readOrRefuse(all, text)),
      { numRuns: 400 },
    );
  });

  it('takes steps in proportion to its length', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        expect(stepsOf(() => readOrRefuse(all, text))).toBeLessThan(STEPS + STEPS_A_CHARACTER * text.length);
      }),
      { numRuns: 12 },
    );
  });

  it.each(REPEATED)('takes time in proportion to its length: %j', (piece) => {
    expect(growsAtMost(QUADRATIC, (length) => readOrRefuse(all, piece.repeat(length).slice(0, length)), 1500)).toBe(
      true,
    );
  });
});
