/** The bot: one door for every platform. It runs invocations and never rejects. */
import { BusyError, UserError } from '../../src/errors.ts';
import type { Asker, Hub, Limits, Log, Meters } from '../../src/ports.ts';
import type { Caller, Command, Invocation, Services } from './command.ts';
import { withLink } from '../link.ts';
import type { Choice, OptionSpecs } from './option.ts';
import { findCommand, missingOption, nobodyThere, unknownOption } from './mistakes.ts';
import { phrase } from './phrase.ts';
import type { RawArgs, Reply } from './reply.ts';
import { withSaved } from './saved.ts';
import { nameOf, tellAnswer, tellBug, type Trace } from './told.ts';
import { printArgs, readText } from '../grammar/text.ts';

export interface Bot {
  readonly commands: readonly Command[];
  /** Answers an invocation. Never rejects: a mistake of the user and a bug of ours both become replies. */
  run(invocation: Invocation): Promise<Reply>;
  /** Completions for an option, from memory; empty for an unknown command or option. */
  suggest(command: string, option: string, typed: string): readonly Choice[];
}

/** A command with all its arguments: what is left to do is computing, and asking the Hub. */
export interface Call {
  readonly id: string;
  readonly command: string;
  readonly given: RawArgs;
  readonly caller: Caller;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
  /** Told how long the call waited for its turn, in milliseconds. */
  readonly waited?: (ms: number) => void;
}

/** Answers a call, wherever it is computed. Rejects with a UserError for a mistake. */
export type Compute = (call: Call) => Promise<Reply>;

/** What stands before and behind every answer. */
interface Door {
  /** Default: anybody may ask as much as they like. */
  readonly limits?: Limits | undefined;
  /** Default: nothing is counted. */
  readonly meters?: Meters | undefined;
}

interface BotOptions {
  readonly commands: readonly Command[];
  readonly log: Log;
  /** Default: none, so that everything is answered from memory. */
  readonly services?: Services;
  readonly door?: Door;
  /** Who computes answers; default: this thread. Commands that are about their caller alone never leave it. */
  readonly compute?: Compute;
}

const OFFLINE: Services = { hub: undefined };

export function createBot({ commands, log, services = OFFLINE, door = {}, compute }: BotOptions): Bot {
  const here = computeHere({ commands, log, services });
  const spoken: OptionSpecs = Object.assign({}, ...commands.map(({ options }) => options));
  return {
    commands,
    suggest(command, option, typed) {
      const options = commands.find(({ name }) => name === command)?.options ?? {};
      return Object.hasOwn(options, option) ? (options[option]?.type.values?.suggest?.(typed) ?? []) : [];
    },
    async run(invocation) {
      const trace: Trace = {
        invocation,
        began: performance.now(),
        command: nameOf(commands, invocation.command),
        queuedMs: 0,
      };
      const reply = await answer({ commands, log, services, door, here, compute: compute ?? here }, trace).catch(
        (error: unknown) => {
          if (error instanceof UserError) return mistakeReply(error, spoken);
          tellBug(log, error, trace);
          return bugReply(invocation.id);
        },
      );
      tellAnswer({ log, meters: door.meters }, reply, trace);
      return reply;
    },
  };
}

/** Computes in this thread: what the terminal does, and each worker of a server. */
export function computeHere(bot: Pick<BotOptions, 'commands' | 'log'> & { readonly services: Services }): Compute {
  return async ({ command: name, given, caller }) => {
    const command = findCommand(bot.commands, name);
    const services = { ...bot.services, hub: hubFor(bot.services.hub, caller) };
    return command.run(parseArgs(command, given), { ...bot, services, caller, given });
  };
}

interface Answering extends Required<BotOptions> {
  readonly here: Compute;
}

async function answer(bot: Answering, trace: Trace): Promise<Reply> {
  const { commands } = bot;
  const { invocation } = trace;
  const { limits } = bot.door;
  // Reading what was written is work, too; the rest is taken once it is known what is asked for.
  await limits?.take(invocation.caller, 1);
  const { command: name, args: written } =
    typeof invocation.args === 'string'
      ? readText(commands, invocation.command, invocation.args)
      : { command: invocation.command, args: invocation.args };
  const command = findCommand(commands, name);
  trace.command = command.name;
  const { id, caller, signal } = invocation;
  if (command.call?.needsCaller && caller.user === '' && caller.tenant === '') throw nobodyThere(name);
  if (command.call?.effort !== undefined) await limits?.take(caller, command.call.effort - 1);
  const context = { ...bot, caller };
  const compute = command.call?.needsCaller ? bot.here : bot.compute;
  return withSaved(command, { ...written, ...invocation.attached }, context, async (all) => {
    const given = inOptionOrder(command, all);
    const waited = (ms: number) => void (trace.queuedMs += ms);
    const reply = await compute({ id, command: command.name, given, caller, signal, waited });
    return withLink(reply, command, given, context);
  });
}

/** The Hub as it may be shown to the caller: no command can ask it for anybody else. */
function hubFor(hub: Hub | undefined, asker: Asker): Hub | undefined {
  return hub && { model: (reference) => hub.model(reference, asker) };
}

/** As the command lists its options: the calls that an answer offers read like those in the help. */
function inOptionOrder({ options }: Command, given: RawArgs): RawArgs {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined) throw unknownOption(unknown, Object.keys(options));
  return Object.fromEntries(
    Object.keys(options).flatMap((name) => (Object.hasOwn(given, name) ? [[name, given[name]!]] : [])),
  );
}

/** Reads every given value with its option's own parser. @throws UserError for an unknown or missing option. */
function parseArgs(command: Command, given: RawArgs): never {
  const specs: OptionSpecs = command.options;
  const args: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) throw unknownOption(name, Object.keys(specs));
    args[name] = spec.type.parse(value, { name, example: spec.about.example });
  }
  for (const [name, spec] of Object.entries(specs)) {
    const { required, impliedBy } = spec.offering ?? {};
    const implied = impliedBy?.some((other) => args[other] !== undefined) ?? false;
    if (required && !implied && args[name] === undefined) throw missingOption(name, spec, printArgs(command, given));
    if (spec.otherwise?.value !== undefined) args[name] ??= spec.otherwise.value;
  }
  // The values were read by the very specs that the command's argument types were inferred from.
  return args as never;
}

function mistakeReply(error: UserError, options: OptionSpecs): Reply {
  const { code } = error;
  const message = phrase(error.what, options);
  const hint = error.next === undefined ? undefined : phrase(error.next, options);
  return {
    title: 'That did not work',
    summary: message,
    tone: 'warning',
    visibility: 'caller',
    blocks: hint ? [{ type: 'text', text: hint }] : [],
    data: { error: { code, message, hint } },
    error: {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(error instanceof BusyError ? { retryAfter: error.retryAfter } : {}),
    },
  };
}

function bugReply(id: string): Reply {
  const message = `Something broke on our side (error ${id}).`;
  const hint = 'Please try again; if it happens again, report this id to whoever runs this bot.';
  return {
    title: 'Our mistake',
    summary: message,
    tone: 'bad',
    visibility: 'caller',
    blocks: [{ type: 'text', text: hint }],
    data: { error: { code: 'internal', message, hint } },
    error: { code: 'internal', message, hint },
  };
}
