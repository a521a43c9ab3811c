/** Whose address a request is from: the other end of its connection, or what proxies of ours say. */
import { isIP, isIPv4 } from 'node:net';

/** A person with IPv6 has a network of so many groups of 16 bits to themselves. */
const OWN_GROUPS = 4;

/**
 * @param peer the other end of the connection.
 * @param forwarded `X-Forwarded-For`: each proxy appends whom it heard from, so only the last entries are to be believed.
 * @param proxies how many proxies of ours stand in front.
 * @returns an IPv4 address or the network of an IPv6 one; undefined where it cannot be told.
 */
export function addressFrom(
  peer: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string | undefined {
  const said = (forwarded ?? '').split(',').map((part) => part.trim());
  const address = proxies > 0 ? said.at(-proxies) : peer;
  return address === undefined ? undefined : networkOf(address);
}

function networkOf(address: string): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (isIP(plain) === 0) return undefined;
  const [head = '', tail] = plain.split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const [front, back] = [groups(head), groups(tail ?? '')];
  const all = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  const network = all.slice(0, OWN_GROUPS).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
