import type { Model } from '../../core/up/evidence.ts';
import type { PortFacts } from '../../core/up/preflight/facts.ts';
import { freePortInstead, portTaken } from '../ports.ts';
import { listenerOn } from './listener.ts';

/** Every port that the model publishes, and whether something on this machine listens there. */
export function tryPorts({ services }: Model): Promise<readonly PortFacts[]> {
  const wanted = services.flatMap(({ name, ports }) => ports.map((port) => ({ service: name, ...port })));
  return Promise.all(
    wanted.map(async (port) => {
      const taken = await portTaken(port.address, port.published);
      return {
        ...port,
        taken,
        process: taken ? listenerOn(port.published) : undefined,
        next: await freePortInstead(port.published),
      };
    }),
  );
}
