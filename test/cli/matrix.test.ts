import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../support/matrix.ts';
import { run } from '../support/run.ts';
import { filesBelow, temporaryFolder } from '../support/temporary.ts';

describe('addresses and modes that do not go together', () => {
  it.each(
    REFUSALS.map(({ https, scheme, port, says }) => [https, `${scheme}://maps.example.org:${port}`, says] as const),
  )('--https %s --url %s: exit 2, its own words, no file', async (https, url, says) => {
    const cwd = temporaryFolder();
    const flags = ['--certificate', '/etc/ssl/maps.pem', '--certificate-key', '/etc/ssl/maps.key'];
    const beside = https === 'certificate' ? flags : ['--email', 'me@example.org'];
    const { exitCode, stdout, stderr } = await run(['site', '--yes', '--https', https, '--url', url, ...beside], {
      cwd,
    });
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringMatching(says)]);
    expect(stderr).toMatch(/--https|--http-port/);
    expect([...filesBelow(cwd).keys()]).toEqual([]);
  });
});
