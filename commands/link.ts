/** `/vram-link 70b qlora 48`: a short address that shows an answer on the web page. */
import { formatCount, UserError } from '../src/index.ts';
import { defineCommand, type Command, type CommandContext } from './core/command.ts';
import { text } from './options/types/text.ts';
import type { Action, RawArgs, Reply } from './core/reply.ts';
import { MAX_TEXT, printInvocation, readText } from './grammar/text.ts';

/** Characters of a question; what is longer holds a file, which is nobody else's. */
const LONGEST = 2000;
/** Say nothing about the answer itself. */
const OWN = ['public', 'settings'];

export const vramLink = defineCommand({
  name: 'vram-link',
  about: {
    summary: 'A short link that shows an answer on the web page.',
    examples: ['model:70b method:qlora gpu:48'],
  },
  options: {
    question: {
      about: { summary: 'What to answer there, as you would ask it here.', example: '70b qlora 48' },
      type: text({ maxLength: MAX_TEXT, looks: { must: () => true } }),
      offering: { required: true, takesRest: true },
    },
  },
  call: { needsCaller: true },
  async run({ question }, context): Promise<Reply> {
    const asked = normalised(question, context);
    const { url, until } = await linkTo(asked, context);
    const date = until.toISOString().slice(0, 10);
    return {
      title: 'Link to an answer',
      summary: `Anybody with the link sees the answer to "${asked}" on the web page, until ${date}.`,
      tone: 'info',
      visibility: 'caller',
      blocks: [
        { type: 'link', label: asked, url },
        { type: 'text', text: 'It is answered anew each time, so prices are those of the day.' },
      ],
      data: { url, until: until.toISOString(), question: asked },
    };
  },
});

/** Where links can be made, an answer that may be shown to others offers one. */
export function withLink(
  reply: Reply,
  command: Command,
  given: RawArgs,
  { services, caller }: Pick<CommandContext, 'services' | 'caller'>,
): Reply {
  const question = questionOf(command, given);
  const isKnown = caller.user !== '' || caller.tenant !== '';
  if (
    !services.links ||
    !isKnown ||
    command.call?.needsCaller ||
    !Object.hasOwn(command.options, 'public') ||
    question.length > LONGEST
  )
    return reply;
  const action: Action = { label: 'Link', command: vramLink.name, args: { question } };
  const last = reply.blocks.findLastIndex(({ type }) => type === 'actions');
  const blocks = reply.blocks.map((block, at) =>
    at === last && block.type === 'actions' ? { ...block, actions: [...block.actions, action] } : block,
  );
  return { ...reply, blocks: last < 0 ? [...blocks, { type: 'actions', actions: [action] }] : blocks };
}

function questionOf(command: Command, given: RawArgs): string {
  return printInvocation(command, Object.fromEntries(Object.entries(given).filter(([name]) => !OWN.includes(name))));
}

/** As the grammar prints it, so that one question has one link. @throws UserError for what cannot be read. */
function normalised(question: string, { commands }: CommandContext): string {
  const { command, args } = readText(commands, commands[0]?.name ?? '', question);
  const printed = questionOf(
    commands.find(({ name }) => name === command)!,
    args,
  );
  if (printed.length <= LONGEST) return printed;
  throw new UserError(
    'invalid-option',
    `That question has ${formatCount(printed.length)} characters; at most ${formatCount(LONGEST)} fit behind a link.`,
  );
}

async function linkTo(question: string, { services, log }: CommandContext) {
  if (!services.links) {
    throw new UserError(
      'not-available',
      'There are no links, since this bot has no public page.',
      'Whoever runs it sets PUBLIC_URL.',
    );
  }
  try {
    return await services.links.to(question);
  } catch (error) {
    log.warn({ err: error }, 'a link could not be kept');
    throw new UserError('not-available', 'The link could not be kept just now.', 'Try again in a minute.');
  }
}
