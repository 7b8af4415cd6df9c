import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../generators/io/ports.ts';
import { listenerOn } from '../../../generators/io/preflight/listener.ts';
import { tryPorts } from '../../../generators/io/preflight/ports.ts';
import { MODEL, service } from '../../core/up/preflight/healthy.ts';
import { listening } from '../listening.ts';

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
