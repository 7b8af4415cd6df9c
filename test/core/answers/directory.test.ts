import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryIn } from '../../../generators/core/answers/directory.ts';
import { nameFromDirectory } from '../../../generators/core/answers/name.ts';

describe('a directory, as people type it', () => {
  it.each([
    ['my_site', '/srv/my_site'],
    ['./my_site', '/srv/my_site'],
    ['../maps/', '/maps'],
    [' /srv/My Maps ', '/srv/My Maps'],
    ['a~b', '/srv/a~b'],
  ])('%s is %s', (typed, directory) => {
    expect(directoryIn('/srv', typed, posix)).toBe(directory);
  });

  it.each([
    ['C:\\Users\\me\\maps', 'C:\\Users\\me\\maps'],
    ['.\\my_site', 'C:\\work\\my_site'],
    ['..\\maps', 'C:\\maps'],
    ['D:/gis/maps', 'D:\\gis\\maps'],
    ['\\\\server\\share\\maps', '\\\\server\\share\\maps'],
  ])('on Windows %s is %s', (typed, directory) => {
    const found = directoryIn('C:\\work', typed, win32);
    expect([found, nameFromDirectory(found)]).toEqual([directory, typed.includes('my_') ? 'my_site' : 'maps']);
  });

  it.each(['C:\\Users\\me\\site', '.\\my_site', 'C:/Users/me', '\\\\server\\share', 'my\\ site'])(
    'elsewhere %s is refused, and would have become a folder of that name',
    (typed) => {
      expect(() => directoryIn('/srv', typed, posix)).toThrow('is a path of Windows');
    },
  );

  it.each(['~', '~/maps', '~\\maps'])('%s is refused: no shell has seen it', (typed) => {
    for (const system of [posix, win32]) expect(() => directoryIn('/srv', typed, system)).toThrow('only a shell');
  });
});
