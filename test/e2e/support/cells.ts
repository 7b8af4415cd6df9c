import { HTTPS_MODES, type HttpsMode } from '../../../generators/core/answers/types.ts';
import { UsageError } from '../../../generators/core/errors.ts';
import { PORTS, type Port } from '../../support/matrix.ts';
import { answersFor } from '../../support/projects.ts';
import { LAN } from './loopback.ts';

/** Every kind of host that people give a site; the addresses are put on the loopback interface for the tests. */
export const HOSTS = {
  localhost: 'localhost',
  'LAN address': LAN.ipv4,
  IPv6: `[${LAN.ipv6}]`,
  domain: 'maps.example.org',
  'international name': 'kärtli.example.org',
} as const;

/** One combination of mode, port of the public address and kind of host. */
export interface AddressCell {
  readonly https: HttpsMode;
  readonly port: Port;
  readonly host: keyof typeof HOSTS;
}

export const addressOf = ({ https, port, host }: AddressCell): string =>
  `${https === 'off' ? 'http' : 'https'}://${HOSTS[host]}:${port}`;

export const nameOf = (cell: AddressCell): string => `${cell.https}, ${addressOf(cell)}`;

/** What goes with every mode, so that nothing but the combination can be refused. */
const BESIDE = {
  email: 'me@example.org',
  certificate: '/x.pem',
  certificateKey: '/x.key',
  acmeServer: 'https://acme:14000/dir',
};

const isValid = (cell: AddressCell): boolean => {
  try {
    answersFor({ ...BESIDE, url: addressOf(cell), https: cell.https });
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
};

/** Every combination that the program accepts. */
export const ADDRESS_CELLS: readonly AddressCell[] = HTTPS_MODES.flatMap((https) =>
  PORTS.flatMap((port) => (Object.keys(HOSTS) as AddressCell['host'][]).map((host) => ({ https, port, host }))),
).filter(isValid);

const pairsOf = ({ https, port, host }: AddressCell): readonly string[] => [
  `${https} ${port}`,
  `${https} ${host}`,
  `${port} ${host}`,
];

/** A small set of cells in which every two answers that can meet do meet. */
export function pairwise(cells: readonly AddressCell[]): readonly AddressCell[] {
  const open = new Set(cells.flatMap(pairsOf));
  const gain = (cell: AddressCell): number => pairsOf(cell).filter((pair) => open.has(pair)).length;
  const chosen: AddressCell[] = [];
  while (open.size > 0) {
    const best = cells.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    for (const pair of pairsOf(best)) open.delete(pair);
    chosen.push(best);
  }
  return chosen;
}
