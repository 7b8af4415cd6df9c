import { helpEntry, helpSections } from '../core/answers/describe.ts';
import { ANSWERS } from '../core/answers/schema.ts';

/** An option of the program itself; those that are answers stand in the answers table. */
interface ProgramFlag {
  readonly name: string;
  readonly type: 'string' | 'boolean';
  /** Whether it may be given more than once. */
  readonly multiple?: true;
  readonly placeholder?: string;
  readonly short?: string;
  readonly about: string;
}

/** The flags that are no answers: they steer the run itself. */
export const PROGRAM_FLAGS: readonly ProgramFlag[] = [
  { name: 'answers', type: 'string', placeholder: 'FILE', about: 'take answers from a JSON or YAML file' },
  { name: 'yes', type: 'boolean', short: 'y', about: 'take every default; git, build and up then mean no' },
  { name: 'dry-run', type: 'boolean', about: 'say what would be written, write nothing' },
  { name: 'diff', type: 'boolean', about: 'show every change line by line, passwords masked; write nothing' },
  {
    name: 'on-conflict',
    type: 'string',
    placeholder: 'CHOICE',
    about: 'what becomes of conflicts: abort, markers, keep, theirs or sidecar',
  },
  { name: 'allow-dirty', type: 'boolean', about: 'change files that hold changes which are not committed' },
  { name: 'no-prune', type: 'boolean', about: 'keep files that are no longer generated' },
  {
    name: 'restore',
    type: 'string',
    multiple: true,
    placeholder: 'PATH',
    about: 'bring back a generated file that was deleted; repeatable',
  },
  { name: 'break-lock', type: 'boolean', about: 'go on although another run seems to hold the project' },
  { name: 'timeout', type: 'string', placeholder: 'SECONDS', about: 'up: how long to wait for every service; 1800' },
  {
    name: 'skip',
    type: 'string',
    multiple: true,
    placeholder: 'ID',
    about: 'up, doctor: leave a check out; repeatable',
  },
  { name: 'use-existing-volumes', type: 'boolean', about: 'up: take volumes that are there as data of this project' },
  {
    name: 'confirm-migration',
    type: 'boolean',
    about: 'up: let a newer GeoNode migrate the databases',
  },
  { name: 'events', type: 'boolean', about: 'up: print progress as one JSON object a line, on standard error' },
  { name: 'json', type: 'boolean', about: 'print the result as one JSON object on standard output' },
  { name: 'quiet', type: 'boolean', about: 'print errors and warnings only' },
  { name: 'verbose', type: 'boolean', about: 'name every file, and show where an error comes from' },
  { name: 'no-color', type: 'boolean', about: 'print without colours' },
  { name: 'help', type: 'boolean', short: 'h', about: 'show this help' },
  { name: 'version', type: 'boolean', about: 'show the version' },
];

/** One option as `util.parseArgs` wants it. */
interface ParseOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
}

/** All options for `util.parseArgs`, by name; a switch has a `no-` twin. */
export function parseOptions(): Readonly<Record<string, ParseOption>> {
  const answers = ANSWERS.filter((row) => row.flag !== undefined).flatMap((row): readonly [string, ParseOption][] => {
    const name = (row.flag ?? '').slice(2);
    if (row.type === 'list') return [[name, { type: 'string', multiple: true }]];
    if (row.type !== 'switch') return [[name, { type: 'string' }]];
    return [name, `no-${name}`].map((one) => [one, { type: 'boolean' }]);
  });
  const program = PROGRAM_FLAGS.map(({ name, type, short, multiple }): [string, ParseOption] => [
    name,
    { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
  ]);
  return Object.fromEntries([...program, ...answers]);
}

/** The answers among parsed options, by key: `{"http-port": "8080", "no-cache": true}` gives httpPort and cache. */
export function answersAmong(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const found = ANSWERS.filter((row) => row.flag !== undefined).flatMap((row): readonly [string, unknown][] => {
    const name = (row.flag ?? '').slice(2);
    if (row.type === 'switch' && options[`no-${name}`] === true) return [[row.key, false]];
    return options[name] === undefined ? [] : [[row.key, options[name]]];
  });
  return Object.fromEntries(found);
}

/** The whole help. */
export function helpText(): string {
  const program = PROGRAM_FLAGS.map(({ name, placeholder, short, about }) =>
    helpEntry(`${short ? `-${short}, ` : ''}--${name}${placeholder ? ` ${placeholder}` : ''}`, about),
  );
  return `Usage: npm create geonode-project@latest [directory] -- [options]
       npx create-geonode-project [command] [directory] [options]

Writes a GeoNode project: Docker Compose, nginx, HTTPS, a tuned .env and the
Django project. In a directory that holds one, brings it up to date and keeps
what was edited. Without --yes it asks what the options leave open.

Commands:
${COMMANDS_HELP.map(([usage, about]) => helpEntry(usage, about)).join('\n')}

Options:
${program.join('\n')}

${helpSections()}

Passwords are generated, or taken from the environment: GEONODE_ADMIN_PASSWORD,
GEONODE_GEOSERVER_PASSWORD, GEONODE_SMTP_PASSWORD and others; they stand in .env
and nowhere else.

Exit codes: 0 done, 1 failure (taken back), 2 wrong options or answers,
3 conflicts, 4 refused to touch what is there, 5 check found changes, 6 Docker
failed (the files are complete), 130 interrupted.`;
}

const COMMANDS_HELP = [
  ['check [directory]', 'would a run change anything? writes nothing'],
  ['undo [directory]', 'take the last run back'],
  ['up [directory]', 'build, start, wait until it answers'],
  ['doctor [directory]', 'look for what is wrong; changes nothing'],
  ['adopt [directory]', 'take an upstream geonode-project into care'],
  ['apply [directory]', 'let the site take a new address or new passwords'],
  ['backup [directory]', 'back up databases, files and .env; see backup --help'],
  ['restore [directory] BACKUP', 'put them back; see restore --help'],
] as const;
