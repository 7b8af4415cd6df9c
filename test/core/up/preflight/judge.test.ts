import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS, type CheckId } from '../../../../generators/core/up/preflight/checks.ts';
import type { PreflightFacts } from '../../../../generators/core/up/preflight/facts.ts';
import { blocking, judge } from '../../../../generators/core/up/preflight/preflight.ts';
import { HEALTHY, VOLUME } from './healthy.ts';
import { ACME, engine, NOTHING, ROWS, resultOf, silent, taken } from './verdicts.ts';

const ANYTHING = /^/;
const CASES = ROWS.map(
  ([id, situation, facts, status, says = ANYTHING]) => [id, situation, facts, status, says] as const,
);

describe('the checks before a start', () => {
  it.each(CASES)('%s: %s', (id, _, facts, status, says) => {
    const { finding, ...result } = resultOf(id, facts);
    expect(result.status).toBe(status);
    expect(finding !== undefined).toBe(status === 'warning' || status === 'failed');
    expect([finding?.words, ...(finding?.fix ?? [])].join('\n')).toMatch(says);
  });

  it.each(CHECK_IDS)('%s has a case in which it is content, and one in which it is not', (id) => {
    const statuses = new Set(ROWS.filter(([one]) => one === id).map(([, , , status]) => status));
    expect(statuses).toContain('ok');
    expect(statuses.has('warning') || statuses.has('failed')).toBe(true);
  });

  it('every detail of a finding is filled in, but for the command that only the caller knows', () => {
    const findings = ROWS.flatMap(([id, , facts]) => resultOf(id, facts).finding ?? []);
    const open = findings.flatMap(({ words, fix }) => [words, ...fix].flatMap((text) => text.match(/\{\w*\}/g) ?? []));
    expect(new Set(open)).toEqual(new Set(['{up}']));
  });

  it('every check is content with a healthy machine', () => {
    expect(judge(HEALTHY, NOTHING).filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('only failures block', () => {
    const results = judge({ ...HEALTHY, ...engine({ version: '20.10.5', cpus: 1 }), images: undefined }, NOTHING);
    expect(results.filter(({ status }) => status === 'warning').map(({ id }) => id)).toEqual(['cpus']);
    expect(blocking(results).map(({ id }) => id)).toEqual(['engine']);
  });

  it('a check that is skipped is not judged, and does not block', () => {
    const results = judge({ ...HEALTHY, volumes: [VOLUME] }, new Set(['volumes']));
    expect(results.find(({ id }) => id === 'volumes')).toEqual({
      id: 'volumes',
      title: expect.any(String),
      status: 'skipped',
    });
    expect(blocking(results)).toEqual([]);
  });

  it('without an engine nothing is blamed on what only an engine can tell', () => {
    const asked: readonly CheckId[] = [
      'architecture',
      'memory',
      'cpus',
      'disk',
      'ports',
      'volumes',
      'postgres',
      'images',
    ];
    const facts = { ...HEALTHY, ...silent(''), containers: undefined, volumes: undefined, ports: undefined };
    const results = judge({ ...facts, images: undefined, free: undefined }, NOTHING);
    expect(results.filter(({ status }) => status === 'unknown').map(({ id }) => id)).toEqual(asked);
    expect(blocking(results).map(({ id }) => id)).toEqual(['engine']);
  });
});

describe('another port', () => {
  const options: readonly (readonly [string, Partial<PreflightFacts>, RegExp])[] = [
    ['of an http address', taken({ next: 8081 }), /create-geonode-project \. --url http:\/\/localhost:8081$/],
    [
      'of nginx behind a proxy',
      taken({ next: 8081 }, { ...HEALTHY.answers, url: 'https://maps.example.org', https: 'proxy' }),
      /create-geonode-project \. --http-port 8081$/,
    ],
    [
      'that only leads to https',
      taken({ next: 8081 }, { ...HEALTHY.answers, url: 'https://192.0.2.4', https: 'local-ca' }),
      /--http-port 8081$/,
    ],
    [
      'of an https address',
      taken(
        { published: 443, target: 443, next: 8443 },
        { ...ACME, url: 'https://[2001:db8::1]', https: 'certificate' },
      ),
      /--url https:\/\/\[2001:db8::1\]:8443$/,
    ],
    ["that Let's Encrypt asks for", taken({}, ACME), /--https proxy, if what holds it/],
    [
      'of the database in development',
      taken({ service: 'db', published: 15432, target: 5432, next: 15433 }),
      /another port: DEV_DATABASE_PORT=15433 in \.env$/,
    ],
    [
      'that somebody has added',
      taken({ service: 'pgadmin', target: 80, next: 5051 }),
      /5051, say, in docker-compose\.override\.yml$/,
    ],
  ];

  it.each(options)('%s', (_, facts, says) => {
    expect(resultOf('ports', facts).finding?.fix[0]).toMatch(says);
  });
});

describe('whatever could not be found out', () => {
  const PARTS = ['compose', 'config', 'env', 'scripts', 'missing', 'free', 'containers', 'volumes', 'ports', 'images'];

  it('there is a result for each check, in the same order, and what is unknown never blocks', () => {
    fc.assert(
      fc.property(fc.subarray(PARTS), fc.subarray([...CHECK_IDS]), (parts, skip) => {
        const unknown = Object.fromEntries(parts.map((part) => [part, undefined]));
        const results = judge({ ...HEALTHY, ...unknown } as PreflightFacts, new Set(skip));
        expect(results.map(({ id }) => id)).toEqual(CHECK_IDS);
        expect(blocking(results)).toEqual([]);
        expect(results.filter(({ status }) => status === 'skipped').map(({ id }) => id)).toEqual(
          CHECK_IDS.filter((id) => skip.includes(id)),
        );
      }),
    );
  });
});
