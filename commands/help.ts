/** `vram-help`: what every command and option takes, told from the registry itself. */
import { nearest, UserError } from '../src/index.ts';
import { type Command, type CommandContext, defineCommand } from './core/command.ts';
import { exampleOf, quote } from './core/mistakes.ts';
import type { OptionSpec } from './core/option.ts';
import { otherwiseText } from './core/otherwise.ts';
import { text } from './options/types/text.ts';
import type { Action, Block, Fact, Reply } from './core/reply.ts';
import { readText } from './grammar/text.ts';

type Spec = OptionSpec<unknown>;

const GRAMMAR =
  'Write options as option:value, option=value or --option value, in any order; values with spaces in quotation marks. ' +
  'Words that can only mean one thing need no name: 70b qlora 48.';

export const help = defineCommand({
  name: 'vram-help',
  about: { summary: 'What the commands do and what their options take.', examples: ['', 'vram', 'seq'] },
  options: {
    about: {
      about: { summary: 'A command or an option.', example: 'seq' },
      // Every word is a topic here, also one that names a command.
      type: text({ maxLength: 200, looks: { must: () => true } }),
      otherwise: { text: 'all commands' },
      offering: { takesRest: true },
    },
  },
  run({ about }, { commands: all, caller }: CommandContext): Reply {
    const isKnown = caller.user !== '' || caller.tenant !== '';
    const commands = all.filter((command) => isKnown || !command.call?.needsCaller);
    if (about === undefined) return overview(commands);
    const words = about.toLowerCase().split(/[\s:=/]+/);
    const command = commands.find(({ name }) => words.some((word) => word === name || `vram-${word}` === name));
    // "vram" is the command, though an option may bear the name too; "vram seq" is its option.
    const topics = command ? words.filter((word) => word !== command.name && `vram-${word}` !== command.name) : words;
    const found = findOption(command ? [command] : commands, topics);
    if (found) return optionHelp(found);
    if (command) return commandHelp(command, commands);
    throw unknownTopic(about, commands);
  },
});

function overview(commands: readonly Command[]): Reply {
  return {
    title: 'Headroom: does a fine-tune fit?',
    summary: `${commands.length === 1 ? 'There is one command' : `There are ${commands.length} commands`}: ${commands.map(({ name }) => name).join(', ')}.`,
    tone: 'info',
    visibility: 'caller',
    blocks: [
      {
        type: 'facts',
        title: 'Commands',
        items: commands.map((command) => ({ label: command.name, value: command.about.summary })),
      },
      { type: 'text', text: GRAMMAR },
      {
        type: 'actions',
        actions: commands.map(({ name }) => ({ label: `Help for ${name}`, command: help.name, args: { about: name } })),
      },
    ],
    data: { commands: commands.map(describeCommand) },
  };
}

function commandHelp(command: Command, commands: readonly Command[]): Reply {
  const items = Object.entries(command.options).map(([name, spec]) => ({ label: name, value: briefly(spec) }));
  const options: Block = { type: 'facts', title: 'Options', items };
  const tries = command.about.examples.map((example) => ({
    label: `${command.name} ${example}`.trim(),
    command: command.name,
    args: readText(commands, command.name, example).args,
  })) satisfies Action[];
  return {
    title: command.name,
    summary: command.about.summary,
    tone: 'info',
    visibility: 'caller',
    blocks: [
      ...(items.length > 0 ? [options, { type: 'text', text: GRAMMAR } as const] : []),
      ...(tries.length > 0 ? [{ type: 'actions', actions: tries } as const] : []),
    ],
    data: { commands: [describeCommand(command)] },
  };
}

interface Found {
  readonly command: Command;
  readonly name: string;
  readonly spec: Spec;
}

function optionHelp({ command, name, spec }: Found): Reply {
  const { choices = [], means } = spec.type.values ?? {};
  return {
    title: `${command.name}: ${name}`,
    summary: spec.about.summary,
    tone: 'info',
    visibility: 'caller',
    blocks: [
      { type: 'facts', items: optionFacts(name, spec) },
      ...(spec.type.kind === 'choice' && choices.length > 0
        ? [
            {
              type: 'table',
              title: 'Values',
              columns: [
                { label: 'Write', align: 'left' },
                { label: 'Means', align: 'left' },
              ],
              rows: choices.map(({ value, name: label }) => [value, means?.(value) ?? label]),
            } as const,
          ]
        : []),
    ],
    data: { command: command.name, option: describeOption(name, spec) },
  };
}

function optionFacts(name: string, spec: Spec): readonly Fact[] {
  const facts = [
    { label: 'Takes', value: spec.type.allowed },
    { label: 'If not given', value: spec.offering?.required ? 'the command asks for it' : otherwiseText(spec) },
    { label: 'Also written', value: spec.about.aliases?.join(', ') },
    { label: 'Example', value: exampleOf({ name, example: spec.about.example }).slice('for example '.length) },
  ];
  return facts.flatMap(({ label, value }) => (value ? [{ label, value }] : []));
}

/** One line: what it is, what it takes, what holds without it. */
function briefly(spec: Spec): string {
  const { about, type, offering } = spec;
  const otherwise = otherwiseText(spec);
  const notes = [type.allowed, offering?.required ? 'required' : otherwise && `if not given: ${otherwise}`];
  const said = notes.filter(Boolean);
  return said.length > 0 ? `${about.summary} (${said.join('; ')})` : about.summary;
}

function describeCommand({ name, about, options }: Command) {
  return {
    name,
    summary: about.summary,
    examples: about.examples,
    options: Object.entries(options).map(([option, spec]) => describeOption(option, spec)),
  };
}

function describeOption(name: string, spec: Spec) {
  const { summary, example, aliases } = spec.about;
  const { allowed, values } = spec.type;
  return {
    name,
    summary,
    example,
    required: spec.offering?.required === true,
    aliases: aliases ?? [],
    allowed: allowed ?? null,
    fallback: otherwiseText(spec) ?? null,
    choices: values?.choices?.map(({ value }) => value) ?? [],
  };
}

/** By name before by alias, as one command's alias may be another's name; then by a value: zero3 is one of sharding. */
function findOption(commands: readonly Command[], words: readonly string[]): Found | undefined {
  const all = commands.flatMap((command) =>
    Object.entries(command.options).map(([name, spec]): Found => ({ command, name, spec })),
  );
  return (
    all.find(({ name }) => words.includes(name)) ??
    all.find(({ spec }) => spec.about.aliases?.some((alias) => words.includes(alias))) ??
    all.find(
      ({ spec: { type } }) =>
        type.kind === 'choice' && type.values?.choices?.some(({ value }) => words.includes(value)),
    )
  );
}

function unknownTopic(about: string, commands: readonly Command[]): UserError {
  const names = commands.map(({ name }) => name);
  const options = [...new Set(commands.flatMap((command) => Object.keys(command.options)))];
  const [close] = nearest(about, [...names, ...options], 1);
  return new UserError(
    'unknown-command',
    `There is no command or option ${quote(about)}${close ? `; did you mean "${close}"?` : '.'}`,
    `The commands are ${names.join(', ')}; the options are ${options.join(', ')}.`,
  );
}
