import { describe, expect, it } from 'vitest';
import { ask, realSite } from './support/real-site.ts';
import { visitorTests } from './support/visitor.ts';

const { GEONODE_LAN = '127.0.0.1' } = process.env;
const URL = `https://${GEONODE_LAN}`;

describe('GeoNode 5.1 over https with a local authority, with RabbitMQ and memcached', () => {
  const site = realSite('secure', ['--url', URL, '--https', 'local-ca', '--broker', 'rabbitmq', '--cache']);
  const authority = () => site.exec('geonode', 'cat', '/geonode-certificates/local-ca/ca.pem');

  it('check --deploy finds only the redirect that nginx does, the frames that MapStore needs and no HSTS yet', async () => {
    const { stdout, stderr } = await site.compose('exec', '-T', 'django', 'python', 'manage.py', 'check', '--deploy');
    expect(`${stdout}${stderr}`.match(/[a-z_]+\.[WE]\d+/g)).toEqual([
      'security.W004',
      'security.W008',
      'security.W019',
    ]);
  });

  it('every queue is served through RabbitMQ', async () => {
    expect(await ask(site, 'queues')).toEqual({ unserved: [], harvesting: 'harvesting_worker' });
  });

  it('a task gives its result back through RabbitMQ', async () => {
    expect(await site.task(20, 22)).toBe(`42 ${await site.inspect('celery', '{{.Config.Hostname}}')}`);
  });

  visitorTests(site, URL, authority);

  it('sessions and pages are kept in memcached', async () => {
    const items = await site.exec('memcached', 'sh', '-c', 'echo stats | nc -w 1 127.0.0.1 11211 | grep curr_items');
    expect(Number(items.replace(/\D+(\d+).*/s, '$1'))).toBeGreaterThan(0);
  });
});
