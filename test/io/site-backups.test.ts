import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APPLY_NOTE, readNote, writeNote } from '../../generators/io/apply-note.ts';
import { siteBackups } from '../../generators/io/site-backups.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('the backups of a project', () => {
  it('are the complete ones', () => {
    const root = temporaryFolder();
    const text = 'format=1\nsite=a\ncreated=2026-01-31T03:00:00Z\nline=5.0\n';
    for (const [name, manifest] of [
      ['a-1', text],
      ['.partial-a-2', text],
      ['a-3', 'format=9\n'],
    ] as const) {
      mkdirSync(join(root, 'backups', name), { recursive: true });
      writeFileSync(join(root, 'backups', name, 'manifest.txt'), manifest);
    }
    mkdirSync(join(root, 'backups', 'empty'));
    writeFileSync(join(root, 'backups', 'geonode.dump'), '');
    expect(siteBackups(root).map(({ folder }) => folder)).toEqual([join(root, 'backups', 'a-1')]);
  });

  it('are none in a project without the folder', () => expect(siteBackups(temporaryFolder())).toEqual([]));
});

describe('the note of an apply that was begun', () => {
  const note = (text: string): readonly string[] => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.create-geonode-project'));
    writeFileSync(join(root, APPLY_NOTE), text);
    return readNote(root);
  };

  it('is there until all is done', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.create-geonode-project'));
    writeNote(root, ['http://a.example.org']);
    expect(readNote(root)).toEqual(['http://a.example.org']);
    writeNote(root, []);
    expect(readNote(root)).toEqual([]);
    writeNote(root, []);
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '[]'],
    ['null', 'null'],
    ['no addresses', '{"addresses": [1, "x", "http://a b", "http://a/;rm", null]}'],
  ])('that cannot be used is none: %s', (_, text) => expect(note(text)).toEqual([]));
});
