/** The web: a page that works without scripts, and the same answers as JSON. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Bot } from '../../commands/core/bot.ts';
import type { Caller, Command } from '../../commands/core/command.ts';
import type { Action, RawArgs, Reply } from '../../commands/core/reply.ts';
import { printArgs, readText } from '../../commands/grammar/text.ts';
import { UserError, whereFailed } from '../../src/errors.ts';
import type { Links } from '../../src/ports.ts';
import { type Adapter, type AdapterServices, withoutControls } from '../adapter.ts';
import { addressesOf, loadAssets } from './assets.ts';
import { FIELD, renderForm } from './form.ts';
import { callerOf, type Context, type Incoming, statusOf } from './incoming.ts';
import { answerAsPicture, followLink } from './kept.ts';
import { LIMITS, SECURITY_HEADERS } from './limits.ts';
import { answerPage, linkOf, messagePage } from './page.ts';
import { renderReply } from './render.ts';
import { isFile, readForm, readJson } from './upload.ts';

export interface WebServices extends Pick<AdapterServices, 'log' | 'chart'> {
  /** What lies behind short addresses. */
  readonly links?: Links | undefined;
}

export function createWeb({ log, chart, links }: WebServices): Adapter {
  let app: Hono<Incoming> | undefined;
  const running = new Set<Promise<unknown>>();
  return {
    where: 'The web page and its JSON',
    async start(bot) {
      app = routesOf(bot, { chart, links }, (error) => {
        log.error({ failure: whereFailed(error) }, 'web request failed');
        log.debug({ err: error }, 'what failed');
      });
    },
    async stop() {
      await Promise.allSettled(running);
    },
    async fetch(request, address) {
      if (!app) return undefined;
      const response = Promise.resolve(app.fetch(request, { address }));
      running.add(response);
      return response.finally(() => running.delete(response));
    },
  };
}

function routesOf(
  bot: Bot,
  { chart, links }: Omit<WebServices, 'log'>,
  onBug: (error: unknown) => void,
): Hono<Incoming> {
  const app = new Hono<Incoming>();
  const files = loadAssets();
  const assets = addressesOf(files);
  const [home] = bot.commands;
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.header(name, value);
    const { method, path } = context.req;
    const takesBodies = path === '/' || (path.startsWith('/api/') && path !== '/api/suggest');
    if (['GET', 'HEAD'].includes(method) || (method === 'POST' && takesBodies)) return next();
    const allowed = takesBodies ? 'GET, HEAD, POST' : 'GET, HEAD';
    return context.text(`Only ${allowed} are answered here.`, 405, { Allow: allowed });
  });
  for (const { path, type, content } of files) {
    app.get(path, (context) =>
      context.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' }),
    );
  }
  app.get('/', (context) => (home ? answerAsPage(context, bot, home, assets) : context.notFound()));
  app.get('/chart.png', (context) => answerAsPicture(context, chart));
  app.get('/s/:key', (context) => followLink(context, links, assets, onBug));
  app.get('/api/suggest', (context) => context.json(suggestionsFor(bot, context)));
  app.get('/api/:command', (context) => answerAsJson(context, bot));
  app.post('/', (context) => (home ? answerForm(context, bot, home, assets) : context.notFound()));
  app.post('/api/:command', (context) => answerBody(context, bot));
  app.notFound((context) =>
    context.html(messagePage('Nothing here', 'There is no page at this address.', assets), 404),
  );
  app.onError((error, context) => {
    onBug(error);
    return context.html(messagePage('Our mistake', 'Something broke on our side. Please try again.', assets), 500);
  });
  return app;
}

// ----- The page -----

async function answerAsPage(context: Context, bot: Bot, home: Command, assets: ReturnType<typeof addressesOf>) {
  const filled = fromForm(context, bot);
  if (filled !== undefined) return context.redirect(filled, 303);
  const asked = (context.req.query('q') ?? '').trim();
  const wanted = bot.commands.find(({ name }) => name === context.req.query('command')) ?? home;
  const question = asked === '' ? (wanted.about.examples[0] ?? '') : asked;
  const { command, given } = readQuestion(bot, wanted, question);
  const reply = await ask(bot, wanted.name, question, callerOf(context));
  const linkTo = ({ command: name, args }: Action) => linkOf(name, printed(bot, name, args), bot.commands);
  const suggest = (option: string, typed: string) => suggestions(bot, command.name, option, typed);
  const page = answerPage(
    {
      question: withoutControls(asked),
      command,
      commands: bot.commands,
      form: renderForm(command, asked === '' ? {} : given, suggest),
      reply: renderReply(reply, linkTo),
      isExample: asked === '',
      permalink: linkOf(wanted.name, question, bot.commands),
      title: withoutControls(asked === '' ? wanted.about.summary : reply.title),
    },
    assets,
  );
  return context.html(page, statusOf(context, reply));
}

