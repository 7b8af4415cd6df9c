import { describe, expect, it } from 'vitest';
import { laidDown } from '../support/laid-down.ts';
import { NEXT } from '../support/next-release.ts';
import { type Editor, seenIn } from '../support/on-disk.ts';
import { expectNoLeak, untouched } from '../support/proofs.ts';
import { frozen, KEPT_SECRETS } from '../support/releases.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { wholeRun, YES } from '../support/whole-run.ts';

/** Edits of every kind: merged, kept, left out and in conflict. */
function edited(project: Editor): void {
  project.change('Dockerfile', 'EXPOSE 8000', 'RUN true\nEXPOSE 8000');
  project.change('.env', 'CELERY__MAX_TASKS_PER_CHILD=50', 'CELERY__MAX_TASKS_PER_CHILD=70');
  project.change('.env', `BROKER_PASSWORD=${KEPT_SECRETS.brokerPassword}`, 'BROKER_PASSWORD=');
  project.write('docker-compose.override.yml', 'services: {}\n');
  project.delete('src/uwsgi.ini');
  project.write('README.md', '# Ours\n');
}

describe('check', () => {
  it('0 where nothing would change, 5 where something would, and nothing is written', async () => {
    const project = laidDown(frozen('development'));
    await wholeRun(project.root);
    const before = seenIn(project.root);
    const same = await wholeRun(project.root, { command: 'check', json: true });
    expect([
      same.exitCode,
      same.result?.exitCode,
      same.result?.changes.every(({ kind }) => kind === 'same' || kind === 'keep'),
    ]).toEqual([0, 0, true]);
    const other = await wholeRun(project.root, { command: 'check', json: true }, NEXT);
    expect([other.exitCode, other.result?.exitCode]).toEqual([5, 5]);
    expect(other.result?.changes).toContainEqual({ path: 'docker/nginx/templates/robots.txt', kind: 'create' });
    expect(untouched(seenIn(project.root))).toEqual(untouched(before));
  });

  it('is no drift what people have edited', async () => {
    const project = laidDown(frozen('development'));
    await wholeRun(project.root);
    project.write('README.md', '# Ours\n');
    project.change('.env', 'ASYNC_SIGNALS=True', 'ASYNC_SIGNALS=False');
    project.delete('src/uwsgi.ini');
    // The next run notes the deletion, which changes no file of theirs.
    expect((await wholeRun(project.root, { command: 'check' })).exitCode).toBe(0);
    expect((await wholeRun(project.root)).exitCode).toBe(0);
    expect((await wholeRun(project.root, { command: 'check' })).exitCode).toBe(0);
  });

  it('2 where there is no project', async () => {
    const ran = await wholeRun(temporaryFolder(), { command: 'check', json: true, name: 'my_site' });
    expect([ran.exitCode, ran.said]).toEqual([2, expect.stringContaining('holds no project')]);
    expect(ran.result).toMatchObject({ exitCode: 2, error: expect.stringContaining('holds no project') });
  });
});

describe.each([{ 'dry-run': true }, { diff: true }, { command: 'check' }])('a preview, %j', (preview) => {
  it.each([{ 'on-conflict': 'keep' }, { 'on-conflict': 'markers' }, {}])(
    'says what the run does with %j, and writes nothing',
    async (settled) => {
      const { root } = laidDown(frozen('development'), edited);
      const before = seenIn(root);
      const flags = { ...YES, ...settled, json: true };
      const said = await wholeRun(root, { ...flags, ...preview }, NEXT);
      expect(untouched(seenIn(root))).toEqual(untouched(before));
      expectNoLeak(root, said);
      const done = await wholeRun(root, flags, NEXT);
      if ('on-conflict' in settled) expect(said.result?.changes).toEqual(done.result?.changes);
      else expect([done.exitCode, untouched(seenIn(root))]).toEqual([3, untouched(before)]);
      if (!('command' in preview)) expect(said.exitCode).toBe(done.exitCode);
    },
  );
});

describe('--diff', () => {
  it('shows every changed line, and asterisks for passwords old and new', async () => {
    const { root } = laidDown(frozen('development'), edited);
    const ran = await wholeRun(root, { ...YES, diff: true }, NEXT);
    expect(ran.said).toMatch(/^--- a\/docker-compose\.yml\n[^]*^\+.*random_page_cost=1\.2$/m);
    expect(ran.said).toMatch(/^-BROKER_PASSWORD=$/m);
    expect(ran.said).toMatch(/^\+BROKER_PASSWORD='\*+ \(new\)'$/m);
    expectNoLeak(root, ran);
  });
});

describe('--restore', () => {
  it('brings a deleted file back, which otherwise stays out', async () => {
    const project = laidDown(frozen('development'), (one) => one.delete('src/uwsgi.ini'));
    expect((await wholeRun(project.root, YES, NEXT)).said).toContain('comes back with --restore src/uwsgi.ini');
    expect(() => project.read('src/uwsgi.ini')).toThrow();
    const ran = await wholeRun(project.root, { ...YES, restore: ['./src/uwsgi.ini'], json: true }, NEXT);
    expect(ran.result?.changes).toContainEqual({ path: 'src/uwsgi.ini', kind: 'create' });
    expect(project.read('src/uwsgi.ini')).toContain('max-requests = 5000');
    expect((await wholeRun(project.root, { command: 'check' }, NEXT)).exitCode).toBe(0);
  });

  it('is refused for what is no generated file', async () => {
    const { root } = laidDown(frozen('development'));
    const ran = await wholeRun(root, { ...YES, restore: ['../evil'] });
    expect([ran.exitCode, ran.said]).toEqual([2, expect.stringContaining('../evil is no generated file')]);
  });
});

describe('--no-prune', () => {
  it('keeps what the template dropped, now and later', async () => {
    const project = laidDown(frozen('development'));
    const ran = await wholeRun(project.root, { ...YES, 'no-prune': true, json: true }, NEXT);
    expect(ran.result?.changes).toContainEqual(
      expect.objectContaining({ path: 'docker/geoserver/plugins/README.md', kind: 'unmanaged' }),
    );
    await wholeRun(project.root, YES, NEXT);
    expect(project.read('docker/geoserver/plugins/README.md')).toContain('# GeoServer extensions');
  });
});
