/** A configuration pasted into a line: cut out before the rest is read, since its quotes and commas are its own. */
import { UserError } from '../../src/index.ts';

interface SplitText {
  /** The text without it. */
  readonly rest: string;
  /** From the first brace to the one that closes it; undefined where there is none. */
  readonly json: string | undefined;
}

/** `config:`, `--config ` or `config=` before the brace, with any quotation mark. */
const BEFORE = /(?:--)?(?:config(?:_json|_file)?)?\s*[:=]?\s*(["'`“”‘’]*)$/i;

/** @throws UserError for a brace that is never closed. */
export function splitJson(text: string): SplitText {
  const start = text.indexOf('{');
  if (start < 0) return { rest: text, json: undefined };
  const end = closingBrace(text, start);
  const before = text.slice(0, start);
  const [, quotes = ''] = BEFORE.exec(before) ?? [];
  const rest = `${before.replace(BEFORE, '')} ${text.slice(end).replace(/^["'`“”‘’]+/, '')}`.trim();
  const cut = text.slice(start, end);
  // Inside double quotes the grammar escapes what is quoted.
  const plain = quotes.startsWith('"') ? cut.replace(/\\(["\\])/g, '$1') : cut;
  return { rest, json: plain.replace(/[“”„‟＂]/g, '"') };
}

function closingBrace(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return at + 1;
  }
  throw new UserError(
    'invalid-option',
    'The configuration in that text is cut off: its last } is missing.',
    'Paste all of it, leave long lists out, or describe the model: model:custom params:7b.',
  );
}