/** A form that was sent with a file: answered at once, without an address of its own, since the file is nobody else's. */
async function answerForm(context: Context, bot: Bot, home: Command, assets: ReturnType<typeof addressesOf>) {
  const sent = await readForm(context).catch(mistakeIn);
  const args = 'reply' in sent ? {} : sent.args;
  const command = bot.commands.find(({ name }) => !('reply' in sent) && name === sent.command) ?? home;
  const reply = 'reply' in sent ? sent.reply : await askWithFile(bot, command.name, args, callerOf(context));
  const shown = { ...reply, blocks: reply.blocks.filter(({ type }) => type !== 'actions') };
  const suggest = (option: string, typed: string) => suggestions(bot, command.name, option, typed);
  const page = answerPage(
    {
      question: '',
      command,
      commands: bot.commands,
      form: renderForm(command, args, suggest),
      reply: renderReply(shown, () => ''),
      isExample: false,
      permalink: undefined,
      title: withoutControls(reply.title),
    },
    assets,
  );
  return context.html(page, statusOf(context, reply));
}

/** The address of the answer to a filled form; undefined when none was sent. */
function fromForm(context: Context, bot: Bot): string | undefined {
  const name = context.req.query('form');
  if (name === undefined) return undefined;
  const fields = Object.entries(context.req.query()).filter(
    ([field, value]) => field.startsWith(FIELD) && value.trim(),
  );
  const args = Object.fromEntries(fields.map(([field, value]) => [field.slice(FIELD.length), value.trim()]));
  if (fields.length === 0) return `/?command=${encodeURIComponent(name)}`;
  return linkOf(name, printed(bot, name, args), bot.commands);
}

function printed(bot: Bot, name: string, args: RawArgs): string {
  const command = bot.commands.find((candidate) => candidate.name === name);
  return command ? printArgs(command, args) : '';
}

/** The command and the arguments in a question, for the form; a question that cannot be read leaves the form empty. */
function readQuestion(bot: Bot, wanted: Command, question: string): { command: Command; given: RawArgs } {
  try {
    const { command: name, args: given } = readText(bot.commands, wanted.name, question);
    return { command: bot.commands.find((candidate) => candidate.name === name) ?? wanted, given };
  } catch {
    return { command: wanted, given: {} };
  }
}

// ----- JSON -----

async function answerAsJson(context: Context, bot: Bot) {
  const { q, ...named } = context.req.query();
  return asJson(context, await ask(bot, context.req.param('command') ?? '', q ?? named, callerOf(context)));
}

/** Arguments in the body: for a configuration, which no address holds. */
async function answerBody(context: Context, bot: Bot) {
  const args = await readJson(context).catch(mistakeIn);
  if ('reply' in args && typeof args.reply === 'object') return asJson(context, args.reply);
  return asJson(
    context,
    await askWithFile(bot, context.req.param('command') ?? '', args as RawArgs, callerOf(context)),
  );
}

function asJson(context: Context, reply: Reply) {
  const { code, message, hint } = reply.error ?? {};
  const body = reply.error ? { error: { code, message, hint: hint ?? null } } : reply.data;
  return context.body(JSON.stringify(body), statusOf(context, reply), {
    'Content-Type': 'application/json; charset=utf-8',
  });
}

function suggestionsFor(bot: Bot, context: Context) {
  const { command = '', option = '', typed = '' } = context.req.query();
  return suggestions(bot, command, option, typed);
}

function suggestions(bot: Bot, command: string, option: string, typed: string) {
  return bot.suggest(command, option, typed.slice(0, LIMITS.typed)).slice(0, LIMITS.suggestions);
}

// ----- Both -----

function ask(bot: Bot, command: string, args: RawArgs | string, caller: Caller): Promise<Reply> {
  const length = typeof args === 'string' ? args.length : JSON.stringify(args).length;
  return length > LIMITS.question
    ? Promise.resolve(tooLong(length))
    : bot.run({ id: randomUUID(), command, args, caller });
}

/** The same for arguments of which some are files, which have a limit of their own. */
function askWithFile(bot: Bot, command: string, given: RawArgs, caller: Caller): Promise<Reply> {
  const known = bot.commands.find(({ name }) => name === command);
  const entries = Object.entries(given);
  const args = Object.fromEntries(entries.filter(([name]) => !isFile(known, name)));
  const attached = Object.fromEntries(entries.filter(([name]) => isFile(known, name)));
  const { length } = JSON.stringify(args);
  if (length > LIMITS.question) return Promise.resolve(tooLong(length));
  return bot.run({ id: randomUUID(), command, args, attached, caller });
}

/** What was sent could not be read. */
function mistakeIn(error: unknown): { readonly reply: Reply } {
  if (!(error instanceof UserError)) throw error;
  return { reply: mistake(error.message) };
}

function tooLong(length: number): Reply {
  return mistake(`That question has ${length} characters; at most ${LIMITS.question} are read.`);
}

function mistake(message: string): Reply {
  const error = { code: 'invalid-option', message };
  return {
    title: 'That did not work',
    summary: message,
    tone: 'warning',
    visibility: 'caller',
    blocks: [],
    data: {},
    error,
  };
}
