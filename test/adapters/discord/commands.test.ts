/** What is registered with Discord, and when again. */
import { describe, expect, it } from 'vitest';
import { checkCommands } from './check.ts';
import { commandDefinitions, type CommandDefinition, register } from '../../../adapters/discord/commands.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import type { OptionSpec, OptionType } from '../../../commands/core/option.ts';
import { commands } from '../../../commands/index.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';

const text: OptionType<string> = { kind: 'text', parse: (given) => given };
const choices = [
  { name: 'LoRA', value: 'lora' },
  { name: 'QLoRA', value: 'qlora' },
];

function command(options: Readonly<Record<string, OptionSpec<unknown>>>, name = 'vram', summary = 'Does it fit?') {
  return defineCommand({ name, about: { summary, examples: [''] }, options, run: () => FIXTURE_REPLIES.empty });
}

const MODEL = {
  about: { summary: 'The model.', example: '70b' },
  type: { ...text, values: { suggest: () => [] } },
  offering: { required: true },
} as const;
const METHOD = {
  about: { summary: 'How.', example: 'lora' },
  type: { kind: 'choice', parse: (given: string) => given, values: { choices } },
} as const;
const GPUS = { about: { summary: 'How many.', example: '2' }, type: { kind: 'integer', parse: Number } } as const;
const PUBLIC = {
  about: { summary: 'To all.', example: 'yes' },
  type: { kind: 'boolean', parse: (given: string) => given === 'yes' },
} as const;
const CONFIG = {
  about: { summary: 'A file.', example: '{}' },
  type: { kind: 'attachment', parse: (given: string) => given },
} as const;
const ALL = { method: METHOD, gpus: GPUS, public: PUBLIC, config: CONFIG, model: MODEL } as const;

