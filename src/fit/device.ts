/** What people type for hardware (`48`, `rtx 4090`, `2x3090`, `a100 40gb`, `colab`) to rows of the catalogue. */
import type { DeviceChoice } from './device/choice.ts';
import { asSold, cardsOfSize, nameWithoutMemory, machineNamed, rowsNamed, withMemory } from './device/match.ts';
import { nearestDevices } from './device/suggest.ts';
import { isNumber, MAX_LENGTH, normalise, read } from './device/words.ts';
import { UserError } from '../errors.ts';
import { gpus, type GpuFacts } from '../facts/gpus.ts';
import { notEstimated, type Machine } from '../facts/machines.ts';
import { anyOf } from '../words.ts';

export type { DeviceChoice } from './device/choice.ts';
export { deviceNotes } from './device/notes.ts';
export { suggestDevices } from './device/suggest.ts';

/** More cards than this are a cluster, which no term models. */
export const MAX_COUNT = 512;
/** The largest memory of one device, in GB: a Mac Studio. */
const MAX_GB = Math.max(...gpus.map((gpu) => gpu.labelGb));

interface Meaning {
  readonly rows: readonly GpuFacts[];
  readonly count: number;
  readonly byLabel: boolean;
  readonly machine?: Machine;
}

interface Counted {
  readonly count: number;
  readonly rest: string;
}

/**
 * The device that was meant, and how many of it.
 * @throws UserError `unknown-gpu`: no such device, memory it does not come with, a count outside 1 to `MAX_COUNT`.
 */
export function parseDevice(typed: string): DeviceChoice {
  const given = typed.trim();
  const text = typed.length > MAX_LENGTH ? '' : normalise(typed).replace(/^gpu\s*[:=]\s*/, '');
  if (text === '' || text.startsWith('-')) throw unknown(given, '');
  const { count, rest, meaning } = understand(text);
  if (!inRange(count)) throw wrongCount(given, count, rest);
  if (meaning === undefined) throw unknown(given, rest);
  const [gpu, ...others] = meaning.rows;
  if (gpu === undefined) throw wrongMemory(given, rest);
  const total = count * meaning.count;
  if (!inRange(total)) throw wrongCount(given, total, rest);
  const { byLabel, machine = null } = meaning;
  return {
    gpu,
    count: total,
    given,
    byLabel,
    machine,
    sameLabel: byLabel ? others : [],
    alternatives: byLabel ? [] : others,
  };
}

