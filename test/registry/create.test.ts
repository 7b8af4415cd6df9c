import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { KEYS, type Reply } from '../support/keyboard.ts';
import { run } from '../support/run.ts';
import { filesBelow } from '../support/temporary.ts';
import { CLIENTS } from './support/clients.ts';
import { created, createdAtKeyboard } from './support/created.ts';

const { enter, interrupt } = KEYS;
const FLAGS = ['--yes', '--url', 'http://localhost:8080', '--memory', '16', '--cpus', '4'];
const OURS = ['create-geonode-project'];

let expected: readonly string[] = [];

// What these flags give when the packed program is run by itself.
beforeAll(async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cgp-test-'));
  expect((await run(['my_site', ...FLAGS], { cwd })).exitCode).toBe(0);
  expected = [...filesBelow(cwd).keys()];
  rmSync(cwd, { recursive: true });
});

describe.each(CLIENTS)('$name create geonode-project@latest', (client) => {
  it('with flags: one package, the whole project, and what the flags say', async () => {
    const { exitCode, words, files, packages } = await created(client, ['my_site', '--', ...FLAGS]);
    expect([exitCode, words]).toEqual([0, expect.stringMatching(/Wrote \d+ files/)]);
    expect([...files.keys()]).toEqual(expected);
    expect(packages).toEqual(OURS);
    expect(files.get('my_site/.env')).toContain('SITEURL=http://localhost:8080/\n');
  });

  it('with one -- too many: the same', async () => {
    const { exitCode, files } = await created(client, ['my_site', '--', '--', ...FLAGS]);
    expect([exitCode, [...files.keys()]]).toEqual([0, expected]);
  });

  it('without --: npm keeps the options and is named, pnpm hands them on', async () => {
    const { exitCode, words, files } = await created(client, ['my_site', ...FLAGS]);
    if (client.consent === undefined) return expect([exitCode, [...files.keys()]]).toEqual([0, expected]);
    expect([exitCode, words]).toEqual([2, expect.stringMatching(/npm kept --yes.* for itself\. Write -- before/)]);
    expect([...files.keys()]).toEqual([]);
  });

  it('with an address that cannot be: exit code 2 arrives, and nothing is written', async () => {
    const { exitCode, words, files } = await created(client, ['my_site', '--', '--yes', '--url', 'http://a_b/c']);
    expect([exitCode, words]).toEqual([2, expect.stringContaining('Error: --url: "http://a_b/c" has a path.')]);
    expect([...files.keys()]).toEqual([]);
  });

  it('at a terminal: asks, and writes what was answered', async () => {
    const replies: readonly Reply[] = [
      ['Directory of the project', `maps${enter}`],
      ['Public address', enter],
      ['Further host', enter],
      ["Administrator's", `me@example.org${enter}`],
      ['GeoNode release line', enter],
      ['What the project is for', enter],
      ['The site will run', enter],
      ['Make a git', `n${enter}`],
      ['What next', enter],
    ];
    const { exitCode, files, packages } = await createdAtKeyboard(client, [], replies);
    expect([exitCode, packages]).toEqual([0, OURS]);
    expect(files.get('maps/.env')).toContain('ADMIN_EMAIL=me@example.org\n');
  });

  it('at a terminal, interrupted at a question: exit code 130 arrives, and nothing is left', async () => {
    const replies: readonly Reply[] = [
      ['Directory of the project', `maps${enter}`],
      ['Public address', interrupt],
    ];
    const { exitCode, words, files } = await createdAtKeyboard(client, [], replies);
    expect([exitCode, words]).toEqual([130, expect.stringContaining('nothing was written')]);
    expect([...files.keys()]).toEqual([]);
  });
});
