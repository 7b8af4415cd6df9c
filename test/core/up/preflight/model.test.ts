import { describe, expect, it } from 'vitest';
import { DockerError } from '../../../../generators/core/errors.ts';
import { parseModel } from '../../../../generators/core/up/model.ts';

// What Compose 2.40 printed for a generated project, cut to the parts that are read and a few that are not.
const PRINTED = {
  name: 'my_site',
  networks: { app: { name: 'my_site_app', ipam: {} } },
  services: {
    celery: {
      command: ['/usr/src/project/celery.sh'],
      entrypoint: null,
      environment: { SECRET_KEY: 'a$$b' },
      image: 'my_site/geonode:5.1.1',
      mem_limit: '1549795328',
      platform: 'linux/amd64',
      pull_policy: 'never',
      restart: 'unless-stopped',
      volumes: [
        { type: 'volume', source: 'statics', target: '/mnt/volumes/statics', volume: {} },
        { type: 'bind', source: '/srv/pay$$site/src', target: '/usr/src/project', bind: { create_host_path: true } },
        { type: 'tmpfs', target: '/tmp' },
        { type: 'volume', target: '/anonymous', volume: {} },
      ],
    },
    'data-dir-conf': {
      build: {
        context: '/srv/my_site/docker/geoserver_data',
        dockerfile: 'Dockerfile',
        args: { BASE_IMAGE: 'geonode/geoserver_data:2.28.4-latest', HTTP_PROXY: null },
      },
      image: 'my_site/geoserver_data:2.28.4-latest',
      restart: 'no',
    },
    geonode: {
      build: { context: '/srv/my_site', dockerfile_inline: 'FROM nginx' },
      ports: [
        { mode: 'ingress', target: 80, published: '8080', protocol: 'tcp' },
        { mode: 'ingress', host_ip: '::1', target: 443, published: 8443, protocol: 'tcp' },
        { mode: 'ingress', host_ip: '127.0.0.1', target: 53, published: '53', protocol: 'udp' },
        { mode: 'ingress', target: 90, published: '9000-9002', protocol: 'tcp' },
        { mode: 'ingress', target: 91, protocol: 'tcp' },
      ],
      deploy: { resources: { limits: { memory: '52428800' } }, restart_policy: { condition: 'none' }, placement: {} },
    },
    plain: { image: 'redis', volumes: [{ type: 'volume', source: 'rasters', target: '/r' }] },
  },
  volumes: { statics: { name: 'my_site_statics' }, rasters: { name: 'shared', external: true } },
};

describe('the model of a project', () => {
  const model = parseModel(JSON.stringify(PRINTED));
  const byName = (name: string) => model.services.find((service) => service.name === name);

  it('has the services of the project, in order', () => {
    expect(model.name).toBe('my_site');
    expect(model.services.map(({ name }) => name)).toEqual(['celery', 'data-dir-conf', 'geonode', 'plain']);
  });

  it('has images, mounts and limits, with dollars as they are', () => {
    expect(byName('celery')).toEqual({
      name: 'celery',
      dependsOn: [],
      image: 'my_site/geonode:5.1.1',
      platform: 'linux/amd64',
      build: undefined,
      ports: [],
      volumes: [{ name: 'my_site_statics', target: '/mnt/volumes/statics' }],
      binds: ['/srv/pay$site/src'],
      memoryLimit: 1549795328,
      lasting: true,
    });
    expect(byName('plain')?.volumes).toEqual([{ name: 'shared', target: '/r' }]);
  });

  it('tells what is built, and from what', () => {
    expect(byName('data-dir-conf')).toMatchObject({
      lasting: false,
      memoryLimit: 0,
      build: {
        context: '/srv/my_site/docker/geoserver_data',
        dockerfile: 'Dockerfile',
        baseImage: 'geonode/geoserver_data:2.28.4-latest',
      },
    });
    const inline = { context: '/srv/my_site', dockerfile: '', baseImage: undefined };
    expect(byName('geonode')).toMatchObject({ image: 'my_site-geonode', build: inline });
  });

  it('has the ports that stand fast, and limits wherever they stand', () => {
    expect(byName('geonode')).toMatchObject({
      ports: [
        { address: '', published: 8080, target: 80 },
        { address: '::1', published: 8443, target: 443 },
      ],
      memoryLimit: 52428800,
      lasting: false,
    });
  });

  it('of nothing is nothing', () => {
    expect(parseModel('{"name":"x","services":{}}')).toEqual({ name: 'x', services: [] });
    expect(parseModel('{"name":"x","services":null,"volumes":null}').services).toEqual([]);
  });

  it.each(['', 'Usage: docker compose', '[]', '{"services":{}}', '{"name":"x","services":{"a":3}}'])(
    'refuses %j',
    (text) => {
      expect(() => parseModel(text)).toThrow(DockerError);
    },
  );
});
