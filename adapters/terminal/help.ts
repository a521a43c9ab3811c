/** The terminal's own help, from the command's description. */
import type { Command, OptionSpec } from '../../commands/core/command.ts';
import type { Block, Reply } from '../../commands/core/reply.ts';
import type { Program } from './render.ts';

const FLAGS = [
  { label: '--json', value: 'print the answer as JSON' },
  { label: '--batch', value: 'read one request a line from standard input, print one JSON line each' },
  { label: '--help', value: 'print this' },
];

export function helpReply(command: Command, commands: readonly Command[], program: Program): Reply {
  const options = Object.entries(command.options).map(([name, spec]) => ({ label: name, value: describe(spec) }));
  const examples = command.examples.map((example) => `  ${program(command.name)} ${example}`).join('\n');
  const blocks: Block[] = [
    { type: 'text', text: `Write option:value, or only the value where its look tells the option.\n\n${examples}` },
    { type: 'facts', title: 'Options', items: options },
    { type: 'facts', title: 'Flags', items: FLAGS },
    {
      type: 'facts',
      title: 'Commands',
      items: commands.map(({ name, summary }) => ({ label: name, value: summary })),
    },
  ];
  return { title: command.name, summary: command.summary, tone: 'info', visibility: 'caller', blocks, data: {} };
}

/** Summary, what is allowed, what holds without it, and an example. */
function describe({ summary, type, fallback, required, example }: OptionSpec<unknown>): string {
  const allowed = type.choices?.map(({ value }) => value).join(', ') ?? type.allowed;
  const otherwise = required ? 'required' : fallback === undefined ? undefined : `otherwise ${fallback}`;
  const details = [allowed, otherwise, `e.g. ${example}`].filter((part) => part !== undefined);
  return `${summary} (${details.join('; ')})`;
}
