/** From the text of a config.json to an object, in bounded time and memory. */
import { formatCount } from '../../units.ts';
import { fail, isObject } from './fields.ts';

/** In characters. The largest real one lists the quantization of every module and has three million. */
export const MAX_CONFIG = 5_000_000;
/** Real ones nest four deep. */
const DEEPEST = 60;

/** @throws UserError for a text that is too long, too deep, or no JSON object. */
export function parseConfig(text: string): object {
  if (text.length > MAX_CONFIG) {
    fail(`That config.json has ${formatCount(text.length)} characters; at most ${formatCount(MAX_CONFIG)} are read.`);
  }
  if (depthOf(text) > DEEPEST) fail(`That config.json is nested more than ${DEEPEST} deep.`);
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

/** Brackets open at once, strings skipped; one pass, before anything recurses. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, (depth += 1));
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [34, 92, 123, 125, 91, 93];
