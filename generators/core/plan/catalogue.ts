import type { Answers } from '../answers/types.ts';
import type { FileMode, PlannedFile, Policy } from '../types.ts';

/** A row of the file table. */
export interface Entry {
  readonly template: string;
  readonly policy?: Policy;
  readonly mode?: FileMode;
  /** Where the file stands in the project when the name does not say it: npm drops dotfiles from packages. */
  readonly path?: string;
  when?(answers: Answers): boolean;
}

const SCRIPT = { mode: 0o755 } as const;
const UNTIL_EDITED = { policy: 'until-edited' } as const;

/** THE file table, in the order in which a reader meets the files. `__name__` stands for the project's name. */
export const CATALOGUE: readonly Entry[] = [
  { template: 'README.md.ejs' },
  { template: '_env.ejs', path: '.env', policy: 'env', mode: 0o600 },
  { template: '_env.ejs', path: '.env.example' },
  { template: 'docker-compose.yml.ejs', policy: 'compose' },
  { template: 'docker-compose.override.yml.ejs', ...UNTIL_EDITED },
  { template: 'Dockerfile.ejs' },
  { template: 'docker/nginx/Dockerfile.ejs' },
  { template: 'docker/nginx/entrypoint.sh', ...SCRIPT },
  { template: 'docker/nginx/certificates.sh', ...SCRIPT },
  { template: 'docker/nginx/templates/nginx.conf' },
  { template: 'docker/nginx/templates/servers-http.conf' },
  { template: 'docker/nginx/templates/servers-https.conf' },
  { template: 'docker/nginx/templates/locations.conf' },
  { template: 'docker/nginx/templates/forwarded.conf' },
  { template: 'docker/nginx/templates/headers.conf' },
  { template: 'docker/nginx/templates/starting.html' },
  { template: 'docker/letsencrypt/Dockerfile.ejs' },
  { template: 'docker/letsencrypt/entrypoint.sh', ...SCRIPT },
  { template: 'docker/geoserver/Dockerfile.ejs' },
  { template: 'docker/geoserver/entrypoint.sh', ...SCRIPT },
  { template: 'docker/geoserver/plugins/README.md.ejs' },
  { template: 'docker/geoserver_data/Dockerfile.ejs' },
  { template: 'docker/geoserver_data/entrypoint.sh', ...SCRIPT },
  { template: 'docker/postgresql/Dockerfile.ejs' },
  { template: 'docker/postgresql/init-geonode.sh', ...SCRIPT },
  { template: 'scripts/backup', ...SCRIPT },
  { template: 'scripts/restore', ...SCRIPT },
  { template: 'scripts/common' },
  { template: 'src/manage.py.ejs', ...SCRIPT },
  { template: 'src/pyproject.toml.ejs' },
  { template: 'src/entrypoint.sh.ejs', ...SCRIPT },
  { template: 'src/celery.sh.ejs', ...SCRIPT },
  { template: 'src/uwsgi.ini.ejs' },
  { template: 'src/__name__/__init__.py' },
  { template: 'src/__name__/settings.py.ejs', when: isOurs },
  // An adopted project has settings of its own, and ours go on top of them.
  { template: 'src/__name__/settings.py.ejs', path: 'src/__name__/deployment_settings.py', when: isAdopted },
  // Upstream's settings.py would read this one instead of GeoNode's.
  { template: 'src/__name__/local_settings.py.ejs', ...UNTIL_EDITED, when: isOurs },
  { template: 'src/__name__/environment.py.ejs' },
  { template: 'src/__name__/apps.py.ejs' },
  { template: 'src/__name__/urls.py' },
  { template: 'src/__name__/middleware.py' },
  { template: 'src/__name__/wsgi.py.ejs' },
  { template: 'src/__name__/wait_for_databases.py' },
  { template: 'src/__name__/healthcheck.py' },
  { template: 'src/__name__/migration_guard.py' },
  { template: 'src/__name__/management/__init__.py' },
  { template: 'src/__name__/management/commands/__init__.py' },
  { template: 'src/__name__/management/commands/bootstrap.py.ejs' },
  { template: 'src/__name__/management/commands/connect_data_store.py' },
  { template: 'src/__name__/management/commands/confirm_migration.py.ejs' },
  { template: 'src/__name__/management/commands/startapp.py' },
  { template: 'src/__name__/br/settings_docker.ini.ejs' },
  { template: 'src/__name__/templates/geonode-mapstore-client/_geonode_config.html', ...UNTIL_EDITED },
  { template: 'src/__name__/templates/geonode-mapstore-client/snippets/head.html', ...UNTIL_EDITED },
  { template: 'src/__name__/static/css/site.css', ...UNTIL_EDITED },
  { template: 'src/__name__/locale/.gitkeep', ...UNTIL_EDITED },
  { template: 'src/__name__/fixtures/.gitkeep', ...UNTIL_EDITED },
  { template: '_gitignore', path: '.gitignore' },
  { template: '_gitattributes', path: '.gitattributes' },
  { template: '_dockerignore', path: '.dockerignore' },
  { template: '_editorconfig', path: '.editorconfig' },
];

function isAdopted({ kept }: Answers): boolean {
  return kept !== undefined;
}

function isOurs({ kept }: Answers): boolean {
  return kept === undefined;
}

const plain = ({ path, template }: Entry): string => path ?? template.replace(/\.ejs$/, '');

/** The files of a project with these answers, each with its template, policy and permissions. */
export function plan(answers: Answers): readonly PlannedFile[] {
  const own = new Set(answers.kept?.own);
  return CATALOGUE.filter((entry) => entry.when?.(answers) ?? true).map((entry) => {
    const path = plain(entry).replaceAll('__name__', answers.name);
    const policy = own.has(path) ? 'until-edited' : (entry.policy ?? 'text');
    return { path, template: entry.template, policy, mode: entry.mode ?? 0o644 };
  });
}
