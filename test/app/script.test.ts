import { describe, expect, it } from 'vitest';
import { scriptCall } from '../../generators/app/script.ts';

const call = (...argv: string[]) => scriptCall(argv, (path) => path === 'my_site');

describe('a command that is a script of the project', () => {
  it.each([
    [['backup'], { name: 'backup', directory: '.', args: [] }],
    [['backup', 'my_site', '--keep', '3'], { name: 'backup', directory: 'my_site', args: ['--keep', '3'] }],
    [['restore', 'backups/x', '--as', 'y'], { name: 'restore', directory: '.', args: ['backups/x', '--as', 'y'] }],
    [['restore', '--', 'my_site', 'b'], { name: 'restore', directory: 'my_site', args: ['b'] }],
    [['backup', '--help'], { name: 'backup', directory: '.', args: ['--help'] }],
    [['./backup'], undefined],
    [['my_site', 'backup'], undefined],
    [[], undefined],
  ])('%j', (argv, expected) => {
    expect(call(...argv)).toEqual(expected);
  });
});
