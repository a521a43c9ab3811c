import { describe, expect, it } from 'vitest';
import { addressFrom } from '../../adapters/address.ts';

describe('the address of a request', () => {
  it.each([
    ['the other end of the connection', '203.0.113.7', undefined, 0, '203.0.113.7'],
    ['and not what anybody may write', '203.0.113.7', '1.2.3.4', 0, '203.0.113.7'],
    ['in IPv6’s way of writing IPv4', '::ffff:203.0.113.7', undefined, 0, '203.0.113.7'],
    ['whom our proxy heard from', '10.0.0.1', '1.2.3.4, 203.0.113.7', 1, '203.0.113.7'],
    ['whom the first of our two proxies heard from', '10.0.0.1', '1.2.3.4, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
    ['the network of one person', '2001:DB8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
    ['the same network, shortened', '2001:db8:1:2::9', undefined, 0, '2001:db8:1:2::/64'],
    ['a network with zeros', '2001:db8::1', undefined, 0, '2001:db8:0:0::/64'],
    ['a link of this machine', 'fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
    ['this machine', '::1', undefined, 0, '0:0:0:0::/64'],
    ['nothing where the proxy says nothing', '10.0.0.1', undefined, 1, undefined],
    ['nothing where there are fewer proxies', '10.0.0.1', '203.0.113.7', 2, undefined],
    ['nothing that is no address', '10.0.0.1', 'unknown', 1, undefined],
    ['nothing without a connection', undefined, undefined, 0, undefined],
  ])('is %s', (_, peer, forwarded, proxies, address) => {
    expect(addressFrom(peer, forwarded, proxies)).toBe(address);
  });
});
