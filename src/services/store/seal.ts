/** Secrets at rest: AES-256-GCM, bound to what they belong to, with keys that can be changed. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const VERSION = '1';
const ALGORITHM = 'aes-256-gcm';

export interface Sealer {
  /** @param owner the sealed text opens for no other. */
  seal(owner: string, secret: string): string;
  /** Throws when it was sealed with a key we do not have, for another owner, or was changed. */
  open(owner: string, sealed: string): string;
  /** Whether it was sealed with the first key. */
  isCurrent(sealed: string): boolean;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * @param text keys of 32 bytes in base64, with commas between them: the first seals, all of them open. To change the key,
 *   put the new one in front; what lies under the old one is sealed anew at the next start, then the old one may go.
 * @throws Error when one is not 32 bytes.
 */
export function createSealer(text: string): Sealer {
  const keys = text.split(',').map((part) => keyOf(part.trim()));
  const [current] = keys;
  if (!current) throw new Error('STORE_KEY is empty.');
  return {
    seal: (owner, secret) => seal(current, owner, secret),
    open(owner, sealed) {
      const [version, id] = sealed.split('.');
      if (version !== VERSION || id === undefined) throw new Error('This is no sealed text.');
      const key = keys.find((candidate) => candidate.id === id);
      if (!key) throw new Error(`STORE_KEY lacks the key "${id}" that this was encrypted with.`);
      return open(key, owner, sealed);
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${current.id}.`),
  };
}

function keyOf(text: string): Key {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) throw new Error('STORE_KEY must hold 32 bytes in base64: openssl rand -base64 32');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function seal({ id, bytes }: Key, owner: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, bytes, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [VERSION, id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

function open({ bytes }: Key, owner: string, text: string): string {
  const [nonce, tag, sealed] = text
    .split('.')
    .slice(2)
    .map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || tag?.length !== 16 || !sealed) throw new Error('This is no sealed text.');
  const decipher = createDecipheriv(ALGORITHM, bytes, nonce).setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
}
