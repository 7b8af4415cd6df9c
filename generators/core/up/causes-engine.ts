import { AGAIN, type Cause } from './cause.ts';

/** What the machine and its Docker engine lack. */
export const ENGINE_CAUSES = {
  'engine-missing': {
    words: 'Docker is not installed here: there is no program docker.',
    fix: ['Install Docker Engine 25 or newer with the Compose plugin: https://docs.docker.com/engine/install/', AGAIN],
  },
  'engine-not-running': {
    words: 'Docker is installed, and its engine does not answer.',
    fix: [
      'Start it: sudo systemctl enable --now docker (Linux), or open Docker Desktop.',
      'If it runs elsewhere, `docker context ls` tells which engine is asked.',
      AGAIN,
    ],
  },
  'engine-permission': {
    words: 'This user may not talk to the Docker engine.',
    fix: ['Join the group: sudo usermod -aG docker "$USER"; then log out and in again.', AGAIN],
  },
  'engine-context': {
    words: 'docker asks an engine that is not there: {message}',
    fix: ['List them with `docker context ls`, choose one: docker context use default', AGAIN],
  },
  'engine-too-old': {
    words: 'Docker Engine {version} is too old: 25 is the oldest that works.',
    fix: ['Update it: https://docs.docker.com/engine/install/', AGAIN],
  },
  'engine-lost': {
    words: 'The Docker engine stopped answering in the middle of the work.',
    fix: ['Look at `sudo journalctl -u docker -n 50`, or restart Docker Desktop.', AGAIN],
  },
  'compose-missing': {
    words: 'docker has no Compose plugin.',
    fix: [
      'Install docker-compose-plugin (Docker) or docker-compose-v2 (Ubuntu): https://docs.docker.com/compose/install/linux/',
      AGAIN,
    ],
  },
  'compose-v1': {
    words:
      'Only docker-compose {version} is here. That is Compose v1, which ended in 2023 and cannot read this project.',
    fix: ['Install Compose v2, the plugin `docker compose`: https://docs.docker.com/compose/install/linux/', AGAIN],
  },
  'compose-too-old': {
    words: 'Docker Compose {version} is too old: 2.24 is the oldest that works.',
    fix: ['Update the Compose plugin: https://docs.docker.com/compose/install/linux/', AGAIN],
  },
  'memory-low': {
    words: 'The engine has {have} GB of memory, and the project was sized for {want} GB.',
    fix: [
      'Size it for this machine: create-geonode-project . --memory {have}; or give Docker Desktop more memory in its settings.',
    ],
  },
  'cpus-low': {
    words: 'The engine has {have} processors, and the project was sized for {want}.',
    fix: ['Size it for this machine: create-geonode-project . --cpus {have}'],
  },
  'disk-low': {
    words: 'The disk of Docker has {free} GB free. A first build takes 15 GB, and a site some 30 GB.',
    fix: ['See what takes the room: docker system df. `docker builder prune` frees the build cache.'],
  },
  'disk-full': {
    words: 'The disk is full{where}.',
    fix: [
      'See what takes the room: df -h and docker system df. `docker builder prune` frees the build cache, no data.',
      AGAIN,
    ],
  },
  'wrong-architecture': {
    words: '{images} exists for {platform} only, and this engine runs {host}.',
    fix: [
      'Docker Desktop emulates it, slowly. On Linux: docker run --privileged --rm tonistiigi/binfmt --install amd64',
      AGAIN,
    ],
  },
  'address-pool': {
    words: 'Docker has no address range left for another network.',
    fix: ['Delete networks that nobody uses: docker network prune', AGAIN],
  },
} as const satisfies Readonly<Record<string, Cause>>;
