import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { expect, onTestFinished } from 'vitest';
import { Site } from './site.ts';

/** A project whose nginx runs by itself: what it says about addresses and certificates needs nobody else. Ends with the test. */
export async function startNginx(name: string, args: readonly string[]): Promise<Site> {
  const site = new Site(name);
  onTestFinished(() => site.remove());
  const generated = await site.generate(args);
  expect([generated.exitCode, generated.exitCode ? generated.stderr : '']).toEqual([0, '']);
  expect(await site.compose('config', '--quiet')).toMatchObject({ exitCode: 0, stderr: '' });
  const up = await site.compose('up', '-d', '--build', '--no-deps', 'geonode');
  expect([up.exitCode, up.exitCode ? up.stderr : '']).toEqual([0, '']);
  expect(await site.unhealthyAfter(60)).toEqual([]);
  return site;
}

/** The certificate that this machine serves for a name; undefined when the handshake is refused. */
export function servedFor(name: string, port: number): Promise<X509Certificate | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername: name, rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate(true).raw));
      socket.destroy();
    });
    socket.on('error', () => resolve(undefined));
  });
}
