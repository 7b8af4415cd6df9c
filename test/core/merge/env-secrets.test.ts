import { describe, expect, it } from 'vitest';
import { newEnv } from '../../../generators/core/merge/env.ts';
import { lines, merge, secrets } from './env-case.ts';

describe('secrets of .env', () => {
  const template = lines('PASSWORD={{secret:password}}', 'URL=db://me:{{secret:password}}@db', 'A=1');
  const mine = lines("PASSWORD='p#w $x'", "URL=db://me:'p#w $x'@db", 'A=1');

  it('never change, and what is made of them is recognised', () => {
    const next = lines('PASSWORD={{secret:password}}', 'URL=db://me:{{secret:password}}@db:5432', 'A=1');
    const result = merge(template, mine, next);
    expect(result.text).toBe(lines("PASSWORD='p#w $x'", "URL=db://me:'p#w $x'@db:5432", 'A=1'));
    expect(result.notes).toEqual([{ id: 'updated', key: 'URL' }]);
  });

  // The bug that the prototype had: the baseline, filled in with the password, equals the line.
  it('stay when the template drops them', () => {
    const { text, notes } = merge(template, mine, lines('A=1'));
    expect(text).toBe(lines("PASSWORD='p#w $x'", "# [obsolete since 1.4.0] URL=db://me:'p#w $x'@db", 'A=1'));
    expect(notes).toEqual([{ id: 'obsolete', key: 'URL' }]);
  });

  // Found by a property: its place went with lines that the template had moved, and it had no other.
  it('stay when the template drops them and moves what stood above them', () => {
    const base = lines('A=1', '# one', '#A=1', 'B=1', '# Part', 'C=1', 'SECRET_KEY={{secret:key}}', '# Part');
    const yours = lines('# one', '# one', '#A=1', 'B=1', '# Part', 'C=1', 'SECRET_KEY=mine', '# Part');
    const theirs = lines('A=1', 'C=1', 'D=2', '# one', 'B=2', '', '# Part');
    expect(merge(base, yours, theirs).text.split('\n')).toContain('SECRET_KEY=mine');
  });

  it('that stand empty are named, then filled', () => {
    const yours = lines('export PASSWORD= ', 'A=1');
    const theirs = lines('PASSWORD={{secret:password}}', 'SECRET_KEY={{secret:key}}', 'A=1');
    const first = merge(lines('PASSWORD={{secret:password}}', 'A=1'), yours, theirs);
    expect(first.fill).toEqual(['password', 'key']);
    expect(first.text).toBe(lines('export PASSWORD= ', 'SECRET_KEY=', 'A=1'));
    const values = { password: 'pw', key: 'a$b' };
    const second = merge(lines('PASSWORD={{secret:password}}', 'A=1'), yours, theirs, { values });
    expect(second).toMatchObject({ fill: [], text: lines('export PASSWORD= pw', "SECRET_KEY='a$b'", 'A=1') });
  });

  it('that have a value take no other, and an empty one that is not in the template is left', () => {
    const yours = lines('PASSWORD=mine', 'SECRET_KEY=');
    const result = merge(undefined, yours, lines('PASSWORD={{secret:password}}'), {
      values: { password: 'x', key: 'y' },
    });
    expect(result).toMatchObject({ text: yours, fill: [] });
  });

  it('that the user took out stay out', () => {
    expect(merge(template, lines('A=1'), `${template}B=1\n`)).toMatchObject({ text: lines('A=1', 'B=1'), fill: [] });
  });

  it('and addresses with passwords are in no note', () => {
    const base = lines('PASSWORD={{secret:password}}', 'HTTP_PROXY=', 'COPY=', 'API_TOKEN=');
    const yours = lines(
      'PASSWORD=hush-hush',
      'HTTP_PROXY=http://me:pw@proxy:3128',
      'COPY=hush-hush',
      'API_TOKEN=t0ken',
    );
    const theirs = lines('PASSWORD={{secret:password}}', 'HTTP_PROXY=a', 'COPY=b', 'API_TOKEN=c');
    expect(merge(base, yours, theirs).notes).toEqual([
      { id: 'kept', key: 'HTTP_PROXY', was: '', now: 'a' },
      { id: 'kept', key: 'COPY', was: '', now: 'b' },
      { id: 'kept', key: 'API_TOKEN' },
    ]);
  });

  it('a new file has those that are given', () => {
    expect(newEnv({ theirs: template, secrets, values: { password: 'pw' } })).toEqual({
      text: lines('PASSWORD=pw', 'URL=db://me:pw@db', 'A=1'),
      notes: [],
      fill: [],
    });
    expect(newEnv({ theirs: template, secrets })).toMatchObject({ fill: ['password'] });
  });
});
