import type { Broker } from '../answers/choices.ts';
import type { VolumeKey } from '../answers/kept.ts';
import type { Answers } from '../answers/types.ts';
import { irreversible, type Step, step } from './step.ts';
import type { Transition } from './transition.ts';

interface Queue {
  /** What the command shows while tasks wait or run; it only looks. */
  readonly until: string;
  readonly command: string;
  readonly volume: VolumeKey;
}

// `exec` finds the container by its name, so it still works when docker-compose.yml already has the other broker.
const QUEUES: Readonly<Record<Broker, Queue>> = {
  redis: {
    // Queues that are empty do not exist, and what a worker has taken stands under `unacked`; `_kombu…` is bookkeeping.
    until: 'until it prints nothing',
    command: "docker compose exec redis redis-cli --scan --pattern '[^_]*'",
    volume: 'redisdata',
  },
  rabbitmq: {
    until: 'until every number is 0',
    command: 'docker compose exec rabbitmq rabbitmqctl list_queues -p geonode name messages',
    volume: 'rabbitmq',
  },
};

/** Lets the tasks end that the running release has queued: afterwards nobody would find them, or know them. */
export function drainSteps({ broker }: Answers): readonly Step[] {
  const { until, command } = QUEUES[broker];
  return [
    step('before', 'visitors', 'Let nobody in, so that nothing new is queued.', 'docker compose stop geonode'),
    step('before', 'drain', `Wait for the queued tasks: repeat this ${until}.`, command),
  ];
}

/** Another broker starts empty, and the old one leaves its volume behind. */
export function otherBroker({ before, after, site }: Transition): readonly Step[] {
  if (before.broker === after.broker) return [];
  const remove = `docker volume rm ${site.volume(QUEUES[before.broker].volume)}`;
  const text = `Remove the volume of ${before.broker}, which nothing uses any more.`;
  return [...drainSteps(before), irreversible(step('cleanup', 'old-queue', text, remove))];
}

/** Another limit of the broker; with another memory limit the container is a new one anyway. */
export function brokerLimit({ after, envBefore, envAfter }: Transition): readonly Step[] {
  if (after.broker !== 'rabbitmq' || envBefore.BROKER_MEMORY !== envAfter.BROKER_MEMORY) return [];
  const text = 'Make the container of RabbitMQ anew: Compose does not notice that its limit has changed.';
  return [step('after', 'broker-limit', text, 'docker compose up -d --force-recreate --wait rabbitmq')];
}
