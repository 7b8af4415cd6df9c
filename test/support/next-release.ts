import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Entry } from '../../generators/core/plan/catalogue.ts';
import { TEMPLATES } from './projects.ts';
import { PRESENT, type Release } from './whole-run.ts';

/** What a made-up release changes in a template: a text that must stand there once, and what stands there then. */
type Change = readonly [template: string, from: string, to: string];

interface Step {
  readonly changes: readonly Change[];
  readonly added: readonly (Entry & { readonly text: string })[];
  readonly dropped: readonly string[];
}

const ENV = '_env.ejs';
const COMPOSE = 'docker-compose.yml.ejs';
const LOCATIONS = 'docker/nginx/templates/locations.conf';
const SETTINGS = 'src/__name__/settings.py.ejs';

/** What releases do: a bit of everything. Tests name these places, to edit beside them or in the midst of them. */
const FIRST: Step = {
  changes: [
    [ENV, 'SECURE_HSTS_INCLUDE_SUBDOMAINS=False\n', ''],
    [ENV, 'CELERY__MAX_TASKS_PER_CHILD=50', 'CELERY__MAX_TASKS_PER_CHILD=100'],
    [ENV, 'ASYNC_SIGNALS=True\n', 'ASYNC_SIGNALS=True\n# How often a task is tried again.\nTASK_RETRIES=3\n'],
    [ENV, '# nginx: its processes.', '# nginx: its worker processes.'],
    [COMPOSE, '-crandom_page_cost=1.1', '-crandom_page_cost=1.2'],
    [COMPOSE, 'start_period: 30m\n', 'start_period: 45m\n'],
    [
      COMPOSE,
      '\nnetworks:\n',
      '\n  # Sends what the site has to say.\n  herald:\n    <<: *service\n    image: herald:1\n    networks: [app]\n\nnetworks:\n',
    ],
    ['docker-compose.override.yml.ejs', 'the values here win.', 'what stands here wins.'],
    ['Dockerfile.ejs', 'RUN apt-get update \\\n', 'RUN apt-get update && apt-get install -y gettext \\\n'],
    [LOCATIONS, 'gzip_static on;', 'gzip_static on;\n    access_log off;'],
    [SETTINGS, '"visibility_timeout": 86400', '"visibility_timeout": 43200'],
    ['src/pyproject.toml.ejs', 'version = "0.1.0"', 'version = "0.2.0"'],
    ['src/uwsgi.ini.ejs', 'max-requests = 1000', 'max-requests = 5000'],
    ['src/entrypoint.sh.ejs', 'umask "${PROJECT_UMASK:-0022}"', 'umask "${PROJECT_UMASK:-0027}"'],
    ['README.md.ejs', 'All commands run in this folder.', 'Every command runs in this folder.'],
    ['docker/nginx/entrypoint.sh', 'here=${0%/*}', 'here=$(dirname "$0")'],
    ['_editorconfig', 'indent_size = 4', 'indent_size = 4\nmax_line_length = 120'],
  ],
  added: [{ template: 'docker/nginx/templates/robots.txt', text: 'User-agent: *\nDisallow: /geoserver/\n' }],
  dropped: ['docker/geoserver/plugins/README.md.ejs', 'src/__name__/management/commands/startapp.py'],
};

/** Where the next release changes a file of the project: a line of it as it is before. */
export const HOT_SPOTS: readonly (readonly [path: string, line: string])[] = FIRST.changes
  .map(([template, from]) => [template.replace(/\.ejs$/, '').replace('__name__', 'my_site'), from] as const)
  .flatMap(([path, from]) => (/^_/.test(path) ? [] : [[path, from.trim().split('\n')[0] ?? ''] as const]));

/** The release behind that: it goes on at the same places. */
const SECOND: Step = {
  changes: [
    [ENV, 'CELERY__MAX_TASKS_PER_CHILD=100', 'CELERY__MAX_TASKS_PER_CHILD=200'],
    [ENV, 'TASK_RETRIES=3', 'TASK_RETRIES=5'],
    [COMPOSE, 'herald:1', 'herald:2'],
    [COMPOSE, '-crandom_page_cost=1.2', '-crandom_page_cost=1.3'],
    [SETTINGS, '"visibility_timeout": 43200', '"visibility_timeout": 21600'],
  ],
  added: [],
  dropped: ['docker/nginx/templates/robots.txt'],
};

// Each worker has its own copy, so that they can run at the same time.
const folder = mkdtempSync(join(inject('scratch'), 'next-'));

function releaseAfter({ templates, catalogue }: Release, version: string, { changes, added, dropped }: Step): Release {
  const copy = join(folder, version);
  cpSync(templates, copy, { recursive: true });
  for (const [template, from, to] of changes) {
    const file = join(copy, 'project', template);
    const parts = readFileSync(file, 'utf8').split(from);
    if (parts.length !== 2) throw new Error(`${template} has ${parts.length - 1} times: ${from}`);
    writeFileSync(file, parts.join(to));
  }
  for (const { template, text } of added) writeFileSync(join(copy, 'project', template), text);
  const rows = catalogue.filter(({ template }) => !dropped.includes(template));
  return { version, templates: copy, catalogue: [...rows, ...added.map(({ text, ...row }) => row)] };
}

const [major = 0, minor = 0] = PRESENT.version.split('.').map(Number);

/** A release that is yet to come. */
export const NEXT = releaseAfter({ ...PRESENT, templates: TEMPLATES }, `${major}.${minor + 1}.0`, FIRST);
export const THE_ONE_AFTER = releaseAfter(NEXT, `${major}.${minor + 2}.0`, SECOND);
