import fc from 'fast-check';
import { parse } from 'yaml';
import { mergeCompose } from '../../generators/core/merge/compose.ts';
import type { Segment } from '../../generators/core/merge/segments.ts';
import type { Sides } from '../../generators/core/merge/text.ts';
import { edited, edits, labels, SELDOM, versionsOf } from './text-cases.ts';

export const yaml = (text: string): unknown => parse(text, { uniqueKeys: true, merge: true });
export const reads = (text: string): boolean => {
  try {
    yaml(text);
    return true;
  } catch {
    return false;
  }
};
const COMPOSE = 'docker-compose.yml';
const yamlLine = fc.constantFrom(
  '  mine:',
  '    image: mine',
  '    <<: *service',
  '    # mine',
  '    restart: always',
  '  a:',
  '  # mine',
  '',
  'configs:',
  'x-mine: &mine {}',
  '      MINE: ${MINE:-}',
  '  mine-data:',
  '    networks: [app, mine]',
);
const service = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.constantFrom('image: x', 'image: y', '<<: *s', '# only this', 'ports: [1]'),
  )
  .map(([name, line]) => `\n  # ${name}\n  ${name}:\n    ${line}\n    restart: no\n`);
const block = (name: string): fc.Arbitrary<string> =>
  fc
    .uniqueArray(service, { maxLength: 4, selector: (text) => text.slice(0, 7) })
    .map((all) => `${name}:\n${all.join('')}\n`);
const smallYaml = fc
  .tuple(
    fc.constantFrom('# top\n\nname: x\nx-s: &s { a: 1 }\n', 'x-s: &s { a: 2 }\n\n'),
    block('services'),
    block('volumes'),
  )
  .map((parts) => parts.join(''));
export const composeSides: fc.Arbitrary<Sides> = fc
  .oneof(
    { weight: SELDOM, arbitrary: fc.tuple(smallYaml, smallYaml) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...versionsOf(COMPOSE)), fc.constantFrom(...versionsOf(COMPOSE))),
    },
  )
  .chain(([base, next]) =>
    fc.record({
      base: fc.constant(base),
      yours: edits(yamlLine).map((all) => edited(base, all)),
      theirs: fc.oneof(
        fc.constant(next),
        edits(yamlLine).map((all) => edited(base, all)),
      ),
    }),
  );
export const composed = (given: Sides) => mergeCompose({ ...given, labels, parse: yaml });
export const flat = (segments: readonly Segment[]): Segment['lines'] =>
  segments.flatMap(({ lines, children }) => [...lines, ...flat(children)]);
