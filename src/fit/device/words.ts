/** What people type about hardware, taken apart: words in one spelling, and a memory size. */

interface Reading {
  /** Words in one spelling (`RTX4090` and `4090 rtx` give the same), without those that tell no card from another. */
  readonly words: readonly string[];
  readonly memoryGb: number | undefined;
}

/** No device needs more to be named; the bound keeps every function here fast on hostile input. */
export const MAX_LENGTH = 80;

const noise = new Set(
  (
    'nvidia geforce tesla amd radeon instinct intel gpu gpus card cards graphics vram memory ram gddr unified each with ' +
    'of an on my edition generation gen modified modded mod single hgx ai inch ' +
    'runpod lambda lambdalabs vast aws ec2 gcp google azure modal paperspace jarvislabs coreweave crusoe hyperstack ' +
    'datacrunch verda nebius oci oracle vultr digitalocean tensordock salad cudo fluidstack together replicate cloud ' +
    'hf huggingface kaggle colab secure community spot instance free tier'
  ).split(' '),
);

/** Gigabytes in one unit people write after a size; small letters. */
const units = new Map(
  Object.entries({
    gb: 1,
    gib: 1,
    g: 1,
    gbs: 1,
    gig: 1,
    gigs: 1,
    tb: 1024,
    tib: 1024,
    mb: 1 / 1024,
    mib: 1 / 1024,
  }),
);

/** Two letters that stand apart from the number after them, unlike the `mi` of mi 300. */
const apart = new Set(['rx', 'ti', 'xt']);

/** Small letters, one kind of multiplication sign and minus. */
export function normalise(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[×х✕*]/g, 'x')
    .replace(/[−–—]/g, '-')
    .replace(/_/g, ' ')
    .trim();
}

/** @param text normalised, at most `MAX_LENGTH` long. */
export function read(text: string): Reading {
  const tokens = tokenise(
    withoutCardMemory(text)
      .replace(/\((?:r|tm)\)/g, ' ')
      .replace(/mac ?book(?: pro| air)?|imac|mac (?:studio|mini|pro)|apple(?: silicon)?/g, 'mac'),
  );
  const at = tokens.findIndex((token, i) => isNumber(tokens[i - 1]) && units.has(token));
  if (at < 0) return { words: join(tokens), memoryGb: undefined };
  const memoryGb = Number(tokens[at - 1]) * (units.get(tokens[at] ?? '') ?? 1);
  return { words: join([...tokens.slice(0, at - 1), ...tokens.slice(at + 1)]), memoryGb };
}

/** Drivers name the whole card before its slice: `a100-sxm4-40gb mig 3g.20gb`; the slice has its own memory. */
function withoutCardMemory(text: string): string {
  return /\bmig \dg[.-]/.test(text) ? text.replace(/\b(?:sxm\d?|pcie|\d+gb|hbm\d?e?)\b(?=.*mig)/g, ' ') : text;
}

/** The order of words does not matter: `ti 4060` is a 4060 Ti. */
export function keyOf(words: readonly string[]): string {
  return words.toSorted().join(' ');
}

export function isNumber(token: string | undefined): boolean {
  return token !== undefined && /^\d/.test(token) && !token.endsWith('b');
}

/** A MIG profile is one token, as is `a10g`, which is no size; `sxm4` is `sxm`; letters and digits part. */
function tokenise(text: string): string[] {
  const tokens =
    text.match(/(?<!\d)\dg[.-]\d+gb|(?<![a-z0-9])[a-z]{1,2}\d+g(?![a-z0-9])|sxm\d?|hbm\d?e?|\d+(?:\.\d+)?|[a-z]+/g) ??
    [];
  return tokens.flatMap((token) => {
    if (token.startsWith('sxm')) return ['sxm'];
    if (/^\dg[.-]/.test(token)) return [token.replace('-', '.')];
    return /^[rg]tx./.test(token) ? [token.slice(0, 3), token.slice(3)] : [token];
  });
}

/** Joins a letter or two to the number after them (`a 100`, `a100`) and drops noise. */
function join(tokens: readonly string[]): string[] {
  const words: string[] = [];
  for (const token of tokens) {
    const last = words.at(-1);
    const joins = last !== undefined && /^[a-z]{1,2}$/.test(last) && !apart.has(last) && isNumber(token);
    if (joins) words[words.length - 1] = last + token;
    else words.push(token);
  }
  return words.filter((word) => !noise.has(word));
}
