import { describe, expect, it } from 'vitest';
import { lines, places } from './override-case.ts';

describe('another address', () => {
  const OLD = { url: 'http://maps.example.org:8080', profile: 'production' };
  const NEW = { url: 'https://geo.example.org', profile: 'production', email: 'me@example.org' };

  it('the whole of it, its host with the port, its host alone', async () => {
    const text = lines(
      'services:',
      '  django:',
      '    environment:',
      '      A: http://maps.example.org:8080/x',
      '      B: maps.example.org:8080',
      '      C: "a,maps.example.org"',
      '      D: maps.example.org:9000',
      '      # maps.example.org',
      '      E: http://maps.example.org.uk',
      '      F: my-maps.example.org',
      '      G: a@maps.example.org.',
    );
    expect(await places(text, OLD, NEW)).toEqual([
      [4, 'https://geo.example.org'],
      [5, 'geo.example.org'],
      [6, 'geo.example.org'],
      [7, 'geo.example.org'],
      [11, 'geo.example.org'],
    ]);
  });

  it('of localhost only the whole of it: inside of containers it is everybody’s', async () => {
    const text = lines(
      'services:',
      '  mine:',
      '    image: mine',
      '    healthcheck: { test: curl localhost }',
      '    environment: { A: "http://localhost/", B: "http://localhost:9/" }',
    );
    expect(await places(text, { url: 'http://localhost', profile: 'production' }, NEW)).toEqual([
      [5, 'https://geo.example.org'],
    ]);
  });

  it('in a file that is no YAML, too', async () => {
    expect(await places('services: [\nhttp://maps.example.org:8080\n', OLD, NEW)).toEqual([
      [2, 'https://geo.example.org'],
    ]);
  });

  it('nothing while it stays', async () => {
    expect(await places('a: http://maps.example.org:8080\n', OLD, OLD)).toEqual([]);
  });
});
