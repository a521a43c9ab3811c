/** From the text of a config.json to an object, in bounded time and memory. */
import { formatCount } from '../../units.ts';
import { fail, isObject } from './fields.ts';

/** In characters. The largest real one lists the quantization of every module and has three million. */
const MAX_CONFIG = 5_000_000;
/** Real ones nest four deep. */
const DEEPEST = 60;
/** Names in one object: a model of 61 layers with 384 experts of three matrices each has 70,000 modules. */
const MOST_NAMES = 80_000;
/** Names and texts in all: those modules, and three things that each says of itself. Every one is looked up when parsed. */
const MOST_STRINGS = 300_000;

/** @throws UserError for a text that is too long, too deep, or no JSON object. */
export function parseConfig(text: string): object {
  if (text.length > MAX_CONFIG) {
    fail(`That config.json has ${formatCount(text.length)} characters; at most ${formatCount(MAX_CONFIG)} are read.`);
  }
  const { deepest, strings, inOne } = outlineOf(text);
  if (deepest > DEEPEST) fail(`That config.json is nested more than ${DEEPEST} deep.`);
  if (strings > MOST_STRINGS) {
    fail(
      `That config.json has ${formatCount(strings)} names and texts; at most ${formatCount(MOST_STRINGS)} are read.`,
    );
  }
  if (inOne > MOST_NAMES) {
    fail(`That config.json has an object of ${formatCount(inOne)} names; at most ${formatCount(MOST_NAMES)} are read.`);
  }
  const value = parsed(text.replace(/^\uFEFF/, ''));
  return isObject(value) ? value : fail('That config.json is not a JSON object.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return lenient(text);
  }
}

/** Python writes `Infinity` and `NaN` into JSON (Mamba's time step limits); nothing here reads them. */
function lenient(text: string): unknown {
  const outsideStrings = /"(?:[^"\\]|\\.)*"|-?\b(?:Infinity|NaN)\b/g;
  try {
    return JSON.parse(text.replace(outsideStrings, (found) => (found.startsWith('"') ? found : 'null')));
  } catch {
    const start = text.trim().slice(0, 40);
    return fail(`That is not JSON: it starts with "${start}".`);
  }
}

interface Outline {
  /** Brackets open at once. */
  readonly deepest: number;
  /** Names and texts. */
  readonly strings: number;
  /** Names of the object that has the most. */
  readonly inOne: number;
}

/** One pass, strings skipped, before anything recurses or is allocated for each name. */
function outlineOf(text: string): Outline {
  const open: number[] = [];
  let [deepest, strings, inOne, inString] = [0, 0, 0, false];
  for (let at = 0; at < text.length && deepest <= DEEPEST; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) {
      strings += 1;
      inString = true;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, open.push(0));
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) open.pop();
    else if (code === COLON && open.length > 0) {
      inOne = Math.max(inOne, (open[open.length - 1] = (open.at(-1) ?? 0) + 1));
    }
  }
  return { deepest, strings, inOne };
}

const [QUOTE, COLON, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 58, 92, 123, 125, 91, 93];
