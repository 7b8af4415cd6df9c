import { type Address, parseAddress } from '../answers/address.ts';
import { parseHost } from '../answers/host.ts';
import { keptNames } from '../answers/kept.ts';
import { CLIENT_LANGUAGES, LISTED_BY_GEONODE } from '../answers/languages.ts';
import type { Answers } from '../answers/types.ts';
import { mebibytes } from '../answers/values.ts';
import { type Budget, budget } from '../budget/budget.ts';
import { memoryFromGigabytes } from '../budget/machine.ts';
import type { ServiceName } from '../budget/service-rules.ts';
import { envValue, pythonList } from './env-value.ts';
import { limitLines } from './limits.ts';
import { LINES, releaseLine } from './lines.ts';
import { mailSettings } from './mail.ts';
import { networkView } from './network.ts';

/** The sizes of the machine that these answers describe. */
export function budgetOf(answers: Answers): Budget {
  return budget({
    memoryMiB: memoryFromGigabytes(answers.memory),
    cpus: answers.cpus,
    profile: answers.profile === 'development' ? 'dev' : 'single',
    broker: answers.broker,
    workers: releaseLine(answers.geonode).core.harvestingQueue ? 'split-capable' : 'merged',
    memcached: answers.cache,
    letsencrypt: usesLetsencrypt(answers),
    seed: true,
    maxUploadMiB: mebibytes(answers.maxUpload),
  });
}

const usesLetsencrypt = ({ https }: Answers): boolean => https.startsWith('letsencrypt');

/**
 * What the templates may say: flat and checked. A template that names anything else fails to render.
 * `version` is that of this program.
 */
export function view(answers: Answers, version: string) {
  const address = parseAddress(answers.url);
  const sizes = budgetOf(answers);
  return {
    ...answers,
    // A machine without room for the cache runs without it, with a warning.
    cache: sizes.limits.memcached > 0,
    ...addressView(answers, address),
    ...lineView(answers),
    ...siteView(answers),
    ...networkView(answers),
    ...keptNames(answers),
    mail: mailSettings(answers.smtp),
    sizes,
    limits: (service: ServiceName) => limitLines(service, answers.profile),
    development: answers.profile === 'development',
    generator: `create-geonode-project@${version}`,
    quoted: envValue,
  };
}

/** What `view` gives. */
export type View = ReturnType<typeof view>;

function addressView(answers: Answers, address: Address) {
  const development = answers.profile === 'development';
  const served = development ? [...answers.aliases, 'localhost', '127.0.0.1', '[::1]'] : answers.aliases;
  const aliases = [...new Set(served.map((one) => urlHost(one)))].filter((one) => one !== address.urlHost);
  const { https } = answers;
  return {
    hostPort: address.hostPort,
    host: address.urlHost,
    port: address.port,
    secure: address.scheme === 'https',
    tls: https !== 'off' && https !== 'proxy',
    letsencrypt: usesLetsencrypt(answers),
    siteAliases: aliases,
    listen: answers.bind === 'all' ? '' : `${bracketed(answers.bind)}:`,
    behind: `http://${answers.bind === 'all' ? '127.0.0.1' : bracketed(answers.bind)}:${answers.httpPort}`,
    frontNames: [address.urlHost, ...answers.aliases.map(urlHost)],
    allowedHosts: pythonList([...new Set(['django', address.urlHost, ...(development ? aliases : [])])]),
    trustedOrigins: pythonList(origins(address, development ? aliases : [])),
    hstsSeconds: address.scheme === 'https' ? HSTS_SECONDS[answers.hsts] : 0,
    proxies: answers.trustedProxies.length > 0 ? answers.trustedProxies : usualProxies(answers),
  };
}

const HSTS_SECONDS = { off: 0, short: 3600, long: 31_536_000 } as const;
// A proxy on the same host reaches a published port from Docker's gateway, whose networks come from these ranges. Where
// the whole network reaches the port, its own addresses may lie in them: then the proxy has to be named.
const DOCKER_RANGES = ['172.16.0.0/12', '192.168.0.0/16'];
const LOOPBACK = ['127.0.0.0/8', '::1'];

function usualProxies({ bind }: Answers): readonly string[] {
  const loopbackOnly = bind.startsWith('127.') || bind === '::1';
  return loopbackOnly ? [...LOOPBACK, ...DOCKER_RANGES] : LOOPBACK;
}

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);
const urlHost = (name: string): string => bracketed(parseHost(name).name);

function origins(address: Address, aliases: readonly string[]): readonly string[] {
  const port = address.url.slice(`${address.scheme}://${address.urlHost}`.length);
  return [address.url, ...aliases.map((alias) => `${address.scheme}://${alias}${port}`)];
}

function lineView({ geonode, broker }: Answers) {
  const { geonodeVersion, python, java, core, clients, backupApps, images } = releaseLine(geonode);
  return {
    line: geonode,
    newestLine: LINES[0],
    geonodeVersion,
    python,
    java,
    core,
    client: clients[broker],
    languages: Object.keys(CLIENT_LANGUAGES),
    moreLanguages: Object.entries({
      ...CLIENT_LANGUAGES,
      ...(core.clientSpeaksBrazilian ? {} : { 'pt-br': 'pt-pt' }),
    }).slice(LISTED_BY_GEONODE),
    backupApps,
    images: Object.fromEntries(Object.entries(images).map(([role, image]) => [role, image.name])),
    platforms: Object.fromEntries(Object.entries(images).map(([role, image]) => [role, image.platform])),
  };
}

function siteView({ maxUpload, corsOrigins, profile, signup }: Answers) {
  const upload = mebibytes(maxUpload);
  const everyone = profile === 'development' && corsOrigins.length === 0;
  return {
    maxUploadBytes: upload * 2 ** 20,
    // A tenth more than the upload itself: the form around it.
    maxBodySize: `${Math.ceil(upload * 1.1)}m`,
    corsAll: everyone,
    corsList: pythonList(corsOrigins),
    corsForGeoserver: everyone ? '*' : corsOrigins.join(','),
    signupOpen: signup !== 'closed',
    signupApproval: signup === 'approval',
  };
}
