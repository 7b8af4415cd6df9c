import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptedEnv } from '../../generators/core/adopt/env.ts';
import { type Meeting, meetings, united } from '../../generators/core/adopt/files.ts';
import { envValues, interpolated, interpolatedIn } from '../../generators/core/adopt/interpolate.ts';
import { planAdoption } from '../../generators/core/adopt/plan.ts';
import { readUpstream } from '../../generators/core/adopt/read.ts';
import { badLines } from '../../generators/core/adopt/recognise.ts';
import { keptNames, parseKept } from '../../generators/core/answers/kept.ts';
import { AppError } from '../../generators/core/errors.ts';
import type { Standing } from '../../generators/core/merge/decision.ts';
import { LINES, type Line } from '../../generators/core/plan/lines.ts';
import { renderProject } from '../../generators/core/render/project.ts';
import { templatesIn } from '../../generators/io/templates.ts';
import { parseYaml, sourcesOf } from '../core/adopt/sources.ts';
import { answersFor, TEMPLATES } from '../support/projects.ts';
import { RUNS, WHOLE_RUNS } from '../support/runs.ts';
import { upstreamFiles } from '../support/upstream.ts';

const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,12}$/);
// What people write behind a key: printable, on one line, a quotation closed.
const value = fc.oneof(
  fc.stringMatching(/^[ -!#-&(-~]{0,20}$/).filter((text) => !/^\s|\s$/.test(text)),
  fc.stringMatching(/^'[ -&(-[\]-~]{0,20}'$/),
);
const line = fc.oneof(
  fc.tuple(key, value).map(([name, text]) => `${name}=${text}`),
  fc.stringMatching(/^#[ -~]{0,20}$/),
  fc.constant(''),
);
const render = (answers: ReturnType<typeof answersFor>) =>
  renderProject(answers, { templates: templatesIn(TEMPLATES), version: '1.2.3' });

describe('the environment of an adopted project', () => {
  it('keeps every line: as it stands, or as a comment, but for keys of upstream that take a value of ours', () => {
    const answers = answersFor({ profile: 'production' });
    const generated = render(answers).find(({ path }) => path === '.env')?.text ?? '';
    const known = new Set(Object.keys(envValues(generated)));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, crlf) => {
        const text = lines.map((one) => one + (crlf ? '\r\n' : '\n')).join('');
        const { text: adopted } = adoptedEnv(text, { generated, answers, ports: {} });
        const now = new Set(adopted.split(/\r?\n/).map((one) => one.replace(/^# (?=[A-Z])/, '')));
        const lost = lines.filter((one) => !now.has(one) && !now.has(one.replace(/^# /, '')));
        expect(lost.filter((one) => !known.has(one.split('=')[0] ?? ''))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('never shows a line as bad that sets something', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect(badLines(`${lines.join('\n')}\n`)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('reading a project', () => {
  it('of whatever text gives a reading, or a refusal for people that holds no password', () => {
    const texts = ['.env', 'docker-compose.yml', 'docker-compose.override.yml', 'src/requirements.txt', 'Dockerfile'];
    const secret = 'a-Secret-7781';
    const files = upstreamFiles({ line: '5.0', project: 'my-maps', env: { POSTGRES_PASSWORD: secret } });
    // A piece of one of the files is cut out, doubled, or replaced by noise.
    const damage = fc.record({
      path: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(60),
      put: fc.oneof(fc.string(), fc.constantFrom('', '${', '"', "'", ': [', '\n- x', '\t', '&a', '*a', '\0')),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (all) => {
        const edited: Record<string, string> = { ...files };
        for (const { path, at, length, put } of all) {
          const text = edited[path] ?? '';
          const from = Math.floor(at * text.length);
          edited[path] = text.slice(0, from) + put + text.slice(from + length);
        }
        try {
          readUpstream(sourcesOf({}, edited), parseYaml, {});
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.message + error.hint).not.toContain(secret);
        }
      }),
      RUNS,
    );
  });

  it('fills in variables as often as they stand there, and never loops', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(key, fc.string()), (text, values) => {
        const plain = text.replaceAll('$', '');
        expect(interpolated(plain, values)).toBe(plain);
        expect(interpolated(plain.replaceAll(/[{}]/g, '').concat('$$'), values).endsWith('$')).toBe(true);
        expect(typeof interpolated(text, values)).toBe('string');
      }),
      RUNS,
    );
  });
});

/** The plan for a project in which some of the files that we generate hold other texts; undefined for one that is refused. */
function planned(release: Line, pieces: readonly (readonly [number, string])[]) {
  const sources = sourcesOf({ line: release, project: 'my-maps' });
  const reading = readUpstream(sources, parseYaml, {});
  const name = reading.recognised.package;
  const answers = { ...answersFor({ name, geonode: release, profile: 'production' }), kept: reading.kept };
  const files = render(answers);
  const tree = new Map<string, Standing>();
  const put = (path: string, text: string) => tree.set(path, { kind: 'file', text, mode: 0o644 });
  for (const [path, text] of Object.entries(sources.texts)) put(path, text ?? '');
  for (const [index, text] of pieces) put(files[index % files.length]?.path ?? '', text);
  put('.env', sources.texts['.env'] ?? '');
  try {
    return { plan: planAdoption(answers, { sources, reading, tree, render }), met: meetings(files, tree, name) };
  } catch (error) {
    // A module of the same name as one of ours: nothing is written then.
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Whether what stood at a path is there after the adoption, or beside it. */
function isSaved(
  { file, standing, strategy }: Meeting,
  beside: ReadonlyMap<string, string>,
  own: readonly string[] = [],
): boolean {
  const theirs = standing.kind === 'file' ? standing.text : '';
  if (strategy === 'ours') return beside.get(`${file.path}.orig`) === theirs;
  if (strategy === 'own') return !beside.has(file.path) && own.includes(file.path);
  if (strategy === 'union') return (beside.get(file.path) ?? theirs).startsWith(theirs);
  return strategy === 'env';
}

describe('the files of an adopted project', () => {
  const texts = fc.string({ maxLength: 200 });

  it('each differing one is beside ours, or stays, whatever it holds', () => {
    const edits = fc.array(fc.tuple(fc.nat(80), texts), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...LINES), edits, (release, pieces) => {
        const { plan, met } = planned(release, pieces) ?? {};
        const beside = new Map(
          plan?.decisions([]).flatMap((one) => ('text' in one ? [[one.path, one.text] as const] : [])),
        );
        for (const one of met ?? []) expect(isSaved(one, beside, plan?.answers.kept?.own)).toBe(true);
      }),
      WHOLE_RUNS,
    );
  });

  it('a list of patterns keeps its lines, gets ours once, and a second time nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.stringMatching(/^[a-z*./#]{0,8}$/)), (yours, ours) => {
        const once = united(yours, ours.join('\n'));
        expect(once.startsWith(yours)).toBe(true);
        expect(united(once, ours.join('\n'))).toBe(once);
      }),
      RUNS,
    );
  });
});

describe('the name of a volume', () => {
  it('comes through YAML and Compose as it was, whatever it holds', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 }).filter((name) => !/\p{Cc}/u.test(name));
    const found = readUpstream(sourcesOf(), parseYaml, {}).kept;
    const answers = answersFor();
    fc.assert(
      fc.property(text, text, (name, device) => {
        const volume = { name, driver_opts: { type: 'none', device } };
        const kept = { ...found, volumes: { dbdata: volume } };
        expect(parseKept(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
        const declared = parseYaml(`dbdata:${keptNames({ ...answers, kept }).volume('dbdata')}\n`);
        expect(interpolatedIn(declared, {})).toEqual({ dbdata: volume });
      }),
      RUNS,
    );
  });
});
