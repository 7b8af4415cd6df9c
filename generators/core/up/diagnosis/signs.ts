import type { Sign } from './sign.ts';
import { BUILD_SIGNS } from './signs-build.ts';
import { CONTAINER_SIGNS } from './signs-containers.ts';
import { DATABASE_SIGNS } from './signs-database.ts';
import { DJANGO_SIGNS } from './signs-django.ts';
import { ENGINE_SIGNS } from './signs-engine.ts';
import { GEOSERVER_SIGNS } from './signs-geoserver.ts';
import { NGINX_SIGNS } from './signs-nginx.ts';
import { PROJECT_SIGNS } from './signs-project.ts';

/** THE table of what gives a cause away. The order counts: of the signs in one place, the first one explains the others. */
export const SIGNS: readonly Sign[] = [
  ...ENGINE_SIGNS,
  ...PROJECT_SIGNS,
  ...BUILD_SIGNS,
  ...CONTAINER_SIGNS,
  ...DATABASE_SIGNS,
  ...DJANGO_SIGNS,
  ...GEOSERVER_SIGNS,
  ...NGINX_SIGNS,
];
