/** The terminal's own help, from the command's description. */
import type { Command } from '../../commands/core/command.ts';
import type { OptionSpec } from '../../commands/core/option.ts';
import { otherwiseText } from '../../commands/core/otherwise.ts';
import type { Block, Reply } from '../../commands/core/reply.ts';
import type { Program } from './render.ts';

const FLAGS = [
  { label: '--json', value: 'print the answer as JSON' },
  { label: '--batch', value: 'read one request a line from standard input, print one JSON line each' },
  { label: '--help', value: 'print this' },
];

export function helpReply(command: Command, commands: readonly Command[], program: Program): Reply {
  const options = Object.entries(command.options).map(([name, spec]) => ({ label: name, value: describe(spec) }));
  const examples = command.about.examples.map((example) => `  ${program(command.name)} ${example}`).join('\n');
  const blocks: Block[] = [
    { type: 'text', text: `Write option:value, or only the value where its look tells the option.\n\n${examples}` },
    { type: 'facts', title: 'Options', items: options },
    { type: 'facts', title: 'Flags', items: FLAGS },
    {
      type: 'facts',
      title: 'Commands',
      items: commands.map(({ name, about }) => ({ label: name, value: about.summary })),
    },
  ];
  return { title: command.name, summary: command.about.summary, tone: 'info', visibility: 'caller', blocks, data: {} };
}

/** Summary, what is allowed, what holds without it, and an example. */
function describe(spec: OptionSpec<unknown>): string {
  const { about, type, offering } = spec;
  const allowed = type.values?.choices?.map(({ value }) => value).join(', ') ?? type.allowed;
  const text = otherwiseText(spec);
  const otherwise = offering?.required ? 'required' : text === undefined ? undefined : `otherwise ${text}`;
  const details = [allowed, otherwise, `e.g. ${about.example}`].filter((part) => part !== undefined);
  return `${about.summary} (${details.join('; ')})`;
}
