import { describe, expect, it } from 'vitest';
import { compareLines, parseDataLine, startMeans } from '../../../generators/core/backup/data-line.ts';
import { newestOf, parseManifest } from '../../../generators/core/backup/manifest.ts';

const TEXT = 'format=1\nsite=my_site\ncreated=2026-01-31T03:00:00Z\nline=5.0\nfiles=5.1\nurl=http://a/?b=c\n';
const MANIFEST = { site: 'my_site', created: '2026-01-31T03:00:00Z', line: '5.0' };

describe('the manifest of a backup', () => {
  it.each([
    ['as it is written', TEXT, MANIFEST],
    ['with Windows line ends', TEXT.replaceAll('\n', '\r\n'), MANIFEST],
    ['of another format', TEXT.replace('format=1', 'format=2'), undefined],
    ['without a line', TEXT.replace('line=5.0\n', ''), undefined],
    ['empty', '', undefined],
    ['of something else', '{"a": 1}\n\n===', undefined],
  ])('%s', (_, text, expected) => expect(parseManifest(text)).toEqual(expected));

  it('the newest of a line is found', () => {
    const of = (line: string, day: number) => ({ ...MANIFEST, line, created: `2026-01-0${day}T03:00:00Z` });
    const backups = [of('5.0', 2), of('5.1', 5), of('5.0', 3), of('5.0', 1)];
    expect(newestOf(backups, '5.0')).toEqual(of('5.0', 3));
    expect(newestOf(backups, '4.4')).toBeUndefined();
  });
});

describe('the line of the data', () => {
  it.each([
    ['geonode_line 5.0\ngeonode_line_confirmed \n', { line: '5.0' }],
    ['geonode_line 5.0\ngeonode_line_confirmed 5.1\n', { line: '5.0', confirmed: '5.1' }],
    ['geonode_line \ngeonode_line_confirmed \n', {}],
    ['geonode_line 5.0; rm -rf /\ngeonode_line_confirmed \n', {}],
    ['', {}],
  ])('%j', (text, expected) => expect(parseDataLine(text)).toEqual(expected));

  it.each([
    // Upstream sets a site up and notes no line.
    ['geonode_line \ngeonode_line_confirmed \ngeonode_init.lock there', { line: '5.0' }],
    ['geonode_line \ngeonode_line_confirmed 5.1\ngeonode_init.lock there', { line: '5.0', confirmed: '5.1' }],
    ['geonode_line 5.1\ngeonode_line_confirmed \ngeonode_init.lock there', { line: '5.1' }],
    ['geonode_line \ngeonode_line_confirmed ', {}],
  ])('%j of a project that was adopted with 5.0', (text, expected) => {
    expect(parseDataLine(text, '5.0')).toEqual(expected);
  });

  it.each([
    ['5.0', '5.1', -1],
    ['5.10', '5.9', 1],
    ['10.0', '9.9', 1],
    ['5.1', '5.1', 0],
  ])('%s and %s', (one, other, sign) => expect(Math.sign(compareLines(one, other))).toBe(sign));

  it.each([
    [{}, '5.1', 'nothing'],
    [{ line: '5.1' }, '5.1', 'nothing'],
    [{ line: '5.0' }, '5.1', 'migration'],
    [{ line: '5.0', confirmed: '5.0' }, '5.1', 'migration'],
    [{ line: '5.0', confirmed: '5.1' }, '5.1', 'nothing'],
    [{ line: '5.1' }, '5.0', 'too old'],
    [{ line: '5.1', confirmed: '5.0' }, '5.0', 'too old'],
    [{ line: '6.0' }, '5.1', 'too old'],
  ])('%j under files of %s: %s', (data, files, expected) => expect(startMeans(data, files)).toBe(expected));
});
