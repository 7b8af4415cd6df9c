import { describe, expect, it } from 'vitest';
import { hasScheme, parseAddress, parseOrigin } from '../../../generators/core/answers/address.ts';
import { parseHost } from '../../../generators/core/answers/host.ts';
import { parseBind, parseNetwork } from '../../../generators/core/answers/network.ts';
import { UsageError } from '../../../generators/core/errors.ts';

const A63 = 'a'.repeat(63);
// 253 characters: three labels of 63, one of 57, dots, `.org`.
const LONGEST = `${A63}.${A63}.${A63}.${'a'.repeat(57)}.org`;

/** What was typed, the URL it stands for, the kind of its host. */
const GOOD: readonly (readonly [string, string, string])[] = [
  // this machine
  ['localhost', 'http://localhost', 'loopback'],
  ['LOCALHOST', 'http://localhost', 'loopback'],
  ['localhost.', 'http://localhost', 'loopback'],
  ['localhost/', 'http://localhost', 'loopback'],
  ['localhost:8080', 'http://localhost:8080', 'loopback'],
  ['localhost:80', 'http://localhost', 'loopback'],
  ['localhost:443', 'https://localhost', 'loopback'],
  ['http://localhost', 'http://localhost', 'loopback'],
  ['https://localhost', 'https://localhost', 'loopback'],
  ['https://localhost:443', 'https://localhost', 'loopback'],
  ['http://localhost:443', 'http://localhost:443', 'loopback'],
  ['https://localhost:80', 'https://localhost:80', 'loopback'],
  ['maps.localhost', 'http://maps.localhost', 'loopback'],
  ['a.b.localhost:8443', 'http://a.b.localhost:8443', 'loopback'],
  ['127.0.0.1', 'http://127.0.0.1', 'loopback'],
  ['127.0.0.1:8000', 'http://127.0.0.1:8000', 'loopback'],
  ['127.0.0.1.', 'http://127.0.0.1', 'loopback'],
  ['127.1.2.3', 'http://127.1.2.3', 'loopback'],
  ['127.255.255.255', 'http://127.255.255.255', 'loopback'],
  ['::1', 'http://[::1]', 'loopback'],
  ['[::1]', 'http://[::1]', 'loopback'],
  ['[::1]:8080', 'http://[::1]:8080', 'loopback'],
  ['[::1]:443', 'https://[::1]', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'http://[::1]', 'loopback'],
  ['0000:0000:0000:0000:0000:0000:0000:0001', 'http://[::1]', 'loopback'],
  ['::0.0.0.1', 'http://[::1]', 'loopback'],
  ['http://::1', 'http://[::1]', 'loopback'],
  // IPv4
  ['192.0.2.4', 'http://192.0.2.4', 'ipv4'],
  ['192.0.2.4.', 'http://192.0.2.4', 'ipv4'],
  ['192.0.2.4:8080', 'http://192.0.2.4:8080', 'ipv4'],
  ['192.0.2.4:443', 'https://192.0.2.4', 'ipv4'],
  ['https://192.0.2.4/', 'https://192.0.2.4', 'ipv4'],
  ['10.0.0.1', 'http://10.0.0.1', 'ipv4'],
  ['172.16.0.1', 'http://172.16.0.1', 'ipv4'],
  ['192.168.178.20', 'http://192.168.178.20', 'ipv4'],
  ['169.254.1.1', 'http://169.254.1.1', 'ipv4'],
  ['1.0.0.0', 'http://1.0.0.0', 'ipv4'],
  ['126.255.255.255', 'http://126.255.255.255', 'ipv4'],
  ['128.0.0.1', 'http://128.0.0.1', 'ipv4'],
  ['223.255.255.255', 'http://223.255.255.255', 'ipv4'],
  ['255.255.255.254', 'http://255.255.255.254', 'ipv4'],
  // IPv6
  ['2001:db8::1', 'http://[2001:db8::1]', 'ipv6'],
  ['[2001:db8::1]', 'http://[2001:db8::1]', 'ipv6'],
  ['[2001:db8::1]:8080', 'http://[2001:db8::1]:8080', 'ipv6'],
  ['https://[2001:db8::1]', 'https://[2001:db8::1]', 'ipv6'],
  ['https://[2001:db8::1]:443/', 'https://[2001:db8::1]', 'ipv6'],
  ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443', 'ipv6'],
  ['https://2001:db8::1', 'https://[2001:db8::1]', 'ipv6'],
  ['2001:DB8::1', 'http://[2001:db8::1]', 'ipv6'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', 'http://[2001:db8::1]', 'ipv6'],
  ['2001:db8:0:0:1:0:0:1', 'http://[2001:db8::1:0:0:1]', 'ipv6'],
  ['2001:db8:0:1:1:1:1:1', 'http://[2001:db8:0:1:1:1:1:1]', 'ipv6'],
  ['2001:db8::', 'http://[2001:db8::]', 'ipv6'],
  ['1:2:3:4:5:6:7::', 'http://[1:2:3:4:5:6:7:0]', 'ipv6'],
  ['64:ff9b::192.0.2.33', 'http://[64:ff9b::c000:221]', 'ipv6'],
  ['fd00::1', 'http://[fd00::1]', 'ipv6'],
  ['fc00::1', 'http://[fc00::1]', 'ipv6'],
  ['2001:db8::1:8080', 'http://[2001:db8::1:8080]', 'ipv6'],
  ['fe7f::1', 'http://[fe7f::1]', 'ipv6'],
  ['fec0::1', 'http://[fec0::1]', 'ipv6'],
  ['feff::1', 'http://[feff::1]', 'ipv6'],
  // names that no public certificate authority certifies
  ['geonode', 'http://geonode', 'local'],
  ['GeoNode:8080', 'http://geonode:8080', 'local'],
  ['org', 'http://org', 'local'],
  ['mylocalhost', 'http://mylocalhost', 'local'],
  ['my.notlocalhost', 'http://my.notlocalhost', 'domain'],
  ['1e3', 'http://1e3', 'local'],
  ['constructor', 'http://constructor', 'local'],
  ['https-proxy', 'http://https-proxy', 'local'],
  ['server.local', 'http://server.local', 'local'],
  ['server.LOCAL.', 'http://server.local', 'local'],
  ['gis.internal', 'http://gis.internal', 'local'],
  ['gis.test', 'http://gis.test', 'local'],
  ['gis.lan', 'http://gis.lan', 'local'],
  ['gis.home.arpa', 'http://gis.home.arpa', 'local'],
  ['home.arpa', 'http://home.arpa', 'local'],
  ['gis.invalid', 'http://gis.invalid', 'local'],
  ['gis.example', 'http://gis.example', 'local'],
  ['gis.corp', 'http://gis.corp', 'local'],
  ['gis.home', 'http://gis.home', 'local'],
  ['gis.intranet', 'http://gis.intranet', 'local'],
  ['gis.private', 'http://gis.private', 'local'],
  ['gis.localdomain', 'http://gis.localdomain', 'local'],
  ['gis.onion', 'http://gis.onion', 'local'],
  ['gis.alt', 'http://gis.alt', 'local'],
  // public names
  ['example.org', 'http://example.org', 'domain'],
  ['example.com', 'http://example.com', 'domain'],
  ['example.net', 'http://example.net', 'domain'],
  ['maps.example.org', 'http://maps.example.org', 'domain'],
  ['Maps.Example.ORG', 'http://maps.example.org', 'domain'],
  ['  maps.example.org  ', 'http://maps.example.org', 'domain'],
  ['\tmaps.example.org\n', 'http://maps.example.org', 'domain'],
  ['\u{A0}maps.example.org\u{FEFF}', 'http://maps.example.org', 'domain'],
  ['maps.example.org.', 'http://maps.example.org', 'domain'],
  ['maps.example.org./', 'http://maps.example.org', 'domain'],
  ['maps.example.org.:8080', 'http://maps.example.org:8080', 'domain'],
  ['maps.example.org/', 'http://maps.example.org', 'domain'],
  ['maps.example.org:80', 'http://maps.example.org', 'domain'],
  ['maps.example.org:443', 'https://maps.example.org', 'domain'],
  ['maps.example.org:8443', 'http://maps.example.org:8443', 'domain'],
  ['maps.example.org:1', 'http://maps.example.org:1', 'domain'],
  ['maps.example.org:65535', 'http://maps.example.org:65535', 'domain'],
  ['http://maps.example.org', 'http://maps.example.org', 'domain'],
  ['http://maps.example.org:80/', 'http://maps.example.org', 'domain'],
  ['http://maps.example.org:443', 'http://maps.example.org:443', 'domain'],
  ['https://maps.example.org', 'https://maps.example.org', 'domain'],
  ['https://maps.example.org/', 'https://maps.example.org', 'domain'],
  ['https://maps.example.org:443', 'https://maps.example.org', 'domain'],
  ['https://maps.example.org:8443/', 'https://maps.example.org:8443', 'domain'],
  ['HTTPS://MAPS.EXAMPLE.ORG:8443', 'https://maps.example.org:8443', 'domain'],
  ['Https://Maps.Example.Org', 'https://maps.example.org', 'domain'],
  ['http.example.org', 'http://http.example.org', 'domain'],
  ['local.example.org', 'http://local.example.org', 'domain'],
  ['localhost.example.org', 'http://localhost.example.org', 'domain'],
  ['mylocalhost.org', 'http://mylocalhost.org', 'domain'],
  ['notlocal.xlocal', 'http://notlocal.xlocal', 'domain'],
  ['xhome.arpa', 'http://xhome.arpa', 'domain'],
  ['3d-maps.example.org', 'http://3d-maps.example.org', 'domain'],
  ['4.example.org', 'http://4.example.org', 'domain'],
  ['192.0.2.4.nip.io', 'http://192.0.2.4.nip.io', 'domain'],
  ['0x7f.example.org', 'http://0x7f.example.org', 'domain'],
  ['r3---sn.example.org', 'http://r3---sn.example.org', 'domain'],
  ['a.example.0xyz', 'http://a.example.0xyz', 'domain'],
  [`${A63}.org`, `http://${A63}.org`, 'domain'],
  [LONGEST, `http://${LONGEST}`, 'domain'],
  [`${LONGEST}.`, `http://${LONGEST}`, 'domain'],
  // international names
  ['bücher.example', 'http://xn--bcher-kva.example', 'local'],
  ['BÜCHER.example', 'http://xn--bcher-kva.example', 'local'],
  ['bu\u{308}cher.example', 'http://xn--bcher-kva.example', 'local'],
  ['https://bücher.example.org:8443/', 'https://xn--bcher-kva.example.org:8443', 'domain'],
  ['xn--bcher-kva.example.org', 'http://xn--bcher-kva.example.org', 'domain'],
  ['XN--BCHER-KVA.example.org', 'http://xn--bcher-kva.example.org', 'domain'],
  ['straße.de', 'http://xn--strae-oqa.de', 'domain'],
  ['karten.köln', 'http://karten.xn--kln-sna', 'domain'],
  ['пример.рф', 'http://xn--e1afmkfd.xn--p1ai', 'domain'],
  ['مثال.إختبار', 'http://xn--mgbh0fb.xn--kgbechtv', 'domain'],
  ['例え.テスト', 'http://xn--r8jz45g.xn--zckzah', 'domain'],
  ['例え。テスト', 'http://xn--r8jz45g.xn--zckzah', 'domain'],
  ['💩.la', 'http://xn--ls8h.la', 'domain'],
  ['❤\u{FE0F}.example.org', 'http://xn--qei.example.org', 'domain'],
  // full-width and other compatibility characters are read as what they look like
  ['ｍａｐｓ．example。org', 'http://maps.example.org', 'domain'],
  ['ｈｔｔｐｓ：／／ｍａｐｓ．ｅｘａｍｐｌｅ．ｏｒｇ：８４４３／', 'https://maps.example.org:8443', 'domain'],
  ['１９２．０．２．４', 'http://192.0.2.4', 'ipv4'],
  ['192｡0｡2｡4', 'http://192.0.2.4', 'ipv4'],
  ['［::1］', 'http://[::1]', 'loopback'],
  ['192.0.2.4\u{FE0F}', 'http://192.0.2.4', 'ipv4'],
];

/** What must not be accepted, and what the message must say. */
const BAD: readonly (readonly [string, RegExp])[] = [
  ['', /^"" is empty/],
  ['   ', /^"" is empty/],
  ['\n', /is empty/],
  // scheme
  ['http', /"http" is a scheme without a host/],
  ['HTTPS', /is a scheme without a host/],
  ['http:', /mistyped http/],
  ['http:/maps.example.org', /mistyped http/],
  ['https:/maps.example.org', /mistyped http/],
  ['http:maps.example.org', /mistyped http/],
  ['http:8080', /mistyped http/],
  ['http//maps.example.org', /mistyped http/],
  ['https//maps.example.org', /mistyped http/],
  ['http/maps.example.org', /mistyped http/],
  ['http;//maps.example.org', /mistyped http/],
  ['http.//maps.example.org', /mistyped http/],
  ['htp://maps.example.org', /mistyped http/],
  ['htpp://maps.example.org', /mistyped http/],
  ['htttp://maps.example.org', /mistyped http/],
  ['hhtps://maps.example.org', /mistyped http/],
  ['ttps://maps.example.org', /mistyped http/],
  ['hptts://maps.example.org', /mistyped http/],
  ['//maps.example.org', /no scheme before its slashes/],
  ['://maps.example.org', /no scheme before its slashes/],
  ['ftp://maps.example.org', /scheme other than http/],
  ['ssh://maps.example.org', /scheme other than http/],
  ['ws://maps.example.org', /scheme other than http/],
  ['file:///etc/passwd', /scheme other than http/],
  ['http+unix://socket', /scheme other than http/],
  ['http://http://maps.example.org', /two schemes/],
  ['https://http//maps.example.org', /two schemes/],
  ['http://ftp://maps.example.org', /two schemes/],
  // no host
  ['http://', /has no host/],
  ['https:///', /has no host/],
  ['http:///maps.example.org', /has no host/],
  ['http://:8080', /has no host/],
  [':8080', /has no host/],
  [':', /has no host/],
  ['/', /has no host/],
  ['?q', /has no host/],
  // more than a host
  ['maps.example.org/geonode', /has a path/],
  ['https://maps.example.org/geonode/', /has a path/],
  ['https://maps.example.org//', /has a path/],
  ['https://localhost//', /has a path/],
  ['https://maps.example.org/a_b?c#d', /has a path/],
  ['192.0.2.0/24', /has a path/],
  ['[::1]/x', /has a path/],
  ['https://maps.example.org?a=1', /has a query/],
  ['https://maps.example.org/?a=1', /has a query/],
  ['maps.example.org?', /has a query/],
  ['https://maps.example.org?u=http://x.org', /has a query/],
  ['https://maps.example.org#top', /has a fragment/],
  ['https://maps.example.org/#/home', /has a fragment/],
  ['maps.example.org/#?', /has a fragment/],
  ['admin@maps.example.org', /^"\*\*\*@maps\.example\.org" has credentials/],
  ['https://admin:secret@maps.example.org', /^"https:\/\/\*\*\*@maps\.example\.org" has credentials/],
  ['https://admin:p$ "s@maps.example.org', /has credentials/],
  ['https://a:secret@b@maps.example.org', /^"https:\/\/\*\*\*@maps\.example\.org" has credentials/],
  ['https://a:sec/ret@maps.example.org', /^"https:\/\/\*\*\*@maps\.example\.org" has a path/],
  ['a:secret＠maps.example.org', /^"\*\*\*@maps\.example\.org" has credentials/],
  ['http://@maps.example.org', /has credentials/],
  // characters
  ['maps.example.org\u{0}', /^"maps\.example\.org\\u\{0\}" has a control character/],
  ['maps\u{1B}[31m.example.org', /maps\\u\{1b\}\[31m.* has a control character/],
  ['maps\nexample.org', /has a control character/],
  ['maps\u{7F}.example.org', /has a control character/],
  ['maps\u{85}.example.org', /has a control character/],
  ['maps\u{AD}.example.org', /maps\\u\{ad\}.* has an invisible character/],
  ['maps\u{200B}.example.org', /has an invisible character/],
  ['maps\u{200D}.example.org', /has an invisible character/],
  ['maps\u{202E}.example.org', /\\u\{202e\}.* has an invisible character/],
  ['192.0.2.4\u{34F}', /4\\u\{34f\}" has an invisible character/],
  ['maps\u{FFF9}.example.org', /has an invisible character/],
  ['0x7f.1\u{FE0E}', /has an invisible character/],
  ['maps\u{D800}.example.org', /\\u\{d800\}.* has an invisible character/],
  ['maps .example.org', /has a space inside/],
  ['maps\u{A0}.example.org', /maps\\u\{a0\}.* has a space inside/],
  ['maps\u{3000}.example.org', /has a space inside/],
  ['http:// maps.example.org', /has a space inside/],
  ['a.org,b.org', /has a comma/],
  ['a.org, b.org', /has a comma/],
  ['"maps.example.org"', /has a quotation mark/],
  ["maps'.example.org", /has a quotation mark/],
  ['“maps.example.org”', /has a quotation mark/],
  ['maps.example.org`id`', /has a backtick/],
  ['$HOST', /has a dollar sign/],
  ['maps.${DOMAIN}', /has a dollar sign/],
  ['http:\\\\maps.example.org', /has a backslash/],
  ['maps\\.example.org', /has a backslash/],
  ['maps%2eexample.org', /has a percent sign/],
  ['%', /has a percent sign/],
  ['*', /has a wildcard/],
  ['*.example.org', /has a wildcard/],
  ['https://*.example.org:8443', /has a wildcard/],
  ['my_maps.example.org', /has an underscore/],
  ['_', /has an underscore/],
  ['maps;reboot.example.org', /character that no host name/],
  ['maps!.example.org', /character that no host name/],
  ['<maps.example.org>', /character that no host name/],
  ['a|b', /character that no host name/],
  ['~maps.example.org', /character that no host name/],
  ['{maps}', /character that no host name/],
  ['℀.example.org', /has a path/],
  ['a⩴b', /nor one host and one port/],
  // shape of a name
  ['.', /empty part/],
  ['..', /empty part/],
  ['.example.org', /empty part/],
  ['maps..example.org', /empty part/],
  ['maps.example.org..', /empty part/],
  ['maps…example.org', /empty part/],
  ['-maps.example.org', /starts or ends with a hyphen/],
  ['maps-.example.org', /starts or ends with a hyphen/],
  ['maps.-example.org', /starts or ends with a hyphen/],
  ['maps.example.org-', /starts or ends with a hyphen/],
  ['-', /starts or ends with a hyphen/],
  ['bücher-.example.org', /starts or ends with a hyphen/],
  ['-ü.example.org', /starts or ends with a hyphen/],
  [`${A63}a.org`, /longer than 63/],
  [`${'ü'.repeat(60)}.org`, /longer than 63/],
  [`a${LONGEST}`, /longer than 253/],
  ['a'.repeat(300), /^"a{80}…" is longer than 253/],
  [`${`${'ü'.repeat(40)}.`.repeat(6)}org`, /longer than 253/],
  ['xn--a', /invalid punycode|international/],
  ['xn--a.example.org', /invalid punycode|international/],
  ['xn--.example.org', /starts or ends with a hyphen/],
  ['xn--abc-.example.org', /starts or ends with a hyphen/],
  ['xn--1.example.org', /invalid punycode|international/],
  ['xn--a.bücher.example', /international/],
  ['\u{300}a.example.org', /not a valid international name/],
  ['maps\u{FFFD}.example.org', /not a valid international name/],
  ['maps\u{378}.example.org', /not a valid international name/],
  // numbers that browsers turn into other addresses
  ['0177.0.0.1', /leading zero/],
  ['192.168.010.1', /leading zero/],
  ['00.0.0.1', /leading zero/],
  ['０１７７.0.0.1', /leading zero/],
  ['0x7f.1', /hexadecimal/],
  ['0x7f000001', /hexadecimal/],
  ['0X7F.0.0.0x1', /hexadecimal/],
  ['maps.0x', /ends in a number/],
  ['maps.0x1F', /ends in a number/],
  ['０ｘ７ｆ．１', /hexadecimal/],
  ['2130706433', /ends in a number/],
  ['1.2.3', /ends in a number/],
  ['1.2.3.4.5', /ends in a number/],
  ['127.1', /ends in a number/],
  ['999.1.1.1', /ends in a number/],
  ['192.0.2.256', /ends in a number/],
  ['maps.123', /ends in a number/],
  ['maps.example.1', /ends in a number/],
  ['1', /ends in a number/],
  ['0', /ends in a number/],
  // addresses at which nobody can reach a site
  ['0.0.0.0', /no address that a browser can open/],
  ['http://0.0.0.0:8000', /no address that a browser can open/],
  ['0.1.2.3', /no address that a browser can open/],
  ['::', /no address that a browser can open/],
  ['[::]:8080', /no address that a browser can open/],
  ['224.0.0.1', /multicast/],
  ['239.255.255.255', /multicast/],
  ['ff02::1', /multicast/],
  ['255.255.255.255', /broadcast/],
  ['fe80::1', /link-local/],
  ['febf::1', /link-local/],
  ['fe80::1%eth0', /zone id/],
  ['[fe80::1%eth0]:8080', /zone id/],
  ['http://[fe80::1%25eth0]/', /zone id/],
  ['::ffff:192.0.2.4', /IPv4 address written as IPv6/],
  ['[::ffff:c000:204]:80', /IPv4 address written as IPv6/],
  ['::ffff:127.0.0.1', /IPv4 address written as IPv6/],
  ['::192.0.2.4', /IPv4-compatible/],
  ['::1:8080', /IPv4-compatible/],
  ['::2', /IPv4-compatible/],
  // IPv6 and brackets
  ['1:2:3', /neither an IPv6 address/],
  ['1::2::3', /neither an IPv6 address/],
  ['1:2:3:4:5:6:7:8:9', /neither an IPv6 address/],
  ['12345::1', /neither an IPv6 address/],
  ['2001:db8::g', /neither an IPv6 address/],
  ['2001:db8::1.2.3', /neither an IPv6 address/],
  ['2001:db8::01.2.3.4', /neither an IPv6 address/],
  [':::', /neither an IPv6 address/],
  ['maps.example.org:80:90', /neither an IPv6 address/],
  ['[2001:db8::1', /neither an IPv6 address/],
  ['[::1]8080', /neither an IPv6 address/],
  ['[[::1]]', /neither an IPv6 address/],
  ['[]', /bracket out of place/],
  ['[maps.example.org]', /bracket out of place/],
  ['[maps.example.org]:80', /bracket out of place/],
  ['[192.0.2.4]', /bracket out of place/],
  ['maps]', /bracket out of place/],
  // port
  ['maps.example.org:', /colon without a port/],
  ['http://maps.example.org:/', /colon without a port/],
  ['[::1]:', /colon without a port/],
  ['maps.example.org:0', /port 0/],
  ['maps.example.org:000', /port 0/],
  ['maps.example.org:0080', /leading zeros/],
  ['[::1]:0443', /leading zeros/],
  ['maps.example.org:65536', /above 65535/],
  ['maps.example.org:99999999999999999999', /above 65535/],
  ['maps.example.org:http', /port that is not a number/],
  ['maps.example.org:-1', /port that is not a number/],
  ['maps.example.org:+80', /port that is not a number/],
  ['maps.example.org:80a', /port that is not a number/],
  ['maps.example.org:8.0', /port that is not a number/],
  ['maps.example.org:٨٠', /port that is not a number/],
  ['[::1]:80:90', /port that is not a number/],
  ['javascript:alert', /port that is not a number/],
];

function refusal(parse: () => unknown): UsageError {
  try {
    parse();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

function expectRefusal(parse: () => unknown, message: RegExp): void {
  const error = refusal(parse);
  expect(error.message).toMatch(message);
  expect(error.message.length).toBeLessThan(200);
  expect(error.hint).toMatch(/^[A-Z].*\.$/);
}

describe('parseAddress', () => {
  it.each(GOOD)('reads %j as %s, a %s host', (input, url, kind) => {
    const address = parseAddress(input);
    expect([address.url, address.host.kind]).toEqual([url, kind]);
  });

  it.each(BAD)('refuses %j with %s', (input, message) => expectRefusal(() => parseAddress(input), message));

  it.each([
    ['maps.example.org', 'https', 'https://maps.example.org'],
    ['maps.example.org:8443', 'https', 'https://maps.example.org:8443'],
    ['maps.example.org:80', 'https', 'https://maps.example.org:80'],
    ['maps.example.org:443', 'http', 'https://maps.example.org'],
    ['http://maps.example.org', 'https', 'http://maps.example.org'],
    ['http://maps.example.org:443', 'https', 'http://maps.example.org:443'],
    ['https://maps.example.org', 'http', 'https://maps.example.org'],
    ['maps.example.org', 'http', 'http://maps.example.org'],
  ] as const)('reads %s, with %s where no scheme was typed, as %s', (input, assume, url) => {
    expect(parseAddress(input, assume).url).toBe(url);
  });

  it('gives every form of an address', () => {
    expect(parseAddress('https://Maps.example.org:8443/')).toEqual({
      scheme: 'https',
      host: { name: 'maps.example.org', kind: 'domain' },
      port: 8443,
      url: 'https://maps.example.org:8443',
      hostPort: 'maps.example.org:8443',
      urlHost: 'maps.example.org',
    });
  });

  it('puts IPv6 in brackets everywhere but in the name, and leaves a default port out', () => {
    expect(parseAddress('[2001:DB8::1]:443')).toEqual({
      scheme: 'https',
      host: { name: '2001:db8::1', kind: 'ipv6' },
      port: 443,
      url: 'https://[2001:db8::1]',
      hostPort: '[2001:db8::1]',
      urlHost: '[2001:db8::1]',
    });
  });

  it('names the IPv4 address that was written as IPv6', () => {
    expect(refusal(() => parseAddress('::ffff:c000:204')).hint).toBe('Write 192.0.2.4 instead.');
  });

  it('never cuts an escape or a surrogate pair in two', () => {
    expect(refusal(() => parseAddress(`${'a'.repeat(79)}💩_`)).message).toBe(`"${'a'.repeat(79)}…" has an underscore.`);
    expect(refusal(() => parseAddress(`${'a'.repeat(78)}\u{1}b`)).message).toBe(
      `"${'a'.repeat(78)}…" has a control character.`,
    );
    expect(refusal(() => parseAddress(`${'a'.repeat(79)}_`)).message).toBe(`"${'a'.repeat(79)}_" has an underscore.`);
  });

  it('refuses a very long text quickly', () => {
    const started = performance.now();
    for (const unit of ['ü', 'a', '@', '.', ':', '/', ' x', '1.', '[', 'http://', '\u{FDFA}'])
      refusal(() => parseAddress(unit.repeat(200_000)));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('hasScheme', () => {
  it.each([
    ['https://maps.example.org', true],
    ['HTTP://maps.example.org', true],
    ['  http://localhost', true],
    ['ｈｔｔｐ：／／localhost', true],
    ['ftp://maps.example.org', true],
    ['maps.example.org', false],
    ['maps.example.org:443', false],
    ['localhost:8080', false],
    ['//maps.example.org', false],
    ['http:/maps.example.org', false],
    ['::1', false],
    ['', false],
  ])('%j: %s', (input, expected) => expect(hasScheme(input)).toBe(expected));
});

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

describe('parseOrigin', () => {
  it.each([
    ['https://app.example.org', 'https://app.example.org'],
    ['https://App.Example.org:443/', 'https://app.example.org'],
    ['http://localhost:5173', 'http://localhost:5173'],
    ['http://[::1]:80', 'http://[::1]'],
    ['HTTP://192.0.2.4:443', 'http://192.0.2.4:443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('reads %j as %s', (input, origin) => expect(parseOrigin(input)).toBe(origin));

  it.each([
    ['app.example.org', /has no scheme/],
    ['app.example.org:443', /has no scheme/],
    ['null', /has no scheme/],
    ['*', /wildcard/],
    ['https://*.example.org', /wildcard/],
    ['https://app.example.org/app', /has a path/],
    ['capacitor://localhost', /scheme other than http/],
    ['file://', /scheme other than http/],
    ['', /is empty/],
  ])('refuses %j with %s', (input, message) => expectRefusal(() => parseOrigin(input), message));
});

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
