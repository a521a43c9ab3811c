import { describe, expect, it } from 'vitest';
import { createLog, scrubber } from '../../../adapters/log.ts';

const TOKEN = 'xoxb-"quoted"\\secret/value+1';

/** What a log writes for one message. */
function logged(write: (log: ReturnType<typeof createLog>) => void, secrets: readonly string[] = [TOKEN]): string {
  const lines: string[] = [];
  write(createLog({ level: 'debug', secrets, write: (line) => lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it.each([
    ['a message', (log) => log.info(`signing in with ${TOKEN}`)],
    ['a field', (log) => log.info({ some: { deep: { field: TOKEN } } }, 'hello')],
    ['the message and stack of an error', (log) => log.error({ err: new Error(`bad token ${TOKEN}`) }, 'failed')],
    ['the cause of an error', (log) => log.error({ err: new Error('failed', { cause: new Error(TOKEN) }) }, 'failed')],
    ['an address', (log) => log.info({ url: `https://example.com/?token=${encodeURIComponent(TOKEN)}` }, 'fetch')],
    ['a child', (log) => log.child({ with: TOKEN }).info('hello')],
  ] satisfies [string, (log: ReturnType<typeof createLog>) => void][])('keeps a secret out of %s', (_, write) => {
    const text = logged(write);
    expect(text).toContain('[secret]');
    expect(text).not.toContain('secret/value');
    expect(text).not.toContain(encodeURIComponent('secret/value'));
    expect(() => JSON.parse(text)).not.toThrow();
  });
  it.each(['token', 'authorization', 'response_url', 'cookie'])('redacts the field %s whatever it holds', (field) => {
    const text = logged((log) => log.info({ [field]: 'abc', request: { headers: { [field]: 'abc' } } }, 'x'), []);
    expect(JSON.parse(text)).toMatchObject({ [field]: '[secret]', request: { headers: { [field]: '[secret]' } } });
  });
  it('keeps what is no secret', () => {
    const text = logged((log) => log.warn({ command: 'vram', err: new Error('no such card') }, 'failed'));
    expect(JSON.parse(text)).toMatchObject({ msg: 'failed', command: 'vram', err: { message: 'no such card' } });
  });
});

describe('scrubber', () => {
  it.each([
    ['a secret that begins another', ['abcdefgh', 'abcdefghijkl'], 'x abcdefghijkl y', 'x [secret] y'],
    ['no word by a variable that is too short to be a secret', ['a'], 'a cat', 'a cat'],
    ['white space around it', [' abcdefgh\n'], 'x abcdefgh', 'x [secret]'],
  ])('takes out %s', (_, secrets, text, scrubbed) => {
    expect(scrubber(secrets)(text)).toBe(scrubbed);
  });
});
