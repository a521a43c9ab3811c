/** The parts of the README that are made from the code: `npm run docs` writes them, docs.test.ts compares. */
import { format, resolveConfig } from 'prettier';
import { createBot } from '../../commands/core/bot.ts';
import type { Command } from '../../commands/core/command.ts';
import { otherwiseText } from '../../commands/core/otherwise.ts';
import { commands } from '../../commands/index.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { metaOf } from '../../adapters/env.ts';
import { settingsEnv } from '../../adapters/settings.ts';
import { platforms } from '../../adapters/index.ts';
import { renderReply } from '../../adapters/terminal/render.ts';
import { plainLook } from '../../adapters/terminal/style.ts';
import { measuredTable } from './measured.ts';
import { estimate, formatBytes, FRAMEWORKS, GIB, presetWords, type FrameworkId } from '../../src/index.ts';

/** `<!-- made: KIND ARGUMENT -->` … `<!-- end -->`: what stands between is written by the kind's maker. */
const BLOCK = /(<!-- made: (\S+) ?(.*?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The README with every made part as the code has it now. @throws for a part of unknown kind. */
export async function refreshed(readme: string): Promise<string> {
  const made = await Promise.all(
    [...readme.matchAll(BLOCK)].map(async ([, , kind, argument]) => {
      const maker = MAKERS[kind ?? ''];
      if (!maker)
        throw new Error(`The README asks for a part of kind "${kind}"; there are ${Object.keys(MAKERS).join(', ')}.`);
      return maker(argument ?? '');
    }),
  );
  let next = 0;
  const text = readme.replace(
    BLOCK,
    (_, start: string, _kind, _argument, end: string) => `${start}\n${made[next++]}\n\n${end}`,
  );
  return format(text, { ...(await resolveConfig('README.md')), parser: 'markdown' });
}

const MAKERS: Readonly<Record<string, (argument: string) => string | Promise<string>>> = {
  answer: answerBlock,
  commands: () => commands.map(commandLine).join('\n'),
  options: optionsTable,
  variables: variablesTable,
  working: workingTable,
  frameworks: frameworksTable,
  measured: measuredTable,
};

/** What the terminal prints for a request, as far as the verdict and the breakdown. */
async function answerBlock(request: string): Promise<string> {
  const reply = await ask(request);
  const text = renderReply(
    { ...reply, blocks: reply.blocks.filter(({ type }) => type === 'chart' || type === 'table').slice(0, 2) },
    plainLook(),
    () => 'npm run -s vram --',
  );
  return ['```console', `$ npm run -s vram -- ${request}`, text.trim(), '```'].join('\n');
}

async function ask(request: string): Promise<Reply> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const caller = { platform: 'terminal', tenant: '', user: '', locale: 'en' };
  const reply = await createBot({ commands, log: silent }).run({ id: 'docs', command: 'vram', args: request, caller });
  if (reply.error) throw new Error(`The README's request "${request}" fails: ${reply.summary}`);
  return reply;
}

function commandLine({ name, about }: Command): string {
  return `- \`/${name}\`: ${about.summary} For example \`${`/${name} ${about.examples[0] ?? ''}`.trim()}\`.`;
}

function optionsTable(name: string): string {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`The README asks for the options of "${name}", which is no command.`);
  const rows = Object.entries(command.options).map(
    ([option, spec]) =>
      `| \`${option}\` | ${spec.about.summary} | \`${option}:${spec.about.example}\` | ${otherwiseText(spec) ?? ''} |`,
  );
  return ['| Option | | Example | Unless given |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function variablesTable(): string {
  const shapes = [settingsEnv.shape, ...platforms.map(({ env }) => env.shape)];
  const rows = shapes.flatMap((shape) =>
    Object.entries(shape).map(([name, field]) => `| \`${name}\` | ${metaOf(field).description} |`),
  );
  return ['| Variable | |', '| --- | --- |', ...rows].join('\n');
}

/** Every preset with what it assumes. */
function frameworksTable(): string {
  const rows = (Object.keys(FRAMEWORKS) as FrameworkId[]).map((id) => {
    const { label, loss, checkpointing, optimizer, full, lora } = presetWords(id);
    return `| \`${id}\` | ${[label, loss, checkpointing, optimizer, full, lora].join(' | ')} |`;
  });
  const head = ['`framework:`', '', 'Loss', 'Checkpointing', 'Optimizer', 'A full fine-tune keeps', 'LoRA weights'];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n');
}

/** Every line of one estimate with its arithmetic. */
async function workingTable(request: string): Promise<string> {
  const { data } = await ask(request);
  const { components, peak } = data as Pick<ReturnType<typeof estimate>, 'peak'> & {
    components: readonly { label: string; bytes: number; phases: readonly string[]; working: string }[];
  };
  const rows = components
    .filter(({ bytes }) => bytes > 0)
    .map(({ label, bytes, phases, working }) => {
      const figure = (bytes / GIB).toFixed(2);
      return `| ${label} | ${phases.includes(peak.phase) ? figure : `(${figure})`} | ${working} |`;
    });
  return [
    '| Component | GiB | How |',
    '| --- | ---: | --- |',
    ...rows,
    `| **A card must give** | **${(peak.requiredBytes / GIB).toFixed(2)}** | the sum of what is there at the peak, which is in the ${peak.phase} phase; ${formatBytes(peak.allocatedBytes, 2)} of it are PyTorch's tensors |`,
  ].join('\n');
}
