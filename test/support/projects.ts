import { join } from 'node:path';
import { complete, parseGiven } from '../../generators/core/answers/resolve.ts';
import type { Answers, Facts } from '../../generators/core/answers/types.ts';
import { collectSecrets, type Entropy } from '../../generators/core/plan/secrets.ts';
import { renderProject } from '../../generators/core/render/project.ts';
import type { RenderedFile } from '../../generators/core/types.ts';
import { templatesIn } from '../../generators/io/templates.ts';

/** This package's folder `templates`. */
export const TEMPLATES = join(import.meta.dirname, '..', '..', 'templates');

/** A machine of which everything is known. */
export const FACTS: Facts = {
  cwd: '/home/me',
  memory: 16,
  cpus: 4,
  machine: 'a test',
  timezone: 'Europe/Zurich',
  lanAddresses: ['192.168.1.20'],
  httpProxy: undefined,
  noProxy: undefined,
};

/** Secrets that are the same in every run: each names what it is for. */
export function fixedEntropy(): Entropy {
  let made = 0;
  const text = (length: number): string => `made${++made}`.padEnd(length, 'x');
  return { text, rsa: async (bits) => Buffer.from(`-----BEGIN PRIVATE KEY-----\n${bits}\n`).toString('base64') };
}

/** Complete answers from what a person would give; the rest are defaults on `FACTS`. */
export function answersFor(given: Readonly<Record<string, unknown>> = {}): Answers {
  return complete(parseGiven({ flag: { directory: 'my_site', ...given }, file: {}, stored: {} }, FACTS.cwd), FACTS);
}

/** A rendered project by path. */
export async function projectFor(
  given: Readonly<Record<string, unknown>> = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<ReadonlyMap<string, RenderedFile>> {
  const secrets = await collectSecrets({}, environment, fixedEntropy());
  const files = renderProject(answersFor(given), { secrets, templates: templatesIn(TEMPLATES), version: '0.0.0-test' });
  return new Map(files.map((file) => [file.path, file]));
}

/** The combinations that every check of generated files runs over. */
export const SCENARIOS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  development: {},
  'development on a LAN': { url: 'http://192.168.1.20', profile: 'development', aliases: ['maps.local'] },
  'production on localhost': { url: 'http://localhost:8080', profile: 'production' },
  'production, RabbitMQ': { url: 'http://localhost:8080', profile: 'production', broker: 'rabbitmq' },
  'production, cache': { url: 'http://maps.example.org', cache: true },
  'development, RabbitMQ, cache': { broker: 'rabbitmq', cache: true },
  'behind a proxy': { url: 'https://maps.example.org', https: 'proxy', trustedProxies: ['10.0.0.0/8'] },
  "Let's Encrypt": { url: 'https://maps.example.org', email: 'me@example.org', aliases: ['www.example.org'] },
  "Let's Encrypt staging, own CA": {
    url: 'https://maps.example.org',
    https: 'letsencrypt-staging',
    email: 'me@example.org',
    acmeServer: 'https://ca.example.org/dir',
    acmeCa: '/etc/ssl/ca.pem',
  },
  'own certificate': {
    url: 'https://maps.example.org:8443',
    certificate: '/etc/ssl/maps.pem',
    certificateKey: '/etc/ssl/maps.key',
  },
  'local CA on IPv6': { url: 'https://[2001:db8::1]', https: 'local-ca' },
  'IDN, mail, network': {
    url: 'http://bücher.example',
    title: "L'atlas — Bücher & Karten $1",
    smtp: 'smtps://me%40x@mail.example.org:465',
    email: 'o.b+x@example.org',
    httpProxy: 'http://proxy.example.org:3128',
    packageIndex: 'https://pypi.example.org/simple',
    corsOrigins: ['https://app.example.org'],
    signup: 'approval',
    language: 'pt-br',
  },
  'smallest machine': { memory: 2, cpus: 1 },
  'small production': { url: 'http://maps.example.org', memory: 4, cpus: 2 },
};
