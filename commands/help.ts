/** `vram-help`: what every command and option takes, told from the registry itself. */
import { nearest, UserError } from '../src/index.ts';
import { type Command, type CommandContext, defineCommand, type OptionSpec } from './core/command.ts';
import { exampleOf, quote } from './core/mistakes.ts';
import { text } from './options/types.ts';
import type { Action, Block, Fact, Reply } from './core/reply.ts';
import { readText } from './grammar/text.ts';

type Spec = OptionSpec<unknown>;

const GRAMMAR =
  'Write options as option:value, option=value or --option value, in any order; values with spaces in quotation marks. ' +
  'Words that can only mean one thing need no name: 70b qlora 48.';

export const help = defineCommand({
  name: 'vram-help',
  summary: 'What the commands do and what their options take.',
  examples: ['', 'vram', 'seq'],
  options: {
    about: {
      summary: 'A command or an option.',
      example: 'seq',
      // Every word is a topic here, also one that names a command.
      type: text({ maxLength: 200, looksLike: () => true }),
      takesRest: true,
      fallback: 'all commands',
    },
  },
  run({ about }, { commands: all, caller }: CommandContext): Reply {
    const isKnown = caller.user !== '' || caller.tenant !== '';
    const commands = all.filter(({ needsCaller }) => isKnown || !needsCaller);
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
        items: commands.map(({ name, summary }) => ({ label: name, value: summary })),
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
  const tries = command.examples.map((example) => ({
    label: `${command.name} ${example}`.trim(),
    command: command.name,
    args: readText(commands, command.name, example).args,
  })) satisfies Action[];
  return {
    title: command.name,
    summary: command.summary,
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
  const choices = spec.type.choices ?? [];
  return {
    title: `${command.name}: ${name}`,
    summary: spec.summary,
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
              rows: choices.map(({ value, name: label }) => [value, spec.type.means?.(value) ?? label]),
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
    { label: 'If not given', value: spec.required ? 'the command asks for it' : spec.fallback },
    { label: 'Also written', value: spec.aliases?.join(', ') },
    { label: 'Example', value: exampleOf({ name, example: spec.example }).slice('for example '.length) },
  ];
  return facts.flatMap(({ label, value }) => (value ? [{ label, value }] : []));
}

/** One line: what it is, what it takes, what holds without it. */
function briefly({ summary, type, required, fallback }: Spec): string {
  const notes = [type.allowed, required ? 'required' : fallback && `if not given: ${fallback}`].filter(Boolean);
  return notes.length > 0 ? `${summary} (${notes.join('; ')})` : summary;
}

function describeCommand({ name, summary, examples, options }: Command) {
  return {
    name,
    summary,
    examples,
    options: Object.entries(options).map(([option, spec]) => describeOption(option, spec)),
  };
}

function describeOption(name: string, { summary, example, required, aliases, fallback, type }: Spec) {
  return {
    name,
    summary,
    example,
    required: required === true,
    aliases: aliases ?? [],
    allowed: type.allowed ?? null,
    fallback: fallback ?? null,
    choices: type.choices?.map(({ value }) => value) ?? [],
  };
}

/** By name before by alias, as one command's alias may be another's name; then by a value: zero3 is one of sharding. */
function findOption(commands: readonly Command[], words: readonly string[]): Found | undefined {
  const all = commands.flatMap((command) =>
    Object.entries(command.options).map(([name, spec]): Found => ({ command, name, spec })),
  );
  return (
    all.find(({ name }) => words.includes(name)) ??
    all.find(({ spec }) => spec.aliases?.some((alias) => words.includes(alias))) ??
    all.find(({ spec: { type } }) => type.kind === 'choice' && type.choices?.some(({ value }) => words.includes(value)))
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
