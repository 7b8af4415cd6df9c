import { parseAddress } from '../answers/address.ts';
import type { Answers } from '../answers/types.ts';

/** Our own services: they are reached without the organisation's proxy. */
const SERVICES = [
  'localhost',
  '127.0.0.1',
  '::1',
  'db',
  'redis',
  'rabbitmq',
  'memcached',
  'geoserver',
  'django',
  'celery',
  'geonode',
  'nginx',
  'letsencrypt',
];

/** What the templates may say about the organisation's network, and about ports beside those of the site. */
export function networkView({ httpProxy, noProxy, packageIndex, caBundle, url, httpPort }: Answers) {
  const direct = [...SERVICES, parseAddress(url).host.name, ...(noProxy ?? '').split(',')].filter(Boolean);
  const without = [...new Set(direct)];
  return {
    httpProxy,
    caBundle,
    // pip passes over an index without https, unless its host is named besides.
    plainIndexHost: packageIndex?.startsWith('http:') ? new URL(packageIndex).host : undefined,
    noProxyList: without.join(','),
    javaProxyOptions: httpProxy === undefined ? '' : javaProxyOptions(httpProxy, without),
    geoserverPort: portBeside(httpPort, 18_000),
    databasePort: portBeside(httpPort, 15_352),
  };
}

/**
 * Java does not read HTTP_PROXY. Tomcat's start script evaluates these options as a shell would, hence the quotes around
 * the bars.
 */
function javaProxyOptions(httpProxy: string, without: readonly string[]): string {
  const { protocol, hostname, port } = new URL(httpProxy);
  const usual = protocol === 'https:' ? '443' : '80';
  const options = ['http', 'https'].map(
    (scheme) => `-D${scheme}.proxyHost=${hostname} -D${scheme}.proxyPort=${port || usual}`,
  );
  return `${options.join(' ')} -Dhttp.nonProxyHosts='${without.flatMap(javaPattern).join('|')}'`;
}

const CLASS_NETWORK = /^((?:\d+\.){1,3})(?:0\.)*0\/(8|16|24)$/;

// Java knows host names, addresses and * at either end. Of networks it can say those that end at a dot.
function javaPattern(item: string): readonly string[] {
  if (item.includes('/')) {
    const [, , bits] = CLASS_NETWORK.exec(item) ?? [];
    return bits === undefined ? [] : [`${item.split('.', Number(bits) / 8).join('.')}.*`];
  }
  if (item.startsWith('.')) return [`*${item}`];
  return [item.includes(':') && !item.startsWith('[') ? `[${item}]` : item];
}

// A port of development: rarely used numbers, and different ones for two projects with different http ports.
function portBeside(httpPort: number, distance: number): number {
  const lowest = 1024;
  return lowest + ((httpPort + distance - lowest) % (65_536 - lowest));
}
