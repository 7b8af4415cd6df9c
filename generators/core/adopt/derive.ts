import { titleFromName } from '../answers/name.ts';
import { answerRow } from '../answers/schema.ts';
import type { AnswerKey, Known } from '../answers/types.ts';
import { UsageError } from '../errors.ts';
import type { Line } from '../plan/lines.ts';
import { releaseLine } from '../plan/lines.ts';
import type { ComposeFacts, Published } from './compose-facts.ts';
import type { Values } from './interpolate.ts';

/** What the answers of a project are derived from. */
interface Evidence {
  readonly directory: string;
  readonly package: string;
  readonly line: Line;
  readonly values: Values;
  readonly compose: ComposeFacts;
}

/** The answers that a project gives by what stands in it, and what it says that no answer can be. */
export interface Derived {
  readonly known: Known;
  /** Sentences about what could not be taken over; no values of secrets. */
  readonly open: readonly string[];
}

const isTrue = (value: string | undefined): boolean => value === 'True' || value === 'true';

type Rule = readonly [key: AnswerKey, from: string, value: (evidence: Evidence) => unknown];

/** THE table: each answer, which key tells it, and how. Undefined leaves the answer to its default. */
const RULES: readonly Rule[] = [
  ['name', 'the package', (one) => one.package],
  ['geonode', 'GeoNode', ({ line }) => line],
  ['title', 'SITENAME', ({ values, package: name }) => values.SITENAME || titleFromName(name)],
  ['url', 'SITEURL', ({ values }) => values.SITEURL?.replace(/\/+$/, '') || undefined],
  ['https', 'LETSENCRYPT_MODE', httpsOf],
  // Nobody asked it to listen on less than upstream does.
  ['bind', 'ports', ({ compose }) => webPort(compose, 80)?.address.replace(/^0\.0\.0\.0$/, '') || 'all'],
  ['httpPort', 'HTTP_PORT', ({ compose, values }) => webPort(compose, 80)?.port ?? values.HTTP_PORT],
  [
    'email',
    'ADMIN_EMAIL',
    ({ values }) => (values.ADMIN_EMAIL === 'None' ? undefined : values.ADMIN_EMAIL || undefined),
  ],
  ['profile', 'DEBUG', ({ values }) => (isTrue(values.DEBUG) ? 'development' : 'production')],
  ['language', 'LANGUAGE_CODE', ({ values }) => values.LANGUAGE_CODE || undefined],
  // GeoNode's own default, and not the zone of the machine.
  ['timezone', 'TIME_ZONE', ({ values }) => values.TIME_ZONE || 'UTC'],
  ['signup', 'ACCOUNT_OPEN_SIGNUP', signupOf],
  ['maxUpload', 'DEFAULT_MAX_UPLOAD_SIZE', ({ values }) => sizeOf(values.DEFAULT_MAX_UPLOAD_SIZE)],
  ['broker', 'BROKER_URL', brokerOf],
  ['cache', 'MEMCACHED_ENABLED', ({ values }) => isTrue(values.MEMCACHED_ENABLED)],
  ['smtp', 'DJANGO_EMAIL_HOST', smtpOf],
];

/** Derives the answers; each is checked like one that was typed. */
export function derived(evidence: Evidence): Derived {
  const known: Record<string, unknown> = {};
  const open: string[] = [];
  for (const [key, from, value] of RULES) {
    const raw = value(evidence);
    if (raw === undefined || raw === '') continue;
    try {
      known[key] = answerRow(key)?.parse(raw, { cwd: evidence.directory, scheme: 'http' });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      open.push(`${from} cannot be taken over: ${error.message} ${error.hint}`.trim());
    }
  }
  return { known: known as Known, open };
}

/** The published port of nginx; the service is called `geonode`, and `nginx` in newer files. */
export function webPort({ services }: ComposeFacts, target: number): Published | undefined {
  const ports = ['geonode', 'nginx'].flatMap((name) => services.get(name)?.ports ?? []);
  return ports.findLast((one) => one.target === target);
}

// With https and without HTTPS_HOST, somebody in front ends TLS.
function httpsOf({ values }: Evidence): string | undefined {
  const { SITEURL: site = '', HTTPS_HOST: host, LETSENCRYPT_MODE: mode } = values;
  if (!/^https:/i.test(site)) return 'off';
  if (!host) return 'proxy';
  if (mode === 'production') return 'letsencrypt';
  return mode === 'staging' ? 'letsencrypt-staging' : 'local-ca';
}

function signupOf({ values }: Evidence): string {
  if (values.ACCOUNT_OPEN_SIGNUP !== undefined && !isTrue(values.ACCOUNT_OPEN_SIGNUP)) return 'closed';
  return isTrue(values.ACCOUNT_APPROVAL_REQUIRED) ? 'approval' : 'open';
}

function sizeOf(bytes = ''): string | undefined {
  if (!/^\d+$/.test(bytes)) return undefined;
  return `${Math.max(1, Math.round(Number(bytes) / 2 ** 20))}M`;
}

function brokerOf({ values, compose, line }: Evidence): string {
  if (/^amqps?:/.test(values.BROKER_URL ?? '')) return 'rabbitmq';
  if (/^rediss?:/.test(values.BROKER_URL ?? '')) return 'redis';
  return compose.services.has('rabbitmq') ? 'rabbitmq' : releaseLine(line).broker;
}

function smtpOf({ values }: Evidence): string | undefined {
  const { DJANGO_EMAIL_HOST: host, DJANGO_EMAIL_PORT: port = '25', DJANGO_EMAIL_HOST_USER: user } = values;
  if (!isTrue(values.EMAIL_ENABLE) || !host) return undefined;
  const scheme = isTrue(values.DJANGO_EMAIL_USE_SSL) ? 'smtps' : 'smtp';
  return `${scheme}://${user ? `${encodeURIComponent(user)}@` : ''}${host}:${port}`;
}
