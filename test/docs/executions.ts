/**
 * How a documented command is executed.
 *
 * program    typed in `npm test`: the packed program, at once in a folder as `at` says (test/cli/documented.test.ts)
 * keyboard   the same at a terminal, where one question comes and is answered with `key`
 * checkout   typed in `npm test`, in a copy of this repository
 * engine     typed in the end-to-end lane, on one site after the other (test/e2e/documented.test.ts)
 * elsewhere  another test, or the script of every landing, runs it: `file` has `text`
 * never      nothing runs it, and why
 */
export type Execution =
  | { readonly by: 'program'; readonly at: Start; readonly exitCode: number; readonly says: RegExp }
  | {
      readonly by: 'keyboard';
      readonly at: Start;
      readonly asks: string;
      readonly key: 'enter' | 'interrupt';
      readonly says: RegExp;
    }
  | { readonly by: 'checkout'; readonly says: RegExp }
  | { readonly by: 'engine' }
  | { readonly by: 'elsewhere'; readonly file: string; readonly text: string }
  | { readonly by: 'never'; readonly because: string };

/** What is in the folder before the command: nothing, a project, one that was changed once, one of upstream's, an answers file. */
export type Start = 'nothing' | 'project' | 'changed project' | 'upstream' | 'answers file';

const program = (at: Start, says: RegExp, exitCode = 0): Execution => ({ by: 'program', at, exitCode, says });
const created = program('nothing', /Wrote \d+ files/);
const interrupted = (at: Start, asks: string): Execution => ({
  by: 'keyboard',
  at,
  asks,
  key: 'interrupt',
  says: /othing was written/,
});
// What is left to ask in a project: whether to build and start.
const again = (says: RegExp): Execution => ({ by: 'keyboard', at: 'project', asks: 'What next', key: 'enter', says });
const elsewhere = (file: string, text: string): Execution => ({ by: 'elsewhere', file, text });
const never = (because: string): Execution => ({ by: 'never', because });
const ENGINE: Execution = { by: 'engine' };

const LANDING = '.ci/run';
const A_NAME = never('a name in a sentence, not a command with its arguments');
const BY_HAND = never('needs the network of whoever adds a line; docs/adding-a-line.md says when it was tried');

