import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { Answers } from '../../../generators/core/answers/types.ts';
import { consequences } from '../../../generators/core/consequences/consequences.ts';
import { keepFixed } from '../../../generators/core/consequences/fixed-values.ts';
import { checklist, refuseDowngrade } from '../../../generators/core/consequences/line-change.ts';
import { overrideNotes } from '../../../generators/core/consequences/override.ts';
import { siteOf } from '../../../generators/core/consequences/site.ts';
import { VARIABLES } from '../../../generators/core/consequences/variables.ts';
import { LINES } from '../../../generators/core/plan/lines.ts';
import { SECRETS } from '../../../generators/core/plan/secrets.ts';
import { answersFor } from '../../support/projects.ts';

const SECRET_KEYS = SECRETS.map(({ owner }) => owner);
const KEYS = [...VARIABLES.map(({ key }) => key.replace('*', 'X')), 'MY_PASSWORD', 'toString', 'constructor'];

// Something that no sentence of ours has, and that shells, SQL and regular expressions would trip over.
const secret = fc.oneof(
  fc.stringMatching(/^S3cr3t[A-Za-z0-9$`"'\\.*()|:/@]{4,12}$/),
  fc.stringMatching(/^S3cr3t[A-Za-z0-9]{8}$/),
);
const harmless = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'True',
    '5',
    'http://maps.example.org/',
    'letsencrypt',
    'letsencrypt,memcached',
    'rabbitmq',
    'my_site',
  ),
);
const answers: fc.Arbitrary<Answers> = fc
  .record({
    geonode: fc.constantFrom(...LINES),
    profile: fc.constantFrom('development', 'production'),
    broker: fc.constantFrom('redis', 'rabbitmq'),
    cache: fc.boolean(),
    url: fc.constantFrom('http://maps.example.org', 'http://localhost:8080', 'http://[2001:db8::1]'),
  })
  .map((given) => answersFor(given));

interface Case {
  readonly env: Record<string, string>;
  readonly secrets: readonly string[];
}

// Secrets stand under their own keys, under a user's key, and inside of values that are none.
const env: fc.Arbitrary<Case> = fc
  .record({
    plain: fc.dictionary(fc.constantFrom(...KEYS), harmless),
    own: fc.dictionary(fc.constantFrom(...SECRET_KEYS, 'MY_PASSWORD'), secret, { minKeys: 4 }),
    hidden: fc.option(
      fc.constantFrom(
        'SITEURL',
        'STATIC_ROOT',
        'GEONODE_DATABASE',
        'POSTGRES_USER',
        'HTTP_PROXY',
        'DEFAULT_MAX_UPLOAD_SIZE',
      ),
      { nil: undefined },
    ),
  })
  .map(({ plain, own, hidden }) => {
    const secrets = Object.values(own);
    const holder = hidden === undefined ? {} : { [hidden]: `http://me:${secrets[0]}@maps.example.org/` };
    const cleaned = Object.fromEntries(Object.entries(plain).filter(([key]) => !SECRET_KEYS.includes(key)));
    return { env: { ...cleaned, ...own, ...holder }, secrets: [...secrets, ...Object.values(holder)] };
  });

/** Every text of a result, as a person or a program would read it. */
const textsOf = (result: unknown): readonly string[] => {
  if (typeof result === 'string') return [result];
  return typeof result === 'object' && result !== null ? Object.values(result).flatMap(textsOf) : [];
};
const leaks = (result: unknown, secrets: readonly string[]): readonly string[] =>
  textsOf(result).filter((text) => secrets.some((one) => text.includes(one)));

describe('no secret is ever told', () => {
  it('by what a change means', () => {
    fc.assert(
      fc.property(answers, answers, env, env, fc.boolean(), (before, after, old, now, isNew) => {
        const change = {
          before: isNew ? undefined : before,
          after,
          envBefore: old.env,
          envAfter: now.env,
          changedPaths: ['src/a.py'],
        };
        expect(leaks(consequences(change), [...old.secrets, ...now.secrets])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('by what is kept', () => {
    fc.assert(
      fc.property(answers, env, env, (of, theirs, yours) => {
        const kept = keepFixed(theirs.env, yours.env, siteOf(of, yours.env));
        expect(leaks(kept, [...theirs.secrets, ...yours.secrets])).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('by a list for another line, or by its refusal', () => {
    fc.assert(
      fc.property(answers, answers, env, (before, after, { env, secrets }) => {
        const results = [
          checklist(before.geonode, after.geonode, after, { before, env }),
          refuseDowngrade(before.geonode, after.geonode),
        ];
        expect(leaks(results, secrets)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('by what no longer fits in the override', () => {
    const parts = (broker: string) => ({
      services: ['db', broker],
      volumes: [broker === 'redis' ? 'redisdata' : 'rabbitmq'],
      paths: [],
    });
    fc.assert(
      fc.property(answers, answers, secret, (before, after, password) => {
        const lines = [
          `redis://:${password}@redis:6379`,
          `amqp://${password}@rabbitmq:5672`,
          `http://me:${password}@maps.example.org/`,
        ];
        const text = `services:\n  mine:\n    environment:\n${lines.map((line, index) => `      K${index}: ${JSON.stringify(line)}\n`).join('')}      PROJECT_UMASK: ${JSON.stringify(password)}\n`;
        const notes = overrideNotes({
          text,
          partsBefore: parts(before.broker),
          partsAfter: parts(after.broker),
          before,
          after,
          yaml,
        });
        expect(leaks(notes, [password])).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('and this would notice', () => {
    expect(leaks({ steps: [{ text: 'Type S3cr3tabcd.' }] }, ['S3cr3tabcd'])).toHaveLength(1);
  });
});
