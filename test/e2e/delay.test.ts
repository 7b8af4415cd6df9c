import { afterAll, describe, expect, it } from 'vitest';
import { Site } from './support/site.ts';

describe('a database that takes a minute to start', () => {
  const site = new Site('delay');
  afterAll(() => site.remove());

  it('makes everything wait; nothing restarts, all become healthy', async () => {
    await site.generate(['--profile', 'production', '--url', 'http://localhost:8080']);
    site.write(
      'docker-compose.override.yml',
      'services:\n  db:\n    entrypoint: ["sh", "-c", "sleep 60; exec docker-entrypoint.sh \\"$$@\\"", "db"]\n',
    );
    const started = Date.now();
    expect((await site.compose('up', '-d', '--build')).exitCode).toBe(0);
    expect(Date.now() - started).toBeGreaterThan(60_000);
    expect(await site.unhealthyAfter(180)).toEqual([]);
    expect(await site.restarted()).toEqual([]);
  });
});
