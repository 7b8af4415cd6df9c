import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../generators/io/ports.ts';
import { listenerOn } from '../../../generators/io/preflight/listener.ts';
import { portTakenOn, tryPorts } from '../../../generators/io/preflight/ports.ts';
import { MODEL, service } from '../../core/up/preflight/healthy.ts';

/** The port of a server that listens until the test ends. */
async function listening(host: string): Promise<number> {
  const server = createServer().listen({ host, port: 0 });
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

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
    expect(await portTakenOn('127.0.0.1', port)).toBe(true);
    expect(await portTakenOn('', port)).toBe(true);
    expect(await portTakenOn('0.0.0.0', port)).toBe(true);
    expect(await portTakenOn('127.0.0.2', port)).toBe(
      process.platform !== 'linux' && (await portTakenOn('127.0.0.2', port)),
    );
  });

  it('that this user may not open is asked whether it answers', async () => {
    const refused = async (): Promise<string> => 'EACCES';
    const port = await listening('127.0.0.1');
    expect(await portTakenOn('127.0.0.1', port, refused)).toBe(true);
    expect(await portTakenOn('', port, refused)).toBe(true);
    expect(await portTakenOn('127.0.0.1', await freePort(20_000 + (process.pid % 10_000)), refused)).toBe(false);
  });

  it('is free where nothing listens', async () => {
    const port = await freePort(20_000 + (process.pid % 10_000));
    for (const address of ['', '127.0.0.1', '0.0.0.0', '::1']) expect(await portTakenOn(address, port)).toBe(false);
  });

  it('is free at an address that this machine does not have: Docker has a word for that', async () => {
    expect(await portTakenOn('192.0.2.4', await listening('127.0.0.1'))).toBe(false);
  });

  it.runIf(hasIpv6)('of one kind of address is not that of the other', async () => {
    const port = await listening('::1');
    expect(await portTakenOn('::1', port)).toBe(true);
    expect(await portTakenOn('', port)).toBe(true);
    expect(await portTakenOn('127.0.0.1', port)).toBe(false);
  });
});

describe('who listens', () => {
  it.runIf(process.platform === 'linux')('is the process that does', async () => {
    const script =
      "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [printed] = (await once(child.stdout, 'data')) as [Buffer];
    expect(listenerOn(Number(printed.toString()))).toEqual({
      name: expect.stringMatching(/node|MainThread/),
      pid: child.pid,
    });
  });

  it('is nobody on a free port', async () => {
    expect(listenerOn(await freePort(20_000 + (process.pid % 10_000)))).toBeUndefined();
  });
});

describe('the ports of a project', () => {
  it('are all tried, and another one is found for each', async () => {
    const port = await listening('127.0.0.1');
    const published = (number: number) => ({ address: '127.0.0.1', published: number, target: 80 });
    const free = await freePort(port + 1);
    const services = [service('geonode', { ports: [published(port)] }), service('db', { ports: [published(free)] })];
    const [taken, other] = await tryPorts({ ...MODEL, services });
    expect(taken).toMatchObject({ service: 'geonode', published: port, target: 80, taken: true });
    expect(taken?.next).toBeGreaterThan(port);
    expect(other).toMatchObject({ service: 'db', published: free, taken: false, process: undefined });
  });

  it('low ones are exchanged for the ones that people know', async () => {
    const services = [
      service('geonode', { ports: [80, 443].map((port) => ({ address: '', published: port, target: port })) }),
    ];
    const [http, https] = await tryPorts({ ...MODEL, services });
    expect(http?.next).toBeGreaterThanOrEqual(8080);
    expect(https?.next).toBeGreaterThanOrEqual(8443);
  });
});
