import { parseAddress } from '../../answers/address.ts';
import { usesAcme } from '../../answers/rows/row.ts';
import type { Known } from '../../answers/types.ts';
import { finding } from '../causes.ts';
import { type EngineContainer, modelOf, type PortFacts } from './facts.ts';
import { type Judge, together, UNKNOWN } from './verdict.ts';

/** The ports that the project publishes are free, or are held by its own containers. */
export const ports: Judge = (facts) => {
  const model = modelOf(facts);
  if (facts.ports === undefined || facts.containers === undefined || model === undefined) return UNKNOWN;
  const running = facts.containers.filter((one) => one.running);
  const taken = facts.ports.flatMap((port) => {
    const holders = running.filter((container) => publishes(container, port));
    const other = holders.find(({ project }) => project !== model.name);
    const isTaken = other !== undefined || (port.taken && holders.length === 0);
    return isTaken ? [takenPort(port, other, facts.answers)] : [];
  });
  return together('failed', taken);
};

function takenPort(port: PortFacts, other: EngineContainer | undefined, answers: Known): ReturnType<typeof finding> {
  const { address, published, service } = port;
  const details = {
    port: `${published}`,
    address: address === '' ? '' : ` on ${address}`,
    holder: holderWords(port, other),
    option: otherPort(port, answers),
  };
  return finding('port-taken', details, service);
}

/** Who holds a port, to be put behind "is taken"; '' where it is not known. */
function holderWords({ process: holder }: PortFacts, container: EngineContainer | undefined): string {
  if (container !== undefined) {
    const project = container.project === '' ? '' : ` of the project ${container.project}`;
    return ` by the container ${container.name}${project}`;
  }
  return holder === undefined ? '' : ` by ${holder.name} (pid ${holder.pid})`;
}

const publishes = ({ ports: own }: EngineContainer, { address, published }: PortFacts): boolean =>
  own.some((one) => one.published === published && overlap(one.address, address));

const ANY: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

// '' stands for every address of both kinds.
function overlap(one: string, other: string): boolean {
  if (one === '' || other === '') return true;
  return one.includes(':') === other.includes(':') && (one === other || ANY.has(one) || ANY.has(other));
}

/** Keys of `.env` with which a development project moves the ports of these services. */
const DEVELOPMENT: Readonly<Record<string, string>> = { geoserver: 'DEV_GEOSERVER_PORT', db: 'DEV_DATABASE_PORT' };

/** How another port is chosen for what a service publishes: a command, or the place where it stands. */
export function otherPort(
  { service, target, next }: Pick<PortFacts, 'service' | 'target' | 'next'>,
  answers: Known,
): string {
  if (service === 'geonode' && (target === 80 || target === 443))
    return `create-geonode-project . ${flagOf(target, next, answers)}`;
  const key = answers.profile === 'development' ? DEVELOPMENT[service] : undefined;
  return key === undefined ? `${next}, say, in docker-compose.override.yml` : `${key}=${next} in .env`;
}

function flagOf(target: 80 | 443, next: number, { https, url, httpPort }: Known): string {
  // The authority asks on 80 and 443 and nowhere else.
  if (usesAcme(https)) return '--https proxy, if what holds it can pass requests on to this project';
  const address = url === undefined ? undefined : parseAddress(url);
  const isInUrl = target === 443 || (https === 'off' && address?.port === httpPort);
  return isInUrl && address ? `--url ${address.scheme}://${address.urlHost}:${next}` : `--http-port ${next}`;
}
