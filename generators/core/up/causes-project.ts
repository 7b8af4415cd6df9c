import { AGAIN, type Cause } from './cause.ts';

/** What stands in the way of a start before any container runs. */
export const PROJECT_CAUSES = {
  'compose-file-invalid': {
    words: 'Docker Compose cannot read the project: {message}',
    fix: [
      'Mend docker-compose.yml or docker-compose.override.yml. `docker compose config -q` tells whether it is right.',
      AGAIN,
    ],
  },
  'env-missing': {
    words: 'There is no .env, which holds the settings and the passwords.',
    fix: [
      'Copy it from the machine where the project runs, or let `npx create-geonode-project .` offer a new one.',
      AGAIN,
    ],
  },
  'env-key-missing': {
    words: '.env lacks a value for {keys}.',
    fix: [
      'What .env.example has, create-geonode-project adds: run it on the project.',
      'What only lines of yours read is yours to write: KEY=value. Behind "# [obsolete since" a key needs just that mark taken away.',
      AGAIN,
    ],
  },
  'demo-password': {
    words: '.env has passwords that everybody knows: {keys}.',
    fix: [
      'Before the first start, replace them by your own. Later, README.md tells how to change them on the running site.',
    ],
  },
  'conflict-markers': {
    words: 'Conflict markers are left: {places}.',
    fix: ['Edit these files so that each place has one version and no markers.', AGAIN],
  },
  'crlf-script': {
    words: 'Windows line ends, with which no Linux shell can run a script: {files}.',
    fix: [
      'Convert them: sed -i "s/\\r$//" {files}',
      'git keeps the right ones as .gitattributes says: git add --renormalize .',
      AGAIN,
    ],
  },
  'port-taken': {
    words: 'Port {port}{address} is taken{holder}.',
    fix: ['Stop what holds it, or take another port: {option}', AGAIN],
  },
  'volumes-left-over': {
    words:
      'Volumes of another installation with this name are on the engine: {volumes}{owner}. The passwords of this project may not fit them.',
    fix: [
      'If they are the data of this project: {up} --use-existing-volumes',
      'If nobody needs them, delete them for good: docker volume rm {names}',
      'If both shall live, generate this project again in another directory, with another --name.',
    ],
  },
  'postgres-version': {
    words:
      'The data in the volume {volume} was made by PostgreSQL {have}, and this project runs PostgreSQL {want}, which cannot read it.',
    fix: [
      'Nothing was changed. Dump it with the old image, restore it into a new volume: README.md, "Backup".',
      'Or stay with the old one: set POSTGIS_BASE_IMAGE in .env to an image with PostgreSQL {have}.',
    ],
  },
  'certificate-missing': {
    words: 'The certificate or its key is not at {path}.',
    fix: [
      'Put it there, or name the right files: create-geonode-project . --certificate FILE --certificate-key FILE',
      AGAIN,
    ],
  },
  'mount-missing': {
    words: 'A directory or file that is mounted does not exist: {path}',
    fix: ['Create it, or take the mount out of docker-compose.override.yml.', AGAIN],
  },
  'host-unresolved': {
    words: 'No address is known for {host}, and the certificate authority has to reach it.',
    fix: ['Add the name to your DNS. Until then a self-signed certificate stands in, and browsers warn.'],
  },
  'image-unavailable': {
    words: 'The image {image} is not here and cannot be had: {message}',
    fix: [
      'Check the name, the network and `docker login`. Behind a proxy, the engine needs it too: https://docs.docker.com/engine/daemon/proxy/',
      AGAIN,
    ],
  },
} as const satisfies Readonly<Record<string, Cause>>;
