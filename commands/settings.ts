/** `/vram-settings gpu:4090 framework:unsloth`: what holds for a person or a server where it is not typed. */
import { UserError } from '../src/index.ts';
import type { Settings, SettingsOwner } from '../src/ports.ts';
import { defineCommand, type Caller, type CommandContext } from './core/command.ts';
import { CURRENCY_OPTION } from './options/currency.ts';
import { anyOfMany, invalidValue } from './core/mistakes.ts';
import { defineOptions, type ArgsOf, type OptionType } from './core/option.ts';
import { choice } from './options/types/choice.ts';
import type { Action, Block, RawArgs, Reply } from './core/reply.ts';
import { ownersOf } from './core/saved.ts';
import { VRAM_OPTIONS } from './options/vram.ts';

const { gpu, method, framework, seq, batch, rank, targets, optimizer, checkpointing } = VRAM_OPTIONS;
const { sharding, dtype, quant, loss, epochs, packing, details, public: visible } = VRAM_OPTIONS;

/** What can be saved. */
const SAVABLE = {
  ...{ gpu, method, framework, seq, batch, rank, targets, optimizer, checkpointing },
  ...{ sharding, dtype, quant, loss, epochs, packing, currency: CURRENCY_OPTION, details, public: visible },
} as const;

const NAMES = Object.keys(SAVABLE);
const ALL = ['all', 'everything', 'clear', 'yes'];
/** Under this name a server keeps who may change its settings. */
const EDITORS = 'editors';
const USUAL_EDITORS = 'managers';
/** Characters of a value; lists of modules are the longest. */
const LONGEST = 500;

/** Names of settings; undefined for all of them. */
const clearType: OptionType<readonly string[] | undefined> = {
  kind: 'text',
  allowed: `all, or ${anyOfMany(NAMES)}`,
  values: {
    suggest: (typed) =>
      ['all', ...NAMES]
        .filter((name) => name.includes(typed.trim().toLowerCase()))
        .map((name) => ({ name, value: name })),
  },
  parse(given, option) {
    const names = given
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((name) => name !== '');
    if (names.some((name) => ALL.includes(name))) return undefined;
    const unknown = names.find((name) => !NAMES.includes(name));
    if (unknown !== undefined || names.length === 0) throw invalidValue(given, option, `all, or names of settings`);
    return names;
  },
};

const OWN_OPTIONS = defineOptions({
  for: {
    about: { summary: 'me, or everyone in this server or workspace.', example: 'everyone', aliases: ['whose'] },
    type: choice({
      me: { label: 'me', aliases: ['mine', 'myself'] },
      everyone: { label: 'everyone here', aliases: ['server', 'workspace', 'guild', 'team', 'us'] },
    }),
    otherwise: { value: 'me' },
  },
  clear: {
    about: {
      summary: 'Settings to forget: all, or their names.',
      example: 'all',
      aliases: ['forget', 'reset', 'remove', 'unset'],
    },
    type: clearType,
  },
  [EDITORS]: {
    about: {
      summary: "Who may change everyone's settings: managers of the server, or everyone.",
      example: 'everyone',
      aliases: ['who'],
    },
    type: choice({ managers: { label: 'managers' }, everyone: { label: 'everyone' } }, { bare: false }),
    otherwise: { text: USUAL_EDITORS },
  },
});

const SETTINGS_COMMAND_OPTIONS = { ...SAVABLE, ...OWN_OPTIONS } as const;

type Args = ArgsOf<typeof SETTINGS_COMMAND_OPTIONS>;

export const vramSettings = defineCommand({
  name: 'vram-settings',
  about: {
    summary: 'Your card, framework and other defaults: save, show or clear them, for you or your server.',
    examples: ['', 'gpu:4090 framework:unsloth method:qlora', 'clear:all', 'method:qlora for:everyone'],
  },
  options: SETTINGS_COMMAND_OPTIONS,
  call: { needsCaller: true },
  async run(args, context) {
    const { settings } = context.services;
    const owners = ownersOf(context.caller);
    if (!settings) throw notKept();
    const isForEveryone = args.for === 'everyone' || args[EDITORS] !== undefined;
    const owner = isForEveryone ? owners.everyones : owners.mine;
    if (!owner) throw noSuchOwner(isForEveryone);
    const changes = changesOf(args, context.given);
    const named = args.clear !== undefined || context.given['clear'] !== undefined;
    try {
      if (isForEveryone && (named || changes.length > 0)) await demandEditor(settings, owner, context.caller);
      if (named) await clear(settings, owner, args.clear);
      for (const [name, value] of changes) await settings.set(owner, name, value);
      return await shown(settings, context, changes.length > 0 ? 'Saved. ' : named ? 'Cleared. ' : '');
    } catch (error) {
      if (error instanceof UserError) throw error;
      context.log.warn({ err: error }, 'settings could not be reached');
      throw unreachable();
    }
  },
});

