import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerFor } from './check-images.ts';
import { AMD64, ARM64, type Behaviour, fakeRegistry, LOGIN_PAGE, UNKNOWN } from './fake-registry.ts';
import { parseReference } from './reference.ts';
import { askRegistry } from './registry.ts';

/** Milliseconds: plenty where an answer comes, little where none ever does. */
const PLENTY = 20_000;
const LITTLE = 300;
const LIST: Behaviour = { kind: 'list', platforms: [AMD64, ARM64] };
const SINGLE: Behaviour = { kind: 'single', config: AMD64 };
const unasked = (why: RegExp) => ({ kind: 'unasked', why: expect.stringMatching(why) });

async function ask(behaviour: Behaviour, options: object = {}) {
  const registry = await fakeRegistry({ behaviourOf: () => behaviour, ...options });
  return {
    ...registry,
    answer: await askRegistry(registry.base, parseReference('a/b:1'), behaviour.kind === 'hang' ? LITTLE : PLENTY),
  };
}

describe('a registry', () => {
  it('has a list of images', async () => {
    const { answer } = await ask(LIST);
    expect(answer).toMatchObject({ kind: 'exists', platforms: ['linux/amd64', 'linux/arm64/v8'] });
  });

  it('has one image, whose platform stands in its configuration', async () => {
    const { answer, requests } = await ask(SINGLE);
    const digest = createHash('sha256').update('{"schemaVersion":2,"config":{"digest":"sha256:c0ffee"}}').digest('hex');
    expect(answer).toEqual({ kind: 'exists', digest: `sha256:${digest}`, platforms: ['linux/amd64'] });
    expect(requests).toEqual([
      'HEAD /v2/a/b/manifests/1',
      'GET /v2/a/b/manifests/1',
      'GET /v2/a/b/blobs/sha256:c0ffee',
    ]);
  });

  it('gives a token for the repository first', async () => {
    const { answer, requests } = await ask(SINGLE, { auth: 'token' });
    expect(answer).toMatchObject({ kind: 'exists', platforms: ['linux/amd64'] });
    expect(requests.slice(0, 3)).toEqual([
      'HEAD /v2/a/b/manifests/1',
      'GET /token?service=fake%2C+and+well&scope=repository%3Aa%2Fb%3Apull',
      'HEAD /v2/a/b/manifests/1',
    ]);
  });

  it('does not have the tag', async () => {
    expect((await ask(UNKNOWN, { auth: 'token' })).answer).toEqual({ kind: 'missing', why: 'MANIFEST_UNKNOWN' });
  });

  it.each([401, 403])('does not show the repository to everybody (%d)', async (status) => {
    const { answer } = await ask({ kind: 'status', status }, { auth: 'token' });
    expect(answer).toEqual({ kind: 'missing', why: 'no such repository, or not a public one' });
  });
});

describe('no answer is not "missing"', () => {
  it.each<[string, RegExp, Behaviour, object]>([
    ['too many requests', /asked too often/, { kind: 'status', status: 429 }, {}],
    ['a broken registry', /answers 503/, { kind: 'status', status: 503 }, {}],
    ['one that hangs', /nothing came within 0.3 s/, { kind: 'hang' }, {}],
    ['a login page', /no image manifest/, LOGIN_PAGE, {}],
    [
      'a web server that is no registry',
      /not as a registry does/,
      { kind: 'status', status: 404, body: 'not here' },
      {},
    ],
    ['one for members', /wants a login/, LIST, { auth: 'login' }],
    [
      'a token service that is asked too often',
      /asked too often/,
      LIST,
      { auth: 'token', tokenReply: { status: 429, body: '' } },
    ],
    ['a token service without tokens', /no token/, LIST, { auth: 'token', tokenReply: { status: 200, body: '{}' } }],
  ])('%s', async (_, why, behaviour, options) => {
    expect((await ask(behaviour, options)).answer).toEqual(unasked(why));
  });

  it('nobody listens', async () => {
    const answer = await askRegistry('http://127.0.0.1:2', parseReference('a/b'), PLENTY);
    expect(answer).toEqual(unasked(/^127\.0\.0\.1:2 does not answer: /));
  });
});

describe('several registries', () => {
  const at = async (behaviour: Behaviour) => (await fakeRegistry({ behaviourOf: () => behaviour })).base;

  it.each<[string, readonly Behaviour[], object]>([
    ['a mirror has it', [LIST, UNKNOWN], { kind: 'exists' }],
    ['a mirror without it is passed over', [UNKNOWN, LIST], { kind: 'exists' }],
    ['it is missing where every one says so', [UNKNOWN, UNKNOWN], { kind: 'missing' }],
    ['one that could not be asked leaves it open', [UNKNOWN, LOGIN_PAGE], { kind: 'unasked' }],
    ['and so does a mirror that could not', [LOGIN_PAGE, UNKNOWN], { kind: 'unasked' }],
    ['nobody to ask', [], { kind: 'unasked', why: expect.stringContaining('CHECK_IMAGES_REGISTRY') }],
  ])('%s', async (_, behaviours, expected) => {
    const bases = await Promise.all(behaviours.map(at));
    expect(await answerFor('a/b:1', bases, PLENTY)).toMatchObject(expected);
  });
});
