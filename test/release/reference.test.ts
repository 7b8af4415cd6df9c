import { describe, expect, it } from 'vitest';
import { tokenAddress } from './challenge.ts';
import { claimHolds, parseManifest } from './manifest.ts';
import { basesFor, defaultRegistries, parseReference } from './reference.ts';

describe('an image reference', () => {
  it.each([
    ['redis', { host: undefined, path: 'library/redis', tag: 'latest' }],
    ['redis:7.4.5-alpine', { host: undefined, path: 'library/redis', tag: '7.4.5-alpine' }],
    ['geonode/nginx:1.31.2-latest', { host: undefined, path: 'geonode/nginx', tag: '1.31.2-latest' }],
    ['example.org/geonode/nginx', { host: 'example.org', path: 'geonode/nginx', tag: 'latest' }],
    ['localhost/nginx:1', { host: 'localhost', path: 'nginx', tag: '1' }],
    ['registry:5000/nginx:1', { host: 'registry:5000', path: 'nginx', tag: '1' }],
    ['geonode/a/b:1', { host: undefined, path: 'geonode/a/b', tag: '1' }],
    ['redis:7@sha256:abc', { host: undefined, path: 'library/redis', tag: 'sha256:abc' }],
  ])('%s', (name, parts) => {
    expect(parseReference(name)).toEqual(parts);
  });

  it('is not an empty text', () => {
    expect(() => parseReference('')).toThrow('no image reference');
  });

  it('is asked for at its own host, else at the default registries', () => {
    const bases = (name: string) => basesFor(parseReference(name), ['https://mirror.example', 'https://hub.example']);
    expect(bases('redis:7')).toEqual(['https://mirror.example', 'https://hub.example']);
    expect(bases('example.org/redis')).toEqual(['https://example.org']);
    expect(bases('localhost:5000/redis')).toEqual(['http://localhost:5000']);
    expect(bases('127.example.org/redis')).toEqual(['https://127.example.org']);
  });
});

describe('what `docker info` prints', () => {
  it.each([
    [
      'an engine',
      { RegistryConfig: { Mirrors: null }, IndexServerAddress: 'https://hub.example/v1/' },
      ['https://hub.example'],
    ],
    [
      'an engine with a mirror',
      { RegistryConfig: { Mirrors: ['http://10.0.0.1:5000/'] }, IndexServerAddress: 'https://hub.example/v1/' },
      ['http://10.0.0.1:5000', 'https://hub.example'],
    ],
    ['a client alone', { RegistryConfig: null, IndexServerAddress: '' }, []],
  ])('%s', (_, info, registries) => {
    expect(defaultRegistries(JSON.stringify(info))).toEqual(registries);
  });
});

describe('the header WWW-Authenticate', () => {
  it.each([
    [
      'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
      'https://auth.example/token?service=registry.example&scope=repository%3Aa%2Fb%3Apull%2Cpush',
    ],
    ['bearer realm=https://auth.example/t', 'https://auth.example/t?scope=repository%3Ax%2Fy%3Apull'],
    [
      String.raw`Basic realm="a", Bearer realm="https://auth.example/t?a=1", service="say \"hi\", you"`,
      'https://auth.example/t?a=1&service=say+%22hi%22%2C+you&scope=repository%3Ax%2Fy%3Apull',
    ],
    ['Basic realm="https://auth.example/t"', undefined],
    ['Bearer realm="nowhere"', undefined],
    ['Bearer', undefined],
    [null, undefined],
  ])('%s', (header, address) => {
    expect(tokenAddress(header, 'x/y')).toBe(address);
  });
});

describe('a manifest', () => {
  it.each([
    [
      '{"manifests":[{"platform":{"os":"linux","architecture":"arm64","variant":"v8"}}]}',
      { kind: 'list', platforms: ['linux/arm64/v8'] },
    ],
    ['{"manifests":[{},{"platform":{"os":"unknown","architecture":"unknown"}}]}', { kind: 'list', platforms: [] }],
    ['{"config":{"digest":"sha256:1"}}', { kind: 'single', config: 'sha256:1' }],
    ['{"config":{}}', undefined],
    ['<html>', undefined],
    ['null', undefined],
    ['', undefined],
  ])('%s', (text, manifest) => {
    expect(parseManifest(text)).toEqual(manifest);
  });

  it.each([
    ['linux/amd64', ['linux/amd64'], true],
    ['linux/amd64', ['linux/amd64', 'linux/arm64'], false],
    ['linux/amd64', ['linux/arm64'], false],
    ['linux/amd64', [], false],
    [undefined, ['linux/amd64', 'linux/arm64'], true],
    [undefined, ['linux/amd64'], false],
  ])('a row that says %s is right about %j: %s', (claim, platforms, right) => {
    expect(claimHolds(claim, platforms)).toBe(right);
  });
});