describe('a definition', () => {
  it('has each option as what it is, the required ones first', () => {
    expect(commandDefinitions([command(ALL)], true)).toEqual([
      {
        type: 1,
        name: 'vram',
        description: 'Does it fit?',
        integration_types: [0, 1],
        contexts: [0, 1, 2],
        options: [
          { type: 3, name: 'model', description: 'The model.', required: true, autocomplete: true },
          { type: 3, name: 'method', description: 'How.', required: false, choices },
          { type: 4, name: 'gpus', description: 'How many.', required: false },
          { type: 5, name: 'public', description: 'To all.', required: false },
          { type: 11, name: 'config', description: 'A file.', required: false },
        ],
      },
    ]);
  });

  it('of one server says nothing of where it may be used', () => {
    const [definition] = commandDefinitions([command({})], false);
    expect(Object.keys(definition!)).toEqual(['type', 'name', 'description', 'options']);
  });

  it('leaves out what is for text alone, and asks for nothing that may be saved', () => {
    const options = {
      model: { ...MODEL, offering: { required: true, savable: true } },
      seq: { ...GPUS, offering: { textOnly: true } },
    } as const;
    expect(commandDefinitions([command(options)], true)[0]!.options).toMatchObject([
      { name: 'model', required: false },
    ]);
  });

  it('completes more choices than a form may list', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `n${i}`, value: `v${i}` }));
    const of = (count: number) =>
      commandDefinitions(
        [
          command({
            method: { ...METHOD, type: { ...METHOD.type, values: { choices: many(count), suggest: () => [] } } },
          }),
        ],
        true,
      )[0]!.options[0]!;
    expect(of(25)).toMatchObject({ choices: many(25) });
    expect(of(25)).not.toHaveProperty('autocomplete');
    expect(of(26)).toMatchObject({ autocomplete: true });
    expect(of(26)).not.toHaveProperty('choices');
  });

  it('cuts a description to what Discord takes', () => {
    const [definition] = commandDefinitions(
      [command({ model: { ...MODEL, about: { ...MODEL.about, summary: 'x'.repeat(101) } } }, 'vram', 'y'.repeat(101))],
      true,
    );
    expect([definition!.description.length, definition!.options[0]!.description.length]).toEqual([100, 100]);
    expect(definition!.description.endsWith('…')).toBe(true);
  });

  it('of every command of the bot may be registered', async () => {
    const definitions = commandDefinitions(commands, true);
    expect(checkCommands(definitions)).toEqual([]);
    await expect(`${JSON.stringify(definitions, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../golden/discord/registered.txt',
    );
  });
});

describe('registering', () => {
  /** A route that has these, as Discord gives them back. */
  function route(standing: unknown) {
    const put: (readonly CommandDefinition[])[] = [];
    return {
      put,
      route: {
        get: async () => standing,
        put: async (definitions: readonly CommandDefinition[]) => put.push(definitions),
      },
    };
  }
  const definitions = commandDefinitions([command(ALL), command({}, 'help', 'Help.')], true);
  const [vram, help] = definitions;
  /** With fields of its own, and without those that say nothing. */
  const given = (all: readonly CommandDefinition[]) =>
    all.map(({ options, ...rest }, i) => ({
      ...rest,
      id: `${i}`,
      application_id: '1',
      version: '2',
      nsfw: false,
      default_member_permissions: null,
      ...(options.length > 0
        ? { options: options.map(({ required, ...option }) => (required ? { required, ...option } : option)) }
        : {}),
    }));
  const withOption = (name: string, change: object) => ({
    ...vram!,
    options: vram!.options.map((option) => (option.name === name ? { ...option, ...change } : option)),
  });

  it.each([
    ['the same', given(definitions)],
    ['the same in another order', given(definitions.toReversed())],
    [
      'the same with places in another order',
      given(definitions).map((one) => ({ ...one, contexts: [2, 0, 1], integration_types: [1, 0] })),
    ],
    ['the same without the type that is understood', given(definitions).map(({ type: _, ...one }) => one)],
  ])('is not done again for %s', async (_, standing) => {
    const { put, route: to } = route(standing);
    expect(await register(to, definitions)).toBe(false);
    expect(put).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['no list', { message: 'x' }],
    ['one less', given([vram!])],
    ['one more', given([...definitions, { ...help!, name: 'old' }])],
    ['another kind of command', given([vram!, { ...help!, type: 2 }])],
    ['another name', given([vram!, { ...help!, name: 'hilfe' }])],
    ['another description', given([vram!, { ...help!, description: 'Hilfe.' }])],
    ['fewer places', given([vram!, { ...help!, contexts: [0, 1] }])],
    ['servers alone', given([vram!, { ...help!, integration_types: [0] }])],
    ['an option less', given([{ ...vram!, options: vram!.options.slice(1) }, help!])],
    ['options in another order', given([{ ...vram!, options: vram!.options.toReversed() }, help!])],
    ['another name of an option', given([withOption('gpus', { name: 'cards' }), help!])],
    ['another kind of option', given([withOption('gpus', { type: 3 }), help!])],
    ['another description of an option', given([withOption('gpus', { description: 'Cards.' }), help!])],
    ['an option that was required', given([withOption('gpus', { required: true }), help!])],
    ['an option that was not required', given([withOption('model', { required: false }), help!])],
    ['an option without completion', given([withOption('model', { autocomplete: false }), help!])],
    ['a choice less', given([withOption('method', { choices: choices.slice(1) }), help!])],
    [
      'another name of a choice',
      given([withOption('method', { choices: [{ ...choices[0]!, name: 'Lora' }, choices[1]!] }), help!]),
    ],
    [
      'another value of a choice',
      given([withOption('method', { choices: [{ ...choices[0]!, value: 'lora2' }, choices[1]!] }), help!]),
    ],
  ])('replaces all where there is %s', async (_, standing) => {
    const { put, route: to } = route(standing);
    expect(await register(to, definitions)).toBe(true);
    expect(put).toEqual([definitions]);
  });
});
