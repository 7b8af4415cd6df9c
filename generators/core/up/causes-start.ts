import { AGAIN, type Cause } from './cause.ts';

/** What goes wrong while images are built and services start. */
export const START_CAUSES = {
  'build-failed': {
    words: 'Building {service} failed in the step: {step}',
    fix: [
      'The words of the step stand above. Mend the cause in the Dockerfile of {service}, or in what the step reads.',
      AGAIN,
    ],
  },
  'build-network': {
    words: 'Building {service} could not reach the network in the step: {step}',
    fix: [
      'Check the network. Behind a proxy, generate with --http-proxy; with a package index of your own, with --package-index.',
      AGAIN,
    ],
  },
  'build-out-of-memory': {
    words: 'Building {service} was killed: the machine ran out of memory.',
    fix: ['Give the machine, or Docker Desktop, 8 GB, or add swap.', AGAIN],
  },
  'database-password': {
    words:
      'The database refuses the password of {role}. Its volume was made with another one, and .env does not change what a volume holds.',
    fix: [
      'If the data matters, put the old password back into .env, from a backup or the machine it came from.',
      'If the new one is meant: npx create-geonode-project apply gives it to the database.',
      'If there is no data yet, delete the volume for good: docker compose down && docker volume rm {volume}',
      AGAIN,
    ],
  },
  'database-missing': {
    words: 'The database {database} does not exist in the volume {volume}, which was made with other names.',
    fix: [
      'Put the old names back into .env, or, if there is no data yet: docker compose down && docker volume rm {volume}',
      AGAIN,
    ],
  },
  'broker-unreachable': {
    words: '{service} cannot reach the broker.',
    fix: ['See why it does not answer: docker compose logs {broker}. A BROKER_URL in .env leads elsewhere.', AGAIN],
  },
  'broker-password': {
    words: 'The broker refuses the password: its volume was made with another BROKER_PASSWORD than .env has.',
    fix: [
      'Put the old one back. The queue holds no data that lasts: docker compose down && docker volume rm {volume}',
      AGAIN,
    ],
  },
  'migration-failed': {
    words: 'Migrating the database failed{migration}.',
    fix: [
      'The last lines of its log stand above. Nothing was deleted; after mending the cause it goes on where it stopped.',
      AGAIN,
    ],
  },
  'migration-waits': {
    words: 'Django waits before the migration. {message}',
    fix: ['Back up first: scripts/backup', 'Then: {up} --confirm-migration'],
  },
  'django-error': {
    words: 'Django does not start: {message}',
    fix: ['Mend it in src/, then build again.', AGAIN],
  },
  'geoserver-failed': {
    words: 'GeoServer does not come up{message}.',
    fix: ['Its whole log: docker compose logs geoserver', AGAIN],
  },
  'certificate-not-issued': {
    words: 'There is no certificate, and no more attempts are made: {message}. The site serves a self-signed one.',
    fix: ['Mend that, then: docker compose restart letsencrypt'],
  },
  'nginx-config': {
    words: 'nginx refuses its configuration: {message}',
    fix: ['Mend it in docker/nginx/templates/, or in .env where it names a key, then build again.', AGAIN],
  },
  'out-of-memory': {
    words: '{service} was killed because it needed more memory than {limit}.',
    fix: ['Give it more: the limit is {key}; or generate with a larger --memory.', AGAIN],
  },
  'site-unanswered': {
    words: 'Every service is healthy, and {url} does not answer: {message}',
    fix: [
      'If a firewall or a proxy stands before this machine, open the port there. From this machine the services answer.',
    ],
  },
  'too-slow': {
    words: '{services} did not become healthy within {seconds} seconds.',
    fix: ['It may only be slow: {up} waits on. A longer limit: --timeout {longer}'],
  },
  unknown: {
    words: '{service} failed, and this program does not know the cause.',
    fix: ['Its last lines stand above; all of them: {more}', 'When you report it, add: create-geonode-project doctor'],
  },
} as const satisfies Readonly<Record<string, Cause>>;
