import { describe, expect, it } from 'vitest';
import { planAdoption } from '../../../generators/core/adopt/plan.ts';
import { readUpstream } from '../../../generators/core/adopt/read.ts';
import type { Known } from '../../../generators/core/answers/types.ts';
import type { Standing } from '../../../generators/core/merge/decision.ts';
import { LINES, type Line } from '../../../generators/core/plan/lines.ts';
import { renderProject } from '../../../generators/core/render/project.ts';
import type { RenderedFile } from '../../../generators/core/types.ts';
import { templatesIn } from '../../../generators/io/templates.ts';
import { faultsOf, parseCompose, parses } from '../../support/checks.ts';
import { answersFor, TEMPLATES } from '../../support/projects.ts';
import { parseYaml, sourcesOf } from './sources.ts';

/** The plan for an upstream project of a line, with answers of its own. */
function planned(line: Line, wanted: Known = {}, edit: Readonly<Record<string, string | undefined>> = {}) {
  const sources = sourcesOf({ line, project: 'our-maps' }, edit);
  const reading = readUpstream(sources, parseYaml, {});
  const { aliases: _, ...known } = reading.derived.known;
  const answers = { ...answersFor({ ...known, ...wanted }), kept: reading.kept };
  const tree = new Map(
    Object.entries(sources.texts).flatMap(([path, text]): readonly [string, Standing][] =>
      text === undefined ? [] : [[path, { kind: 'file', text, mode: 0o644 }]],
    ),
  );
  const ingredients = { templates: templatesIn(TEMPLATES), version: '1.2.3' };
  return planAdoption(answers, { sources, reading, tree, render: (one) => renderProject(one, ingredients) });
}

const textOf = (files: readonly RenderedFile[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? '';

describe.each(LINES)('the files of an adopted project of GeoNode %s', (line) => {
  it.each(['development', 'production'] as const)('read well and parse: %s', { timeout: 60_000 }, async (profile) => {
    const { files, answers } = planned(line, { profile });
    for (const file of files) {
      expect(file.path === '.env' ? [] : faultsOf(file), file.path).toEqual([]);
      expect(await parses(file), file.path).toBe(true);
    }
    expect(textOf(files, 'docker-compose.yml')).toContain(`ADOPTED_LINE: "${line}"`);
    const paths = files.map(({ path }) => path);
    expect(paths).toContain(`src/${answers.name}/deployment_settings.py`);
    // Upstream's settings.py would read it in place of GeoNode's settings.
    expect(paths).not.toContain(`src/${answers.name}/local_settings.py`);
    expect(paths).not.toContain(`src/${answers.name}/settings.py`);
  });

  it('have the names of the project in compose and .env', () => {
    const { files } = planned(line);
    const compose = parseCompose(textOf(files, 'docker-compose.yml')) as {
      name: string;
      volumes: Readonly<Record<string, { readonly name: string } | null>>;
    };
    const kept = Object.entries(compose.volumes).map(([key, volume]) => `${key} ${volume?.name}`);
    expect(compose.name).toBe('our-maps');
    expect(kept.sort()).toEqual(
      [
        'backup-restore our-maps-backup-restore',
        'data our-maps-data',
        'dbdata our-maps-dbdata',
        'geoserver-data-dir our-maps-gsdatadir',
        'nginx-certificates our-maps-nginxcerts',
        'statics our-maps-statics',
        'tmp our-maps-tmp',
        line === '4.4' ? 'rabbitmq undefined' : 'redisdata our-maps-redisdata',
      ].sort(),
    );
    expect(textOf(files, '.env')).toMatch(/^DJANGO_SETTINGS_MODULE=\w+\.deployment_settings$/m);
  });
});

describe('what is said about .env', () => {
  it('names what is commented out and what changed, and no password', () => {
    const { envNotes } = planned('5.0');
    expect(envNotes.join('\n')).toMatch(
      /BROKER_URL is commented out[^]*DATABASE_URL[^]*POSTGRESQL_MAX_CONNECTIONS 200 →/,
    );
    expect(envNotes.join('\n')).not.toMatch(/Karten|geo#data|guest/);
  });

  it('leaves the URL of a database elsewhere', () => {
    const env = sourcesOf({ line: '5.0', project: 'our-maps' }).texts['.env'] ?? '';
    const elsewhere = env.replaceAll('@db:5432/', '@pg.example.org:5432/');
    const { present } = planned('5.0', {}, { '.env': elsewhere });
    const after = present.tree.get('.env');
    expect(after?.kind === 'file' && after.text).toMatch(/^DATABASE_URL=.*@pg\.example\.org/m);
  });
});
