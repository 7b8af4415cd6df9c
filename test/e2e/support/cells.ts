import { HTTPS_MODES, type HttpsMode } from '../../../generators/core/answers/choices.ts';
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

const answersOf = ({ https, port, host }: AddressCell): readonly string[] => [https, String(port), host];

/** A small set of cells in which every two answers that can meet do meet. */
export const pairwise = (cells: readonly AddressCell[]): readonly AddressCell[] => covering(cells, pairsOf);

/** A smaller one in which every answer stands at least once. */
export const eachOnce = (cells: readonly AddressCell[]): readonly AddressCell[] => covering(cells, answersOf);

/** Cells until everything that `of` finds in any is in one of them; the one that adds most comes next. */
function covering(cells: readonly AddressCell[], of: typeof pairsOf): readonly AddressCell[] {
  const open = new Set(cells.flatMap(of));
  const gain = (cell: AddressCell): number => of(cell).filter((one) => open.has(one)).length;
  const chosen: AddressCell[] = [];
  while (open.size > 0) {
    const best = cells.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    for (const one of of(best)) open.delete(one);
    chosen.push(best);
  }
  return chosen;
}
