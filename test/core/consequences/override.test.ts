import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as yaml from 'yaml';
import { overrideNotes } from '../../../generators/core/consequences/override.ts';
import { answersFor } from '../../support/projects.ts';
import { DEVELOPMENT, notesOn, PRODUCTION } from './override-case.ts';

it('an empty file', async () => {
  expect(await notesOn('', PRODUCTION, { ...PRODUCTION, broker: 'rabbitmq' })).toEqual([]);
});

it('any file, and every line is one of it', () => {
  const token = fc.constantFrom(
    'services',
    'redis',
    'volumes',
    ': ',
    ':\n',
    '\n',
    '  ',
    '- ',
    '[',
    '{',
    '&a ',
    '*a',
    '<<: ',
    '? ',
    '"',
    '#',
    '|\n',
    '\t',
  );
  const text = fc.array(fc.oneof(token, fc.string({ maxLength: 3 })), { maxLength: 30 }).map((parts) => parts.join(''));
  const [before, after] = [answersFor({ ...DEVELOPMENT }), answersFor({ ...PRODUCTION, broker: 'rabbitmq' })];
  const parts = { services: ['redis'], volumes: ['redisdata'], paths: ['a'] };
  const none = { services: [], volumes: [], paths: [] };
  fc.assert(
    fc.property(text, fc.boolean(), (text, back) => {
      const answers = back ? { before: after, after: before } : { before, after };
      const notes = overrideNotes({ text, partsBefore: parts, partsAfter: none, ...answers, yaml });
      for (const { line } of notes) expect(line >= 1 && line <= text.split('\n').length).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
