import { expect, it } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import { textOf } from '../../support/checks.ts';
import { projectFor } from '../../support/projects.ts';

it.each([
  [{ profile: 'development' }, 'True', undefined, 'True', '*'],
  [{ profile: 'production' }, 'False', undefined, 'False', undefined],
  [
    { profile: 'production', corsOrigins: ['https://a.example.org', 'https://b.example.org'] },
    'False',
    "['https://a.example.org','https://b.example.org']",
    'True',
    'https://a.example.org,https://b.example.org',
  ],
])('%j decides who may read the APIs and OGC services', async (given, all, django, enabled, geoserver) => {
  const env = readEnv(textOf(await projectFor({ url: 'http://192.168.1.5', ...given }), '.env'));
  expect([
    env.CORS_ALLOW_ALL_ORIGINS,
    env.CORS_ALLOWED_ORIGINS,
    env.GEOSERVER_CORS_ENABLED,
    env.GEOSERVER_CORS_ALLOWED_ORIGINS,
  ]).toEqual([all, django, enabled, geoserver]);
});
