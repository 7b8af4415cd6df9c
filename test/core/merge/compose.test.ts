import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ComposeMerge, mergeCompose } from '../../../generators/core/merge/compose.ts';
import { labelsFor } from '../../../generators/core/merge/text.ts';

const labels = labelsFor('1.3.0', '1.4.0');
const BASE = `# The services.
#
# Your own go elsewhere.

name: site

x-service: &service
  restart: always

services:
  # The database.
  db:
    <<: *service
    image: postgis:15
    ports:
      - 5432

  # The queue.
  redis:
    image: redis:7

volumes:
  # Keep it.
  dbdata:
  redisdata:
`;
const merge = (yours: string, theirs: string, base = BASE): ComposeMerge =>
  mergeCompose({ base, yours, theirs, labels, parse: (text) => parse(text, { uniqueKeys: true, merge: true }) });

describe('a compose merge', () => {
  const own = '\n  # Mine.\n  mail:\n    image: mailpit\n';
  const memcached = '\n  # The cache.\n  memcached:\n    image: memcached:1\n';
  const atEnd = (text: string, services: string): string => text.replace('\nvolumes:', `${services}\nvolumes:`);

  const cases: [string, string, string, string, ComposeMerge['notes']][] = [
    ['both add a service at the end', atEnd(BASE, own), atEnd(BASE, memcached), atEnd(BASE, memcached + own), []],
    [
      'both add a volume at the end',
      `${BASE}  mine:\n`,
      `${BASE}  theirs: # new\n`,
      `${BASE}  theirs: # new\n  mine:\n`,
      [],
    ],
    [
      'the user changes one service, the template its neighbour',
      BASE.replace('      - 5432\n', '      - 5433\n'),
      BASE.replace('# The queue.', '# The queue, in memory.').replace('redis:7', 'redis:8'),
      BASE.replace('      - 5432\n', '      - 5433\n')
        .replace('# The queue.', '# The queue, in memory.')
        .replace('redis:7', 'redis:8'),
      [],
    ],
    [
      'the template replaces a service that the user never touched',
      BASE.replace('15', '16'),
      BASE.replace('  redis:\n    image: redis:7', '  rabbitmq:\n    image: rabbitmq:3'),
      BASE.replace('15', '16').replace(
        '  # The queue.\n  redis:\n    image: redis:7',
        '  # The queue.\n  rabbitmq:\n    image: rabbitmq:3',
      ),
      [],
    ],
    [
      'the template drops a service that the user changed',
      BASE.replace('redis:7', 'redis:8'),
      BASE.replace(/\n {2}# The queue[^]*?redis:7\n/, '').replace('15', '16'),
      BASE.replace('redis:7', 'redis:8').replace('15', '16'),
      [{ id: 'part-kept', part: 'services/redis' }],
    ],
    [
      'the user takes a service out that the template changes',
      BASE.replace(/\n {2}# The queue[^]*?redis:7\n/, ''),
      BASE.replace('redis:7', 'redis:8').replace('15', '16'),
      BASE.replace(/\n {2}# The queue[^]*?redis:7\n/, '').replace('15', '16'),
      [{ id: 'part-left-out', part: 'services/redis' }],
    ],
    [
      'the order is the user’s',
      BASE.replace(/(\n {2}dbdata:)(\n {2}redisdata:)/, '$2$1'),
      BASE.replace('  redisdata:\n', '  redisdata:\n  tmp:\n'),
      BASE.replace(/(\n {2}dbdata:)(\n {2}redisdata:)/, '\n  redisdata:\n  tmp:\n  dbdata:'),
      [],
    ],
    [
      'a whole section comes behind the user’s own volume',
      `${BASE}  mine:\n`,
      `${BASE}\n# Files.\nconfigs:\n  conf:\n    content: |\n      a = 1\n`,
      `${BASE}  mine:\n\n# Files.\nconfigs:\n  conf:\n    content: |\n      a = 1\n`,
      [],
    ],
    [
      'a section whose last child the user owns keeps its name',
      `${BASE}  mine:\n`,
      BASE.replace(/\nvolumes:[^]*/, '').replace('15', '16'),
      BASE.replace(/ {2}# Keep it[^]*/, '  mine:\n').replace('15', '16'),
      [],
    ],
    [
      'a section that the user took out comes back with its new child alone',
      BASE.replace(/\nvolumes:[^]*/, ''),
      `${BASE}  tmp:\n`,
      BASE.replace(/ {2}# Keep it[^]*/, '  tmp:\n'),
      [],
    ],
    [
      'Windows ends stay',
      `${BASE}  mine:\n`.replaceAll('\n', '\r\n'),
      BASE.replace('15', '16'),
      `${BASE.replace('15', '16')}  mine:\n`.replaceAll('\n', '\r\n'),
      [],
    ],
  ];
  it.each(cases)('%s', (_, yours, theirs, text, notes) => {
    expect(merge(yours, theirs)).toEqual({ kind: 'clean', text, notes });
    expect(parse(text, { merge: true })).toBeTruthy();
  });

  it('has its conflict inside one service', () => {
    const yours = atEnd(BASE.replace('redis:7', 'redis:7.2'), own);
    const theirs = atEnd(BASE.replace('redis:7', 'redis:8'), memcached);
    const result = merge(yours, theirs);
    expect(result).toMatchObject({ kind: 'conflict', conflicts: [{ line: 20, lines: 1, marker: 20 }] });
    expect(result.kind === 'conflict' && result.yours).toBe(
      atEnd(BASE.replace('redis:7', 'redis:7.2'), memcached + own),
    );
    expect(result.kind === 'conflict' && result.theirs).toBe(
      atEnd(BASE.replace('redis:7', 'redis:8'), memcached + own),
    );
  });
});

describe('a compose merge that cannot be trusted', () => {
  it('falls back to lines where a key stands twice', () => {
    const twins = `${BASE}  dbdata:\n`;
    expect(merge(twins, BASE.replace('15', '16'))).toEqual({
      kind: 'clean',
      text: twins.replace('15', '16'),
      notes: [],
    });
  });

  it('falls back to lines, then to one conflict, where the result does not parse', () => {
    // The user uses the anchor that the template takes out.
    const yours = BASE.replace('image: redis:7', '<<: *service\n    image: redis:7');
    const theirs = BASE.replace(/x-service[^]*?\n\n/, '').replace('    <<: *service\n', '');
    expect(merge(yours, theirs)).toMatchObject({
      kind: 'conflict',
      conflicts: [{ line: 1, marker: 1 }],
      yours,
      theirs,
      notes: [],
    });
  });

  it('keeps to one side where an answer to all conflicts does not parse', () => {
    const yours = BASE.replace('image: redis:7', '<<: *service\n    image: redis:7').replace(
      'name: site',
      'name: mine',
    );
    const theirs = BASE.replace(/x-service[^]*?\n\n/, '')
      .replace('    <<: *service\n', '')
      .replace('name: site', 'name: theirs');
    expect(merge(yours, theirs)).toMatchObject({ kind: 'conflict', yours, theirs });
  });

  it('does not judge by a file that was broken before', () => {
    const broken = BASE.replace('      - 5432\n', '     - 5432\n   x\n');
    expect(merge(broken, BASE.replace('redis:7', 'redis:8'))).toMatchObject({
      kind: 'clean',
      text: broken.replace('redis:7', 'redis:8'),
    });
  });
});
