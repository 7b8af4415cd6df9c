import { expect } from 'vitest';
import type { Editor } from './on-disk.ts';

/** What people do to a generated project, and how the update to the next release (next-release.ts) ends then. */
export interface EditScript {
  readonly name: string;
  edit(project: Editor): void;
  /** The file in which both sides changed the same place; undefined where all is merged. */
  readonly conflict?: string;
  /** What is to be seen after the update, besides that no line is lost. */
  expects?(project: Editor): void;
}

const COMPOSE = 'docker-compose.yml';
const LOCATIONS = 'docker/nginx/templates/locations.conf';
const SETTINGS = 'src/my_site/settings.py';
const PLUGINS = 'docker/geoserver/plugins';

const MINE = 'location = /mine { return 204; }';

const service = (name: string): string => `\n  ${name}:\n    image: ${name}:9\n    networks: [app]\n`;

/** What the merge of texts, `.env` and Compose files is for: the update goes through. */
export const CLEAN: readonly EditScript[] = [
  {
    name: 'a Django app of their own in settings.py',
    edit(project) {
      project.change(SETTINGS, 'INSTALLED_APPS += (PROJECT_NAME,)', 'INSTALLED_APPS += (PROJECT_NAME, "shop")');
      project.write('src/shop/__init__.py', 'MINE = 1\n');
    },
    expects: (project) => expect(project.read(SETTINGS)).toContain('"visibility_timeout": 43200'),
  },
  {
    name: 'settings of their own in local_settings.py',
    edit: (project) =>
      project.write('src/my_site/local_settings.py', 'from my_site.settings import *\n\nSITE_ID = 7\n'),
    expects: (project) => expect(project.read('src/my_site/local_settings.py')).toMatch(/^from .*\n\nSITE_ID = 7\n$/),
  },
  {
    name: 'a further service where the template has one more too',
    edit: (project) => project.change(COMPOSE, '\nnetworks:\n', `${service('mine')}\nnetworks:\n`),
    expects: (project) => expect(project.read(COMPOSE)).toMatch(/^ {2}herald:\n[^]*^networks:$/m),
  },
  {
    name: 'another port of nginx',
    edit: (project) => project.change(COMPOSE, '    ports:\n', '    ports:\n      - "127.0.0.1:8099:80"\n'),
  },
  {
    name: 'an environment variable for nginx',
    edit: (project) =>
      project.change(COMPOSE, '      SITE_PROFILE: ', '      MY_COLOUR: ${MY_COLOUR:-red}\n      SITE_PROFILE: '),
  },
  {
    name: 'a location of nginx at the end',
    edit: (project) => project.write(LOCATIONS, `${project.read(LOCATIONS)}\n${MINE}\n`),
    expects: (project) => expect(project.read(LOCATIONS)).toContain('access_log off;'),
  },
  {
    name: 'a location of nginx between the others',
    edit: (project) => project.change(LOCATIONS, 'location = /geoserver {', `${MINE}\n\nlocation = /geoserver {`),
  },
  {
    name: 'a comment in .env, at a place that the template changes',
    edit: (project) => project.change('.env', 'ASYNC_SIGNALS=True', '# mine: ask Ann first\nASYNC_SIGNALS=True'),
    expects: (project) => expect(project.read('.env')).toMatch(/mine: ask Ann[^]*\nTASK_RETRIES=3\n/),
  },
  {
    name: 'a key of .env moved to the top',
    edit(project) {
      const [line = ''] = /^TIME_ZONE=.*\n/m.exec(project.read('.env')) ?? [];
      project.write('.env', line + project.read('.env').replace(line, ''));
    },
    expects: (project) => expect(project.read('.env')).toMatch(/^TIME_ZONE=[^]*TASK_RETRIES=3/),
  },
  {
    name: 'values of .env, also one whose default changes',
    edit(project) {
      project.write(
        '.env',
        project
          .read('.env')
          .replace(/^DEBUG=.*/m, 'DEBUG=mine')
          .replace(/^HTTP_PORT=.*/m, 'HTTP_PORT=8099'),
      );
      project.change('.env', 'CELERY__MAX_TASKS_PER_CHILD=50', 'CELERY__MAX_TASKS_PER_CHILD=70');
    },
    expects: (project) => expect(project.read('.env')).toContain('\nCELERY__MAX_TASKS_PER_CHILD=70\n'),
  },
  {
    name: 'a key taken out of .env, and one of their own put in',
    edit: (project) => project.change('.env', 'SECURE_HSTS_INCLUDE_SUBDOMAINS=False\n', 'export MY_KEY="a b"\n'),
    expects: (project) => expect(project.read('.env')).not.toContain('INCLUDE_SUBDOMAINS'),
  },
  {
    name: 'passwords of their own',
    edit(project) {
      const env = project.read('.env').replace(/^POSTGRES_PASSWORD=.*/m, "POSTGRES_PASSWORD='my own $word'");
      project.write('.env', env.replace(/^ADMIN_PASSWORD=.*/m, 'ADMIN_PASSWORD=changed-in-the-site'));
    },
  },
  {
    name: 'a deleted file',
    edit: (project) => project.delete('src/uwsgi.ini'),
    expects: (project) => expect(() => project.read('src/uwsgi.ini')).toThrow(),
  },
  {
    name: 'a renamed file',
    edit: (project) => project.rename('src/entrypoint.sh', 'src/start.sh'),
    expects(project) {
      expect(() => project.read('src/entrypoint.sh')).toThrow();
      expect(project.read('src/start.sh')).toContain('#!/bin/sh');
    },
  },
  {
    name: 'their own file in a generated folder, and in one that the template leaves',
    edit(project) {
      project.write('docker/nginx/templates/mine.conf', '# mine\n');
      project.write(`${PLUGINS}/mine.jar`, 'jar\n');
    },
    expects: (project) => expect(project.read(`${PLUGINS}/mine.jar`)).toBe('jar\n'),
  },
  {
    name: 'an edited file that the template drops',
    edit: (project) => project.write(`${PLUGINS}/README.md`, 'We have three plugins.\n'),
    expects: (project) => expect(project.read(`${PLUGINS}/README.md`)).toBe('We have three plugins.\n'),
  },
  {
    name: 'an edited override',
    edit: (project) =>
      project.write('docker-compose.override.yml', '# Mine.\nservices:\n  django:\n    environment: { MINE: "1" }\n'),
    expects: (project) => expect(project.read('docker-compose.override.yml')).toMatch(/^# Mine\.\nservices:/),
  },
  {
    name: 'a chapter more in the README',
    edit: (project) => project.change('README.md', '\n## Start\n', '\n## On call\n\nAnn, then Ben.\n\n## Start\n'),
  },
  {
    name: 'a requirement more in pyproject.toml',
    edit: (project) =>
      project.change('src/pyproject.toml', '    "GeoNode==', '    "django-extensions>=3",\n    "GeoNode=='),
    expects: (project) => expect(project.read('src/pyproject.toml')).toContain('version = "0.2.0"'),
  },
  {
    name: 'a line more in the Dockerfile',
    edit: (project) => project.change('Dockerfile', 'EXPOSE 8000', 'RUN pip install numpy\n\nEXPOSE 8000'),
  },
  {
    name: 'no final newline',
    edit(project) {
      for (const path of [SETTINGS, LOCATIONS, COMPOSE, '.env', 'Dockerfile'])
        project.write(path, project.read(path).replace(/\n$/, ''));
    },
    expects: (project) => expect(project.read(SETTINGS)).toMatch(/[^\n]$/),
  },
  {
    name: 'a byte order mark',
    edit(project) {
      for (const path of [SETTINGS, '.env', 'README.md', COMPOSE]) project.write(path, `\uFEFF${project.read(path)}`);
    },
    expects: (project) => expect(project.read(SETTINGS)).toMatch(/^\uFEFF"""/),
  },
  {
    name: 'a change that the template makes as well',
    edit: (project) => project.change('src/uwsgi.ini', 'max-requests = 1000', 'max-requests = 5000'),
  },
  {
    name: 'a file that the template brings, just as it brings it',
    edit: (project) => project.write('docker/nginx/templates/robots.txt', 'User-agent: *\nDisallow: /geoserver/\n'),
  },
];

/** The same place changed by both. */
export const CONFLICTING: readonly EditScript[] = [
  {
    name: 'another timeout in settings.py',
    edit: (project) => project.change(SETTINGS, '"visibility_timeout": 86400', '"visibility_timeout": 7200'),
    conflict: SETTINGS,
  },
  {
    name: 'another start period in docker-compose.yml, and a service of their own',
    edit(project) {
      project.change(COMPOSE, 'start_period: 30m\n', 'start_period: 99m\n');
      project.change(COMPOSE, '\nnetworks:\n', `${service('mine')}\nnetworks:\n`);
    },
    conflict: COMPOSE,
  },
  {
    name: 'a README of their own',
    edit: (project) => project.write('README.md', '# Our maps\n\nAsk Ann.\n'),
    conflict: 'README.md',
  },
  {
    name: 'a file of their own where the template brings one',
    edit: (project) => project.write('docker/nginx/templates/robots.txt', 'User-agent: *\nAllow: /\n'),
    conflict: 'docker/nginx/templates/robots.txt',
  },
  {
    name: 'a script, with Windows line ends',
    edit: (project) =>
      project.write(
        'docker/nginx/entrypoint.sh',
        project.read('docker/nginx/entrypoint.sh').replace('here=${0%/*}', 'here=/mine').replaceAll('\n', '\r\n'),
      ),
    conflict: 'docker/nginx/entrypoint.sh',
  },
];
