import { parseAddress } from '../answers/address.ts';
import { HTTPS_MODES, type HttpsMode } from '../answers/choices.ts';
import { addressIn, type Env } from './site.ts';
import { type Step, step } from './step.ts';
import type { Transition } from './transition.ts';

/** What another mode, or another host in the same mode, needs outside of the containers. */
export function httpsMode({ before, after, envBefore, envAfter }: Transition): readonly Step[] {
  const [old, now] = [addressIn(envBefore, before), addressIn(envAfter, after)].map((url) => parseAddress(url).urlHost);
  const modes = [envBefore.HTTPS_MODE ?? before.https, envAfter.HTTPS_MODE ?? after.https];
  const sameMode = modes[0] === modes[1];
  if (now === undefined || (old === now && sameMode)) return [];
  const mode = HTTPS_MODES.find((one) => one === modes[1]);
  const port = /^\d+$/.exec(envAfter.HTTP_PORT ?? '')?.[0] ?? String(after.httpPort);
  return mode === undefined ? [] : BY_MODE[mode]({ host: now, sameMode, port });
}

interface Place {
  readonly host: string;
  readonly sameMode: boolean;
  readonly port: string;
}

const acme = ({ host }: Place): readonly Step[] => [
  step(
    'check',
    'dns',
    `Make sure that ${host} leads to this machine in the public DNS, and that ports 80 and 443 are open.`,
  ),
  step(
    'after',
    'certificate',
    'See whether the certificate arrives; until then browsers warn.',
    'docker compose logs letsencrypt',
  ),
];

const BY_MODE: Readonly<Record<HttpsMode, (place: Place) => readonly Step[]>> = {
  off: () => [],
  letsencrypt: acme,
  'letsencrypt-staging': acme,
  certificate: ({ host }) => [step('check', 'certificate', `Make sure that your certificate is valid for ${host}.`)],
  // The authority is made once, and signs for every later name.
  'local-ca': ({ sameMode }) =>
    sameMode
      ? []
      : [
          step(
            'after',
            'certificate',
            'Copy the certificate authority out and import it into browsers or systems; until then they warn.',
            'docker compose cp geonode:/geonode-certificates/local-ca/ca.pem .',
          ),
        ],
  proxy: ({ host, port }) => [
    step(
      'check',
      'proxy',
      `Let the proxy in front send ${host} to port ${port} of this machine, keep the Host header and set X-Forwarded-For.`,
    ),
  ],
};

const runsLetsencrypt = (env: Env): boolean => (env.COMPOSE_PROFILES ?? '').split(',').includes('letsencrypt');

/** For Compose a service whose profile is off is no orphan: its container would go on asking for certificates. */
export function profiles({ envBefore, envAfter }: Transition): readonly Step[] {
  if (!runsLetsencrypt(envBefore) || runsLetsencrypt(envAfter)) return [];
  const command = 'docker compose --profile letsencrypt rm --stop --force letsencrypt';
  return [
    step('after', 'letsencrypt', 'Remove the container that asks for certificates: it would go on running.', command),
  ];
}

/** What browsers remember of the old mode. */
export function httpsNotes({ envBefore, envAfter }: Transition): readonly string[] {
  const seconds = Number(envBefore.SECURE_HSTS_SECONDS ?? 0);
  const leaves = envBefore.HTTPS_MODE !== 'off' && envAfter.HTTPS_MODE === 'off';
  if (!leaves || !(seconds > 0)) return [];
  return [
    `Browsers that know this host insist on https for up to ${seconds} seconds after their last visit, and cannot open it until then.`,
  ];
}
