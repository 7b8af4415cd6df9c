import { describe, expect, it } from 'vitest';
import { networkView } from '../../../generators/core/plan/network.ts';
import { answersFor } from '../../support/projects.ts';

const view = (network: { httpProxy?: string; noProxy?: string }) =>
  networkView(answersFor({ url: 'https://maps.example.org', email: 'me@example.org', ...network }));

describe("the organisation's network", () => {
  it('names every service as reached without the proxy, and the site itself', () => {
    const direct = view({ httpProxy: 'http://proxy:3128', noProxy: '.example.com,django' }).noProxyList.split(',');
    for (const service of 'db redis rabbitmq memcached django celery geoserver geonode nginx letsencrypt'.split(' '))
      expect(direct).toContain(service);
    expect(direct).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', 'maps.example.org', '.example.com']));
    expect(new Set(direct).size).toBe(direct.length);
  });

  it.each([
    ['http://proxy.example.org:3128', 'proxy.example.org', '3128'],
    ['http://proxy', 'proxy', '80'],
    ['https://proxy', 'proxy', '443'],
  ])('tells Java of %s', (httpProxy, host, port) => {
    const options = view({ httpProxy }).javaProxyOptions;
    for (const scheme of ['http', 'https']) {
      expect(options).toContain(`-D${scheme}.proxyHost=${host} `);
      expect(options).toContain(`-D${scheme}.proxyPort=${port} `);
    }
  });

  it.each([
    ['.example.org', '*.example.org'],
    ['10.0.0.0/8', '10.*'],
    ['172.16.0.0/16', '172.16.*'],
    ['192.168.7.0/24', '192.168.7.*'],
    ['fd00::7', '[fd00::7]'],
  ])('writes %s as Java does: %s', (item, pattern) => {
    const { javaProxyOptions } = view({ httpProxy: 'http://proxy', noProxy: item });
    expect(javaProxyOptions.split("nonProxyHosts='")[1]?.replace(/'$/, '').split('|')).toContain(pattern);
  });

  it('leaves out what Java cannot say', () => {
    const { javaProxyOptions } = view({ httpProxy: 'http://proxy', noProxy: '172.16.0.0/12,fd00::/8' });
    expect(javaProxyOptions).not.toContain('/');
  });

  it('says nothing without a proxy', () => expect(view({}).javaProxyOptions).toBe(''));
});
