import type { ContainerFacts, Evidence } from '../evidence.ts';
import { type ContainerRow, containerSign, type Found, inTrouble, type Sign } from './sign.ts';

const GEONODE = ['django', 'celery'];
// The last line of a traceback: an exception, and what it says.
const EXCEPTION = /^(?:[\w.]+\.)?(?<message>[A-Z]\w*(?:Error|Exception|Configured|DoesNotExist|NotReady)(?:: .*)?)$/;

const BROKER_ROWS: readonly ContainerRow[] = [
  {
    cause: 'broker-password',
    in: 'both',
    services: GEONODE,
    pattern: /ACCESS_REFUSED|Login was refused|WRONGPASS|invalid username-password pair|\(AccessRefused\)|NOAUTH/,
    details: ({ evidence }) => ({ volume: brokerOf(evidence).volume }),
  },
  {
    cause: 'broker-unreachable',
    in: 'both',
    services: GEONODE,
    pattern: /^the broker cannot be reached|Cannot connect to (?:redis|amqp)s?:\/\/|Error -?\d+ connecting to \S+:6379/,
    details: ({ service, evidence }) => ({ service, broker: brokerOf(evidence).name }),
  },
];

const MIGRATION: Sign = {
  cause: 'migration-failed',
  in: 'container',
  find: (evidence) => inTrouble(evidence, ['django']).flatMap(failedMigration),
};

const DJANGO_ROWS: readonly ContainerRow[] = [
  {
    cause: 'migration-waits',
    in: 'health',
    services: ['django'],
    pattern: /(?<message>The databases (?:were migrated by|are of) GeoNode \S+, and this is \S+?,? .*?\.)(?: |$)/,
  },
  { cause: 'django-error', in: 'log', services: GEONODE, pattern: EXCEPTION },
  {
    cause: 'django-error',
    in: 'log',
    services: GEONODE,
    pattern: /^(?<message>unable to load app \d+ .*|\[strict-mode\] .*|unrecognized option: .*)$/,
  },
];

/** What the two services say that run GeoNode. */
export const DJANGO_SIGNS: readonly Sign[] = [
  ...BROKER_ROWS.map(containerSign),
  MIGRATION,
  ...DJANGO_ROWS.map(containerSign),
];

function brokerOf({ model }: Evidence): { readonly name: string; readonly volume: string } {
  const broker = model.services.find(({ name }) => name === 'redis' || name === 'rabbitmq');
  const name = broker?.name ?? 'redis';
  return { name, volume: broker?.volumes[0]?.name ?? `${model.name}_${name}` };
}

/** Bootstrap says at which step it is: the last one that an exception ended was the migration. */
function failedMigration({ service, log }: ContainerFacts): readonly Found[] {
  const at = log.findLastIndex((line) => EXCEPTION.test(line));
  const start = log.findLastIndex((line, index) => index < at && line.startsWith(STEP));
  if (!log[start]?.startsWith(`${STEP}migrating`)) return [];
  const next = log.findIndex((line, index) => index > at && line.startsWith(STEP));
  // Django ends the line with OK. Without its end it arrives when the container has ended, so behind the traceback.
  const applying = log.slice(start, next < 0 ? log.length : next).flatMap((line) => APPLYING.exec(line)?.[1] ?? []);
  const migration = applying.length === 0 ? '' : ` in ${applying.at(-1)}`;
  return [{ service, details: { migration }, line: log[at] ?? '' }];
}

const STEP = 'bootstrap: ';
const APPLYING = /^ *Applying (\S+?)\.\.\.(?! OK)/;