/** Whether a bare word is about hardware (`2x3090`, `h100`, `48gb`, `48`), rightly or wrongly spelt out; never throws. */
export function looksLikeDevice(word: string): boolean {
  if (word.length > 40) return false;
  const text = normalise(word);
  if (/^-/.test(text)) return false;
  if (/^\d+$/.test(text)) return cardsOfSize(Number(text)).length > 1 || rowsNamed([text]).length > 0;
  try {
    const { count, meaning } = understand(text);
    return meaning !== undefined || !inRange(count);
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

/**
 * The whole text is tried as a name first, so that the x of `rtx 4090` counts nothing; a size no card has comes last,
 * so that `3090x2` is two cards and not 3090 of 2 GB.
 */
function understand(text: string): Counted & { readonly meaning: Meaning | undefined } {
  const whole = { count: 1, rest: text };
  const all = [whole, countBefore(text), countAfter(text), bareCount(text)].filter((counted) => counted !== undefined);
  const excessive = all.find(({ count, rest }) => !inRange(count) && isDevice(rest));
  let fallback: Counted & { readonly meaning: Meaning | undefined } = { ...(excessive ?? whole), meaning: undefined };
  for (const counted of all) {
    if (!inRange(counted.count)) continue;
    const meaning = meaningOf(counted.rest, counted.count);
    if (meaning === undefined) continue;
    if (meaning.rows[0]?.category !== 'plain') return { ...counted, meaning };
    fallback = fallback.meaning === undefined ? { ...counted, meaning } : fallback;
  }
  return fallback;
}

/** A name of the catalogue, or a size with its unit. */
function isDevice(text: string): boolean {
  const { words, memoryGb } = read(text);
  return words.length === 0 ? memoryGb !== undefined : rowsNamed(words).length > 0;
}

function inRange(count: number): boolean {
  return count >= 1 && count <= MAX_COUNT;
}

const numberWords = new Map(
  Object.entries({ one: 1, single: 1, dual: 2, two: 2, three: 3, four: 4, quad: 4, eight: 8 }),
);

/** `2x3090`, `4 x 24gb`, `dual 3090`. */
function countBefore(text: string): Counted | undefined {
  const match = /^(\d+)\s*x\s*(?=\S)|^x\s*(\d+)\s+/.exec(text);
  if (match !== null) return { count: Number(match[1] ?? match[2]), rest: text.slice(match[0].length) };
  const [first = '', ...others] = text.split(/\s+/);
  const count = numberWords.get(first);
  return count === undefined || others.length === 0 ? undefined : { count, rest: others.join(' ') };
}

/** `3090x2`, `a100 x 8`, `h100:8`. */
function countAfter(text: string): Counted | undefined {
  const at = Math.max(text.lastIndexOf('x'), text.lastIndexOf(':'));
  const digits = text.slice(at + 1).trim();
  return at > 0 && /^\d+$/.test(digits) ? { count: Number(digits), rest: text.slice(0, at) } : undefined;
}

/** `2 3090s`: a small number and then a name, not a size. */
function bareCount(text: string): Counted | undefined {
  const match = /^(\d{1,3})\s+(?=\S*[a-z]|\d{4})/.exec(text);
  if (match === null) return undefined;
  const rest = text.slice(match[0].length);
  return read(rest).words.length > 0 ? { count: Number(match[1]), rest } : undefined;
}

/** The rows a text without a count means; no rows when the name is known but not with that memory; undefined when not known. */
function meaningOf(text: string, count: number): Meaning | undefined {
  const named = machineNamed(text);
  if (named !== undefined) return { ...named, count: named.machine.count, byLabel: false };
  const { words, memoryGb } = read(text);
  const rows = words.length === 0 ? [] : rowsNamed(words);
  if (rows.length > 0) return { rows: ofMemory(rows, memoryGb, count), count: 1, byLabel: false };
  const size = words.length === 0 ? memoryGb : memoryGb === undefined ? plainNumber(words) : undefined;
  if (size === undefined) return undefined;
  if (!(size >= 1 && size <= MAX_GB)) throw wrongSize(text);
  return { rows: cardsOfSize(size), count: 1, byLabel: true };
}

/** `2x3090 48gb` may state the total. */
function ofMemory(rows: readonly GpuFacts[], memoryGb: number | undefined, count: number): readonly GpuFacts[] {
  if (memoryGb === undefined) return asSold(rows);
  const found = withMemory(rows, memoryGb);
  return found.length > 0 || count < 2 ? found : withMemory(rows, memoryGb / count);
}

/** Up to 1000 a bare number is a size (and may be too large a one); from there on it would be a card's name. */
function plainNumber(words: readonly string[]): number | undefined {
  const [word] = words;
  return words.length === 1 && isNumber(word) && Number(word) <= 1000 ? Number(word) : undefined;
}

const example = 'Give a card, a count and a card, or a size: `4090`, `2x3090`, `a100 40gb`, `48gb`, `m3 max 64gb`.';

function unknown(given: string, text: string): UserError {
  const parts = text.split(/[+,&]| and /).filter((part) => part.trim() !== '');
  if (parts.length > 1 && parts.length < 9 && parts.every((part) => looksLikeDevice(part.trim()))) {
    return error(given, 'mixes devices; name one kind, and of several the one with the least memory', example);
  }
  if (read(text).words.some((word) => notEstimated.some((name) => word.startsWith(name)))) {
    return error(given, 'is not a device Headroom models: GPUs, Apple silicon and Gaudi are', example);
  }
  const names = text === '' ? [] : nearestDevices(text, 3).map((gpu) => gpu.name);
  return error(
    given,
    names.length > 0 ? `is no known device; did you mean ${anyOf(names)}?` : 'is no known device',
    example,
  );
}

function wrongCount(given: string, count: number, rest: string): UserError {
  return error(given, `asks for ${count} devices; 1 to ${MAX_COUNT} can be estimated, as in \`2x${shorten(rest)}\``);
}

function wrongMemory(given: string, rest: string): UserError {
  const { words, memoryGb } = read(rest);
  const rows = rowsNamed(words);
  const sizes = rows.flatMap((gpu) => [gpu.labelGb, ...(gpu.otherMemoryGb ?? [])]);
  const known = anyOf([...new Set(sizes)].toSorted((a, b) => a - b).map((gb) => `${gb} GB`));
  const name = rows[0] === undefined ? 'such device' : nameWithoutMemory(rows[0]);
  return error(given, `does not exist: the ${name} comes with ${known}, not ${memoryGb} GB`);
}

function wrongSize(given: string): UserError {
  return error(given, `is not a memory size of one device; sizes go from 1 to ${MAX_GB} GB, as in \`48gb\``);
}

function error(given: string, what: string, hint?: string): UserError {
  return new UserError('unknown-gpu', `\`${shorten(given)}\` ${what}${what.endsWith('?') ? '' : '.'}`, hint);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