/** THE table: every command that a page names. test/docs/commands.test.ts fails for one that is missing, or that no page has. */
export const EXECUTIONS: Readonly<Record<string, Execution>> = {
  // Creating
  'npm create geonode-project@latest': interrupted('nothing', 'Directory of the project'),
  'npm create geonode-project@latest my_site -- --url https://maps.example.org --email admin@example.org --memory 16 --cpus 4 --yes':
    created,
  'npm create geonode-project@latest my_site -- --url http://192.168.1.20 --yes': created,
  'npm create geonode-project@latest my_site -- --url https://maps.example.org --https proxy --trusted-proxy 10.0.0.5 --bind all --yes':
    created,
  'npm create geonode-project@latest atlas -- --answers answers.yaml --yes': program(
    'answers file',
    /Wrote \d+ files to .*atlas/,
  ),
  'npm create geonode-project@latest maps -- --yes --url https://maps.corp --https letsencrypt --email me@corp.example --acme-server https://ca.corp/acme/directory --acme-ca /etc/ssl/corp-root.pem':
    program('nothing', /--acme-ca: \/etc\/ssl\/corp-root\.pem/, 2),

  // Running it again
  'npm create geonode-project@latest my_site': again(/Nothing to do/),
  'npm create geonode-project@latest my_site -- --memory 32': again(/Changed \d+ files/),
  'npm create geonode-project@latest my_site -- --geonode 5.1': again(/Nothing to do/),
  'npm create geonode-project@latest my_site -- --memory 32 --diff': program('project', /\+REDIS_MAXMEMORY=256mb/),
  'npm create geonode-project@latest my_site -- --memory 32 --dry-run': program('project', /Would/),
  'npm create geonode-project@latest my_site -- --memory 32 --cpus 8 --diff': program('project', /\+GEOSERVER_CPUS=4/),
  'npm create geonode-project@latest my_site -- --memory 32 --cpus 8': again(/Changed \d+ files/),
  'npx create-geonode-project check my_site': program('project', /Nothing to do/),
  'npx create-geonode-project undo my_site': program('changed project', /Put back/),
  'npx create-geonode-project undo my_site --dry-run': program('changed project', /Would put back/),
  'npx create-geonode-project undo': elsewhere('test/cli/regenerate.test.ts', "'undo'"),
  'npx create-geonode-project .': elsewhere('test/cli/keyboard.test.ts', 'atKeyboard'),
  'npx create-geonode-project adopt my_site --dry-run': program('upstream', /Would/),
  'npx create-geonode-project adopt my_site': interrupted('upstream', 'Adopt now?'),

  // On a site
  'npx create-geonode-project up my_site': ENGINE,
  'npx create-geonode-project up': ENGINE,
  'npx create-geonode-project doctor my_site': ENGINE,
  'npx create-geonode-project backup my_site': ENGINE,
  'npx create-geonode-project restore my_site my_site/backups/my_site-20260131T030000Z': ENGINE,
  'npx create-geonode-project apply my_site': ENGINE,
  'npx create-geonode-project apply': ENGINE,
  'scripts/backup --to /mnt/backups': ENGINE,
  'docker compose build': ENGINE,
  'docker compose up -d': ENGINE,
  'docker compose config': ENGINE,
  'docker compose config -q': ENGINE,
  'docker compose logs SERVICE': ENGINE,
  'docker compose exec django python manage.py connect_data_store': ENGINE,
  'docker compose restart django celery geoserver': ENGINE,
  'docker compose restart letsencrypt': elsewhere('test/e2e/acme.test.ts', "compose('restart', 'letsencrypt')"),
  "docker compose --profile '*' down --remove-orphans": ENGINE,
  'docker info': ENGINE,
  'docker context ls': ENGINE,
  'docker manifest inspect': elsewhere('test/io/preflight/volumes-and-images.test.ts', '`manifest inspect ${image}`'),
  'docker compose restart geonode': elsewhere('test/e2e/https.test.ts', "compose('restart', 'geonode')"),
  'docker stack config': never(
    'it refuses the file on purpose; typed once by hand with Docker 28.2, as docs/growing.md says',
  ),
  'docker builder prune': never('it would delete the build cache of whoever runs the tests'),
  'docker login': never('needs a registry with an account'),
  'docker run --rm --entrypoint sh geonode/geonode-base:latest-ubuntu-24.04 -c \'grep -rhE "^(deb|URIs)" /etc/apt\'':
    never('needs the real image; the stand-in has other sources'),

  // The checkout
  'npm ci && npm start -- ../my_site --yes --up': ENGINE,
  'npm ci && npm test': elsewhere(LANDING, 'npm ci && npm test'),
  'npm ci': elsewhere(LANDING, 'npm ci'),
  'npm test': elsewhere(LANDING, 'npm test'),
  'npm run lint': elsewhere(LANDING, 'npm run lint'),
  'npx tsc --noEmit': elsewhere('package.json', 'tsc --noEmit'),
  'npm run test:full': elsewhere(LANDING, 'npm run test:full'),
  'npm run test:registry': elsewhere('test/full.mjs', 'test/registry/run.mjs'),
  'npm run docs:terminal': elsewhere('test/cli/recordings.test.ts', 'RECORDINGS'),
  'npm run test:e2e': elsewhere('test/full.mjs', 'test/e2e/run.mjs'),
  'E2E_ENGINE=own npm run test:e2e': elsewhere(LANDING, 'E2E_ENGINE=own'),
  'npm run build': elsewhere('package.json', '"prepare": "npm run build"'),
  'npm start -- DIRECTORY --yes': { by: 'checkout', says: /Wrote \d+ files/ },
  'npm run docs': { by: 'checkout', says: /docs\.mjs/ },
  'npm run format': { by: 'checkout', says: /Checked \d+ files/ },
  'npm run check:images': { by: 'checkout', says: /SKIPPED/ },
  'npm run check:images -- --markdown': { by: 'checkout', says: /SKIPPED/ },
  'npx vitest run --config test/vitest.config.ts --project unit': elsewhere('test/full.mjs', "'--project', 'unit'"),
  'npx vitest run --config test/vitest.config.ts --project unit budget': elsewhere(
    'test/full.mjs',
    "'--project', 'unit', 'test/io/kill.test.ts'",
  ),
  'npm run freeze': elsewhere('test/release/release.mjs', "'freeze'"),
  'npm run release -- X.Y.Z': elsewhere('test/e2e/release.test.ts', "release('0.7.0')"),
  'npm run release -- 0.1.0 --dry-run': elsewhere('test/e2e/release.test.ts', "release('0.7.0', '--dry-run')"),
  'npm publish --provenance --access public': never(
    'needs GitHub Actions; test/release/workflow.test.ts reads it there',
  ),
  'npm run bench': never('asks the npm registry for create-vite; run by hand'),
  'npm run bench -- --write': never('the same; docs/speed.md has its last table'),
  'npm run test:geonode': never('takes an hour and needs the real GeoNode; docs/geonode-run.md has its last run'),
  'npm run test:geonode lan': never('as above'),

  // Another line of GeoNode
  'mkdir line && cd line': BY_HAND,
  'git clone https://github.com/GeoNode/geonode-project': BY_HAND,
  'git clone https://github.com/GeoNode/geonode-docker': BY_HAND,
  'pip index versions GeoNode': BY_HAND,
  'pip download --no-deps GeoNode==9.9.0': BY_HAND,
  'pip download --no-deps GeoNode==5.1.1': BY_HAND,
  'unzip -q -d new geonode-9.9.0-*.whl': BY_HAND,
  'unzip -q -d old geonode-5.1.1-*.whl': BY_HAND,
  'diff -u old/geonode/settings.py new/geonode/settings.py': BY_HAND,
  "diff <(cd old && find . -path '*management/commands/*.py' | sort) <(cd new && find . -path '*management/commands/*.py' | sort)":
    BY_HAND,
  'diff <(sort old/*.dist-info/METADATA | grep ^Requires-Dist) <(sort new/*.dist-info/METADATA | grep ^Requires-Dist)':
    BY_HAND,
  'node test/release/geonode-environment.mjs 9.9.0': BY_HAND,

  // Names
  'npm start --': A_NAME,
  'npm create geonode-project': A_NAME,
  'npm create': A_NAME,
  'npx create-geonode-project': A_NAME,
  'docker compose': A_NAME,
};
