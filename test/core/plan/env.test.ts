import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { envValue, pythonList } from '../../../generators/core/plan/env-value.ts';
import { mailSettings } from '../../../generators/core/plan/mail.ts';

describe('values of .env', () => {
  const cases: [string, string][] = [
    ['', ''],
    ['plain-1.0/x', 'plain-1.0/x'],
    ["['django','localhost']", "['django','localhost']"],
    ['two words', "'two words'"],
    ['a$b', "'a$b'"],
    ['a#b', "'a#b'"],
    ["it's", "it's"],
    ["'quoted'", `"'quoted'"`],
    [`it's "$1" \\`, `"it's \\"\\$1\\" \\\\"`],
  ];
  it.each(cases)('%j is written %s and read back', (value, written) => {
    expect(envValue(value)).toBe(written);
    expect(readEnv(`A=1\nKEY=${written}\n`)).toEqual({ A: '1', KEY: value });
  });

  it('are read as Compose reads them', () => {
    const text = "# X=1\nexport A=b # comment\nB=a#b\nC='x # y'\nA=last\n  D = spaced \nbroken line\nE=\n";
    expect(readEnv(text)).toEqual({ A: 'last', B: 'a#b', C: 'x # y', D: 'spaced', E: '' });
  });

  it('lists are Python literals without spaces', () => {
    expect(pythonList(['a', 'b'])).toBe("['a','b']");
  });
});

describe('mail settings', () => {
  const cases: [string, object][] = [
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, user: '', tls: true, ssl: false }],
    ['smtp://me@mail.example.org:25', { port: 25, user: 'me', tls: false, ssl: false }],
    ['smtps://me%40x@mail.example.org', { port: 465, user: 'me@x', tls: false, ssl: true }],
  ];
  it.each(cases)('%s', (smtp, expected) => {
    expect(mailSettings(smtp)).toMatchObject(expected);
  });

  it('are absent without a server', () => {
    expect(mailSettings(undefined)).toBeUndefined();
  });
});
