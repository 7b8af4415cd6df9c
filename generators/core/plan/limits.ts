import type { Profile } from '../answers/choices.ts';
import { SERVICE_RULES, type ServiceName, type ServiceRule } from '../budget/service-rules.ts';

/** The `.env` key of a service's memory limit; the two small helpers have the same limit on every machine. */
const MEMORY: Readonly<Record<ServiceName, string>> = {
  db: key('DB_MEMORY'),
  broker: key('BROKER_MEMORY'),
  geoserver: key('GEOSERVER_MEMORY'),
  django: key('DJANGO_MEMORY'),
  celery: key('CELERY_MEMORY'),
  nginx: key('NGINX_MEMORY'),
  memcached: key('MEMCACHED_MEMORY'),
  letsencrypt: '128m',
  seed: '32m',
};

function key(name: string): string {
  return `\${${name}:?missing in .env}`;
}

/** The lines of docker-compose.yml that keep a service within its share of the machine, indented for a service. */
export function limitLines(service: ServiceName, profile: Profile): string {
  const rule: ServiceRule = SERVICE_RULES[service];
  const noSwap = rule.noSwapIn.includes(profile === 'development' ? 'dev' : 'single');
  const lines = [
    `mem_limit: ${MEMORY[service]}`,
    ...(noSwap
      ? ['# No swap: a restart is better than a service that crawls.', `memswap_limit: ${MEMORY[service]}`]
      : []),
    `pids_limit: ${rule.pids}`,
    `stop_grace_period: ${rule.stopSeconds}s`,
  ];
  return `${lines.map((line) => `    ${line}`).join('\n')}\n`;
}
