import { describe, expect, it } from 'vitest';
import { splitLines, texts } from '../../../generators/core/merge/lines.ts';
import { hasTwins, type Segment, segmentsOf } from '../../../generators/core/merge/segments.ts';

const outline = (segments: readonly Segment[], path = ''): readonly string[] =>
  segments.flatMap(({ name, lines, at, children }) => [
    `${at} ${path}${name}: ${texts(lines).join('|')}`,
    ...outline(children, `${path}${name}/`),
  ]);
const of = (text: string): readonly string[] => outline(segmentsOf(splitLines(text).lines));

describe('segments of a compose file', () => {
  const cases: [string, string, string[]][] = [
    ['an empty file', '', ['0 : ']],
    ['no key', '# a\n- b\n', ['0 : # a|- b']],
    [
      'comments belong to the key below, the first block to the file',
      '# file\n\n# n\nname: x\n\n# s\nservices:\n\n  # a\n  a:\n    b: 1\n    # still a\n\n# t\n  c:\n',
      [
        '0 : # file|',
        '2 name: # n|name: x',
        '4 services: |# s|services:',
        '7 services/a: |  # a|  a:|    b: 1|    # still a',
        '12 services/c: |# t|  c:',
      ],
    ],
    [
      'names in quotes',
      '"name": x\n\'volumes\':\n    "a b":\n',
      ['0 : ', '0 name: "name": x', "1 volumes: 'volumes':", '2 volumes/a b:     "a b":'],
    ],
    [
      'an anchor behind a list',
      'services: &s # all\n  a: {}\n',
      ['0 : ', '0 services: services: &s # all', '1 services/a:   a: {}'],
    ],
    [
      'a list in braces is not taken apart',
      'volumes: {\n  a: ,\n  b: }\n',
      ['0 : ', '0 volumes: volumes: {|  a: ,|  b: }'],
    ],
    ['other keys are not taken apart', 'x-a:\n  b:\n    c: 1\n  d: 2\n', ['0 : ', '0 x-a: x-a:|  b:|    c: 1|  d: 2']],
    [
      'text that looks like keys',
      'configs:\n  a:\n    content: |\n      b:\n      # c\n    d: http://e:1\n',
      ['0 : ', '0 configs: configs:', '1 configs/a:   a:|    content: ||      b:|      # c|    d: http://e:1'],
    ],
    ['a document mark', '---\nname: x\n', ['0 : ---', '1 name: name: x']],
    [
      'a colon in a name',
      'volumes:\n  a:b: c\n  - d: e\n',
      ['0 : ', '0 volumes: volumes:', '1 volumes/a:b:   a:b: c|  - d: e'],
    ],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected);
  });

  it('cannot be told apart where a level has a key twice', () => {
    const twins = (text: string): boolean => hasTwins(segmentsOf(splitLines(text).lines));
    expect(twins('a: 1\nb: 1\na: 2\n')).toBe(true);
    expect(twins('volumes:\n  a:\n  a:\n')).toBe(true);
    expect(twins('volumes:\n  a:\nnetworks:\n  a:\n')).toBe(false);
  });
});
