import { expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { parseCompose, textOf } from '../../support/checks.ts';
import { projectFor } from '../../support/projects.ts';

it.each([
  ['http://192.168.1.5:8080', 'http://192.168.1.5:8080/geoserver/'],
  ['https://maps.example.org', 'https://maps.example.org/geoserver/'],
])('GeoServer prints at the public address, %s', async (url, location) => {
  const project = await projectFor({ url, email: 'me@example.org' });
  expect(readEnv(textOf(project, '.env')).GEOSERVER_PUBLIC_LOCATION).toBe(location);
  const { services } = parseCompose(textOf(project, 'docker-compose.yml')) as {
    services: { geoserver: { environment: Record<string, string> } };
  };
  expect(services.geoserver.environment.GEOSERVER_JAVA_OPTS?.split(' ')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^-DPRINT_BASE_URL=\$\{GEOSERVER_PUBLIC_LOCATION\b/)]),
  );
});
