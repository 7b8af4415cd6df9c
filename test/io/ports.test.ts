import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, portTaken } from '../../generators/io/ports.ts';
import { listening } from './listening.ts';

const hasIpv6 = await listening6();
async function listening6(): Promise<boolean> {
  const server = createServer().listen({ host: '::1', port: 0 });
  const works = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  server.close();
  return works;
}

describe('a port of this machine', () => {
  it('is taken where something listens at the same address, or at every one', async () => {
    const port = await listening('127.0.0.1');
    expect(await portTaken('127.0.0.1', port)).toBe(true);
    expect(await portTaken('', port)).toBe(true);
    expect(await portTaken('0.0.0.0', port)).toBe(true);
    expect(await portTaken('127.0.0.2', port)).toBe(
      process.platform !== 'linux' && (await portTaken('127.0.0.2', port)),
    );
  });

  it('that this user may not open is asked whether it answers', async () => {
    const refused = async (): Promise<string> => 'EACCES';
    const port = await listening('127.0.0.1');
    expect(await portTaken('127.0.0.1', port, refused)).toBe(true);
    expect(await portTaken('', port, refused)).toBe(true);
    expect(await portTaken('127.0.0.1', await freePort(20_000 + (process.pid % 10_000)), refused)).toBe(false);
  });

  it('is free where nothing listens', async () => {
    const port = await freePort(20_000 + (process.pid % 10_000));
    for (const address of ['', '127.0.0.1', '0.0.0.0', '::1']) expect(await portTaken(address, port)).toBe(false);
  });

  it('is free where another run only tries it, at the same moment', async () => {
    const port = await freePort(20_000 + (process.pid % 10_000));
    const server = createServer().listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    const asked = portTaken('127.0.0.1', port);
    setTimeout(() => server.close(), 20);
    expect(await asked).toBe(false);
  });

  it('is free at an address that this machine does not have: Docker has a word for that', async () => {
    expect(await portTaken('192.0.2.4', await listening('127.0.0.1'))).toBe(false);
  });

  it.runIf(hasIpv6)('of one kind of address is not that of the other', async () => {
    const port = await listening('::1');
    expect(await portTaken('::1', port)).toBe(true);
    expect(await portTaken('', port)).toBe(true);
    expect(await portTaken('127.0.0.1', port)).toBe(false);
  });
});
