import {
  BROKERS,
  type Broker,
  HTTPS_MODES,
  type HttpsMode,
  PROFILES,
  type Profile,
} from '../../generators/core/answers/choices.ts';
import { LINES, type Line } from '../../generators/core/plan/lines.ts';

/** One combination of the answers that decide how a project is put together. */
export interface Cell {
  readonly geonode: Line;
  readonly profile: Profile;
  readonly https: HttpsMode;
  /** The port of the public address. */
  readonly port: Port;
  readonly broker: Broker;
  readonly cache: boolean;
}

export const PORTS = [80, 8080, 443, 8443] as const;
export type Port = (typeof PORTS)[number];

/** Every combination, the ones that are refused included. */
export const CELLS: readonly Cell[] = LINES.flatMap((geonode) =>
  PROFILES.flatMap((profile) =>
    HTTPS_MODES.flatMap((https) =>
      PORTS.flatMap((port) =>
        BROKERS.flatMap((broker) =>
          [false, true].map((cache): Cell => ({ geonode, profile, https, port, broker, cache })),
        ),
      ),
    ),
  ),
);

const schemeOf = (https: HttpsMode): 'http' | 'https' => (https === 'off' ? 'http' : 'https');

/** What goes with a mode so that nothing but the combination itself can be wrong. */
const BESIDE: Readonly<Partial<Record<HttpsMode, object>>> = {
  letsencrypt: { email: 'me@example.org' },
  'letsencrypt-staging': { email: 'me@example.org' },
  certificate: { certificate: '/etc/ssl/maps.pem', certificateKey: '/etc/ssl/maps.key' },
};

/** The answers of a cell, as a person would give them. */
export function givenFor({ port, ...cell }: Cell, scheme = schemeOf(cell.https)): Readonly<Record<string, unknown>> {
  return { ...cell, ...BESIDE[cell.https], url: `${scheme}://maps.example.org:${port}` };
}

/** What a person would call a cell. */
export const cellName = ({ geonode, profile, https, port, broker, cache }: Cell): string =>
  `${geonode} ${profile} ${https} ${port} ${broker}${cache ? ' cache' : ''}`;

/** A mode and an address that do not go together, and what the program says about it. */
interface Refusal {
  readonly https: HttpsMode;
  readonly port: Port;
  readonly scheme: 'http' | 'https';
  readonly says: RegExp;
}

const OTHER_SCHEME = (https: HttpsMode): readonly Refusal[] =>
  PORTS.map((port) => ({
    https,
    port,
    scheme: https === 'off' ? 'https' : 'http',
    says: https === 'off' ? /an https address needs a certificate/ : /that mode serves an https address/,
  }));

const NOT_ON = (https: HttpsMode, ports: readonly Port[], says: RegExp): readonly Refusal[] =>
  ports.map((port) => ({ https, port, scheme: 'https', says }));

/** Every refused combination of mode, scheme and port: the other answers change nothing about it. */
export const REFUSALS: readonly Refusal[] = [
  ...HTTPS_MODES.flatMap(OTHER_SCHEME),
  ...NOT_ON('letsencrypt', [80, 8080, 8443], /it needs port 443/),
  ...NOT_ON('letsencrypt-staging', [80, 8080, 8443], /it needs port 443/),
  ...NOT_ON('certificate', [80], /http and https cannot share a port/),
  ...NOT_ON('local-ca', [80], /http and https cannot share a port/),
];

/** The refusal that a cell meets with the scheme that its mode asks for, if any. */
export const refusalOf = ({ https, port }: Cell): Refusal | undefined =>
  REFUSALS.find((one) => one.https === https && one.port === port && one.scheme === schemeOf(https));

/** The cells that give a project. */
export const VALID_CELLS: readonly Cell[] = CELLS.filter((cell) => refusalOf(cell) === undefined);
