import type { HttpsMode } from '../answers/choices.ts';

/** What a site presents to visitors. */
export interface ServedCertificate {
  /** The name of whoever signed it. */
  readonly issuer: string;
  readonly selfSigned: boolean;
  readonly until: Date;
}

type Words = (served: ServedCertificate | undefined, until: string) => string;

const STAND_IN = 'a self-signed one stands in, browsers warn';
const LOGS = 'docker compose logs letsencrypt tells how far it is';
const by = ({ issuer }: ServedCertificate, until: string): string => `signed by ${issuer}${until}`;

const acme =
  (also: string): Words =>
  (served, until) =>
    served === undefined || served.selfSigned ? `${STAND_IN}; ${LOGS}` : `${by(served, until)}${also}`;

const WORDS: Readonly<Record<HttpsMode, Words>> = {
  off: () => '',
  letsencrypt: acme(''),
  'letsencrypt-staging': acme('; browsers do not trust this authority'),
  certificate: (_, until) => `your own${until}`,
  'local-ca': (_, until) => `of the project’s own CA${until}; README.md, "HTTPS", tells how devices come to trust it`,
  proxy: () => 'at the proxy in front',
};

/** One line about the certificate of a site in a mode; '' without HTTPS. `served` is what it presents, if somebody has looked. */
export function certificateWords(mode: HttpsMode, served?: ServedCertificate): string {
  return WORDS[mode](served, served === undefined ? '' : `, until ${served.until.toISOString().slice(0, 10)}`);
}
