import { describe, expect, it } from 'vitest';
import { parseBind, parseNetwork } from '../../../generators/core/answers/network.ts';
import { expectRefusal, refusal } from './typed-addresses.ts';

describe('parseNetwork', () => {
  it.each([
    ['192.0.2.4', '192.0.2.4'],
    [' 10.0.0.0/8 ', '10.0.0.0/8'],
    ['192.0.2.4/32', '192.0.2.4'],
    ['192.0.2.4/31', '192.0.2.4/31'],
    ['192.0.2.128/25', '192.0.2.128/25'],
    ['172.16.0.0/12', '172.16.0.0/12'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['127.0.0.1', '127.0.0.1'],
    ['fd00::/8', 'fd00::/8'],
    ['FD00:0:0::/8', 'fd00::/8'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:db8:0:0:0:0:0:1/128', '2001:db8::1'],
    ['2001:db8:8000::/33', '2001:db8:8000::/33'],
    ['::1', '::1'],
    ['::/0', '::/0'],
    ['fe80::/10', 'fe80::/10'],
    ['１０．０．０．０／８', '10.0.0.0/8'],
  ])('reads %j as %s', (input, network) => expect(parseNetwork(input)).toBe(network));

  it.each([
    ['', /is empty/],
    ['proxy.example.org', /neither an IP address nor a network/],
    ['localhost', /neither an IP address/],
    ['10/8', /neither an IP address/],
    ['10.0.0/8', /neither an IP address/],
    ['010.0.0.0/8', /neither an IP address/],
    ['256.0.0.0/8', /neither an IP address/],
    ['10.0.0.0:80', /neither an IP address/],
    ['*', /neither an IP address/],
    ['/8', /neither an IP address/],
    ['10.0.0.0-10.0.0.9', /neither an IP address/],
    ['http://10.0.0.1', /has a scheme/],
    ['10.0.0.0/', /without a prefix length/],
    ['10.0.0.0/x', /prefix length that is not a number/],
    ['10.0.0.0/-1', /prefix length that is not a number/],
    ['10.0.0.0/8/8', /prefix length that is not a number/],
    ['10.0.0.0/08', /leading zeros/],
    ['10.0.0.0/255.0.0.0', /has a netmask/],
    ['10.0.0.0/33', /above 32/],
    ['fd00::/129', /above 128/],
    ['10.1.2.3/8', /bits set outside its network/],
    ['fd00::1/8', /bits set outside its network/],
    ['0.0.0.0', /no address that a proxy can have/],
    ['::', /no address that a proxy can have/],
    ['[::1]', /has brackets/],
    ['fe80::1%eth0', /zone id/],
    ['::ffff:10.0.0.1', /IPv4 address written as IPv6/],
    ['::ffff:10.0.0.0/104', /IPv4 address written as IPv6/],
    ['10.0.0.1, 10.0.0.2', /has a comma/],
    ['10.0.0.0 /8', /space inside/],
  ])('refuses %j with %s', (input, message) => expectRefusal(() => parseNetwork(input), message));

  it.each([
    ['10.1.2.3/8', 'Write 10.0.0.0/8 for the network or 10.1.2.3 for the one address.'],
    ['192.0.2.255/25', 'Write 192.0.2.128/25 for the network or 192.0.2.255 for the one address.'],
    ['192.0.2.4/0', 'Write 0.0.0.0/0 for the network or 192.0.2.4 for the one address.'],
    ['2001:db8::1/33', 'Write 2001:db8::/33 for the network or 2001:db8::1 for the one address.'],
  ])('names the network of %s', (input, hint) => expect(refusal(() => parseNetwork(input)).hint).toBe(hint));
});

describe('parseBind', () => {
  it.each([
    ['all', 'all'],
    [' ALL ', 'all'],
    ['*', 'all'],
    ['0.0.0.0', '0.0.0.0'],
    ['::', '::'],
    ['[::]', '::'],
    ['localhost', '127.0.0.1'],
    ['LocalHost', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['192.168.1.10', '192.168.1.10'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['2001:DB8:0::1', '2001:db8::1'],
    ['0:0:0:0:0:0:0:0', '::'],
  ])('reads %j as %s', (input, bind) => expect(parseBind(input)).toBe(bind));

  it.each([
    ['', /is empty/],
    ['maps.example.org', /neither "all" nor an IP address/],
    ['eth0', /neither "all" nor an IP address/],
    ['constructor', /neither "all" nor an IP address/],
    ['__proto__', /neither "all" nor an IP address/],
    ['8080', /neither "all" nor an IP address/],
    ['127.1', /neither "all" nor an IP address/],
    ['0177.0.0.1', /neither "all" nor an IP address/],
    ['[127.0.0.1]', /neither "all" nor an IP address/],
    ['none', /neither "all" nor an IP address/],
    ['127.0.0.1:80', /has a port/],
    ['localhost:80', /has a port/],
    ['[::1]:80', /has a port/],
    ['10.0.0.0/8', /is a network/],
    ['http://127.0.0.1', /has a scheme/],
    ['fe80::1%eth0', /zone id/],
    ['::ffff:127.0.0.1', /IPv4 address written as IPv6/],
    ['127.0.0.1 ::1', /space inside/],
  ])('refuses %j with %s', (input, message) => expectRefusal(() => parseBind(input), message));
});
