import { LINES, releaseLine } from '../../plan/lines.ts';
import { BROKERS } from '../choices.ts';
import { choice, gigabytes, integer, onOff, size } from '../values.ts';
import { always, REVIEWED, row } from './row.ts';

/** The machine that the site will run on; every size in .env comes from these two. */
export const MACHINE_ROWS = [
  row<'memory'>({
    ...REVIEWED,
    key: 'memory',
    flag: '--memory',
    type: 'number',
    placeholder: 'GB',
    group: 'Machine',
    about: 'memory of the machine the site will run on, in GB',
    defaultText: 'what Docker reports, else this machine',
    question: 'Memory of the machine in GB',
    step: 'ask',
    parse: gigabytes,
    fallback: (_, facts) => facts.memory,
  }),
  row<'cpus'>({
    ...REVIEWED,
    key: 'cpus',
    flag: '--cpus',
    type: 'number',
    placeholder: 'NUMBER',
    group: 'Machine',
    about: 'CPUs of that machine',
    defaultText: 'what Docker reports, else this machine',
    question: 'CPUs of the machine',
    step: 'ask',
    parse: (input) => integer(input, 1, 512),
    fallback: (_, facts) => facts.cpus,
  }),
];

const newest = LINES[0] === undefined ? '' : releaseLine(LINES[0]).broker;
const older = LINES.filter((line) => releaseLine(line).broker !== newest).map(
  (line) => `${releaseLine(line).broker} on GeoNode ${line}`,
);

/** How the services are put together. */
export const SERVICE_ROWS = [
  row<'maxUpload'>({
    ...REVIEWED,
    key: 'maxUpload',
    flag: '--max-upload',
    type: 'text',
    placeholder: 'SIZE',
    group: 'Machine',
    about: 'largest upload; sets every limit that matters',
    defaultText: '5G',
    question: 'Largest upload',
    parse: size,
    fallback: always('5G'),
  }),
  row<'broker'>({
    ...REVIEWED,
    key: 'broker',
    flag: '--broker',
    type: 'choice',
    placeholder: 'BROKER',
    group: 'Machine',
    about: 'task queue between django and celery',
    choices: BROKERS,
    defaultText: `${newest}; ${older.join(', ')}`,
    question: 'Task queue',
    parse: (input) => choice(input, BROKERS),
    fallback: ({ geonode }) => (geonode === undefined ? undefined : releaseLine(geonode).broker),
  }),
  row<'cache'>({
    ...REVIEWED,
    key: 'cache',
    flag: '--cache',
    type: 'switch',
    placeholder: '',
    group: 'Machine',
    about: 'memcached for pages and sessions',
    defaultText: 'off',
    question: 'memcached',
    parse: onOff,
    fallback: always(false),
  }),
];
