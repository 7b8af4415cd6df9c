import type { ContainerFacts, Evidence } from '../evidence.ts';
import { type ContainerRow, containerSign, inTrouble, type Sign } from './sign.ts';
import { architectureOf } from './signs-engine.ts';

const LIMITS: Readonly<Record<string, string>> = {
  db: 'DB_MEMORY',
  redis: 'BROKER_MEMORY',
  rabbitmq: 'BROKER_MEMORY',
  memcached: 'MEMCACHED_MEMORY',
  django: 'DJANGO_MEMORY',
  celery: 'CELERY_MEMORY',
  geoserver: 'GEOSERVER_MEMORY',
  geonode: 'NGINX_MEMORY',
};

// Whoever kills a container by hand does not have it restarted: this was the kernel.
const SIGKILL = 137;
const wasKilled = ({ outOfMemory, restarts, state, exitCode }: ContainerFacts): boolean =>
  outOfMemory || (exitCode === SIGKILL && (restarts > 0 || state === 'restarting'));

const KILLED: Sign = {
  cause: 'out-of-memory',
  in: 'container',
  find: (evidence) =>
    inTrouble(evidence)
      .filter(wasKilled)
      .map((container) => ({
        service: container.service,
        details: memoryOf(container, evidence),
        line: `exit code ${container.exitCode}`,
      })),
};

const CONTAINER_ROWS: readonly ContainerRow[] = [
  {
    // What the shell, uWSGI and Celery say of a child that the kernel has killed. The engine does not notice everywhere.
    cause: 'out-of-memory',
    in: 'log',
    pattern: /^Killed$|died, killed by signal 9\b|exited prematurely: signal 9\b/,
    details: ({ service, evidence }) => memoryOf({ service }, evidence),
  },
  {
    cause: 'disk-full',
    in: 'both',
    pattern: /no space left on device/i,
    details: ({ service }) => ({ where: `: ${service} cannot write` }),
  },
  { cause: 'wrong-architecture', in: 'log', pattern: /exec format error/i, details: architectureOf },
  {
    // The kernel looks for an interpreter whose name ends in a carriage return. A shell says it in its own way.
    cause: 'crlf-script',
    in: 'log',
    pattern: /\bexec:? (?<script>\/\S+): (?:no such file or directory|not found)|(?<path>\/\S+): .*(?:\^M|\\r'?): /,
    details: ({ groups, service }) => ({ files: onHost(groups.script ?? groups.path ?? '', service) }),
  },
  {
    cause: 'env-key-missing',
    in: 'log',
    pattern: /^(?:entrypoint: |geoserver: |nginx: |CommandError: )(?<keys>[A-Z][A-Z0-9_]*) is empty\b/,
  },
];

/** What goes wrong alike in every container. */
export const CONTAINER_SIGNS: readonly Sign[] = [KILLED, ...CONTAINER_ROWS.map(containerSign)];

function memoryOf({ service }: Pick<ContainerFacts, 'service'>, { model }: Evidence): Record<string, string> {
  const bytes = model.services.find(({ name }) => name === service)?.memoryLimit ?? 0;
  const key = LIMITS[service];
  return {
    service,
    limit: bytes > 0 ? `its limit of ${Math.round(bytes / 2 ** 20)} MB` : 'this machine has',
    key: key === undefined ? 'mem_limit in docker-compose.yml' : `${key} in .env, where its sum is explained`,
  };
}

// Where the script of a container comes from in the project.
function onHost(script: string, service: string): string {
  if (script.startsWith('/usr/src/project/')) return script.replace('/usr/src/project/', 'src/');
  return script.replace('/opt/geonode/', `docker/${FOLDERS[service] ?? service}/`);
}

const FOLDERS: Readonly<Record<string, string>> = { geonode: 'nginx', 'data-dir-conf': 'geoserver_data' };