/** Names and values as typed; their options have read them already. */
function changesOf(args: Args, given: RawArgs): readonly (readonly [string, string])[] {
  return [...NAMES, EDITORS].flatMap((name) => {
    const value = given[name];
    if (value === undefined || args[name as keyof Args] === undefined) return [];
    if (value.length > LONGEST) throw tooLong(name, value.length);
    return [[name, value.trim()] as const];
  });
}

/** @throws UserError where the caller may not change what holds for everyone. */
async function demandEditor(settings: Settings, owner: SettingsOwner, { isManager }: Caller): Promise<void> {
  const { [EDITORS]: editors } = await settings.get(owner);
  if (editors === 'everyone') return;
  const manages = isManager ? await isManager() : false;
  if (manages) return;
  if (manages === undefined) throw unknownManager();
  throw new UserError(
    'not-available',
    "Only those who manage this server or workspace change everyone's settings.",
    'Save your own instead, without for:everyone; they go before these.',
  );
}

/** Who may change them stays as it is. */
async function clear(settings: Settings, owner: SettingsOwner, names: readonly string[] | undefined): Promise<void> {
  const kept = names ?? Object.keys(await settings.get(owner)).filter((name) => name !== EDITORS);
  for (const name of kept) await settings.set(owner, name, undefined);
}

// ----- The reply -----

async function shown(settings: Settings, { caller }: CommandContext, done: string): Promise<Reply> {
  const { mine, everyones } = ownersOf(caller);
  const [own, shared] = await Promise.all([mine, everyones].map(async (owner) => owner && settings.get(owner)));
  const { [EDITORS]: editors = USUAL_EDITORS, ...rest } = shared ?? {};
  const blocks: readonly Block[] = [
    ...(own ? [factsOf('Yours', own)] : []),
    ...(shared ? [factsOf("Everyone's here", rest), { type: 'text', text: editorsText(editors) } as const] : []),
    { type: 'text', text: "They fill what is not typed, yours before everyone's; what is typed goes before both." },
    { type: 'actions', actions: actionsOf(own ?? {}) },
  ];
  return {
    title: 'Settings',
    summary: done + summaryOf({ ...rest, ...own }),
    tone: done === '' ? 'info' : 'good',
    visibility: 'caller',
    blocks: blocks.filter((block) => block.type !== 'actions' || block.actions.length > 0),
    data: { mine: own ?? null, everyone: shared ? rest : null, editors: shared ? editors : null },
  };
}

function summaryOf(settings: RawArgs): string {
  const set = NAMES.flatMap((name) => (settings[name] === undefined ? [] : [`${name}:${settings[name]}`]));
  return set.length === 0
    ? 'Nothing is set, so the defaults hold.'
    : `Used where you type nothing else: ${set.join(', ')}.`;
}

function factsOf(title: string, settings: RawArgs): Block {
  const items = NAMES.flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [{ label: name, value }];
  });
  return { type: 'facts', title, items: items.length > 0 ? items : [{ label: 'None', value: 'the defaults hold' }] };
}

function editorsText(editors: string): string {
  return `Everyone's settings are changed with for:everyone, by ${
    editors === 'everyone' ? 'everyone here' : 'those who manage this server or workspace'
  } (editors:${editors}).`;
}

function actionsOf(own: RawArgs): readonly Action[] {
  const names = NAMES.filter((name) => own[name] !== undefined);
  const forget = (label: string, clearing: string): Action => ({
    label,
    command: 'vram-settings',
    args: { clear: clearing },
  });
  return [
    ...names.slice(0, 3).map((name) => forget(`Clear ${name}`, name)),
    ...(names.length > 1 ? [forget('Clear all of mine', 'all')] : []),
  ];
}

// ----- Mistakes -----

function notKept(): UserError {
  return new UserError('not-available', 'This bot keeps no settings.', 'Type the options with the question.');
}

function noSuchOwner(isForEveryone: boolean): UserError {
  return isForEveryone
    ? new UserError('not-available', 'There is no server or workspace here.', 'Leave for:everyone out.')
    : new UserError('not-available', 'There are only settings for everyone here.', 'Add for:everyone.');
}

function tooLong(name: string, length: number): UserError {
  return new UserError('invalid-option', `"${name}" has ${length} characters; at most ${LONGEST} are kept.`);
}

function unknownManager(): UserError {
  return new UserError(
    'not-available',
    'Whether you manage this server or workspace could not be asked just now, so nothing was changed.',
    'Try again in a minute, or tell whoever runs this bot.',
  );
}

function unreachable(): UserError {
  return new UserError(
    'not-available',
    'Settings could not be reached just now.',
    'Try again in a minute; answers go on with the defaults.',
  );
}
