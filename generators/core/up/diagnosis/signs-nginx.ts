import type { ContainerFacts, Evidence } from '../evidence.ts';
import { type ContainerRow, containerSign, type Sign } from './sign.ts';

const NGINX = 'geonode';
const STANDS_IN = /^nginx: no usable certificate in \/certificate;/;

const NGINX_ROWS: readonly ContainerRow[] = [
  {
    cause: 'certificate-not-issued',
    in: 'log',
    services: ['letsencrypt'],
    pattern: /^letsencrypt: given up after \d+ attempts: (?<message>.*)$/,
  },
  {
    cause: 'nginx-config',
    in: 'log',
    services: [NGINX],
    // The number is that of the process.
    pattern: /(?:\[emerg\] (?:\d+#\d+: )?|^nginx: (?=\S+ (?:may only|must be|does not go)|HTTPS_MODE=))(?<message>.*)$/,
  },
];

// nginx is healthy all the same: a self-signed certificate stands in, and browsers warn.
const UNCERTIFIED: Sign = {
  cause: 'certificate-missing',
  in: 'container',
  find: (evidence) =>
    running(evidence)
      .flatMap(({ service, log }) => log.filter((line) => STANDS_IN.test(line)).map((line) => ({ service, line })))
      .slice(-1)
      .map((found) => ({ ...found, details: { path: certificateOf(evidence) } })),
};

const running = ({ phase, containers }: Evidence): readonly ContainerFacts[] =>
  containers.filter(({ service }) => service === NGINX && (phase === 'up' || phase === 'wait'));

/** What nginx says. */
export const NGINX_SIGNS: readonly Sign[] = [...NGINX_ROWS.map(containerSign), UNCERTIFIED];

function certificateOf({ model, env }: Evidence): string {
  const binds = model.services.find(({ name }) => name === NGINX)?.binds ?? [];
  const paths = [env.CERTIFICATE_FILE, env.CERTIFICATE_KEY_FILE].filter((path) => path !== undefined);
  const named = paths.length > 0 ? paths : binds.filter((path) => /\.(?:pem|crt|cer|key)$/.test(path));
  return named.join(' or ') || 'the place that .env names';
}
