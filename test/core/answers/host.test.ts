import { describe, expect, it } from 'vitest';
import { parseHost } from '../../../generators/core/answers/host.ts';
import { expectRefusal } from './typed-addresses.ts';

describe('parseHost', () => {
  it.each([
    ['localhost', 'localhost', 'loopback'],
    [' Maps.Example.ORG. ', 'maps.example.org', 'domain'],
    ['www.example.org', 'www.example.org', 'domain'],
    ['gis', 'gis', 'local'],
    ['gis.lan', 'gis.lan', 'local'],
    ['bücher.example', 'xn--bcher-kva.example', 'local'],
    ['192.0.2.4', '192.0.2.4', 'ipv4'],
    ['127.0.0.2', '127.0.0.2', 'loopback'],
    ['::1', '::1', 'loopback'],
    ['[::1]', '::1', 'loopback'],
    ['2001:DB8:0::1', '2001:db8::1', 'ipv6'],
    ['[2001:db8::1]', '2001:db8::1', 'ipv6'],
    ['http', 'http', 'local'],
  ])('reads %j as %s, a %s host', (input, name, kind) => expect(parseHost(input)).toEqual({ name, kind }));

  it.each([
    ['', /is empty/],
    ['https://maps.example.org', /has a scheme/],
    ['ftp://maps.example.org', /has a scheme/],
    ['maps.example.org:8080', /has a port/],
    ['maps.example.org:', /has a port/],
    ['[::1]:8080', /has a port/],
    [':80', /has a port/],
    ['maps.example.org/', /has a slash/],
    ['192.0.2.0/24', /has a slash/],
    ['maps.example.org?', /has a slash, a query/],
    ['maps.example.org#x', /fragment/],
    ['*.example.org', /wildcard/],
    ['.example.org', /empty part/],
    ['user@example.org', /credentials/],
    ['my_maps.example.org', /underscore/],
    ['a.org b.org', /space inside/],
    ['0.0.0.0', /no address that a browser can open/],
    ['fe80::1%eth0', /zone id/],
    ['fe80::1', /link-local/],
    ['[maps]', /bracket out of place/],
    ['[::1', /neither an IPv6 address/],
    ['127.1', /ends in a number/],
  ])('refuses %j with %s', (input, message) => expectRefusal(() => parseHost(input), message));
});
