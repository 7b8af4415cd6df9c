import { UsageError } from '../../errors.ts';
import { parseOrigin } from '../address.ts';
import { SIGNUP_POLICIES } from '../choices.ts';
import { choice, language, list, path, serviceUrl, shown, timezone } from '../values.ts';
import { always, OPTIONAL, REVIEWED, row } from './row.ts';

/** How the site behaves towards its visitors. */
export const SITE_ROWS = [
  row<'language'>({
    ...REVIEWED,
    key: 'language',
    flag: '--language',
    type: 'text',
    placeholder: 'CODE',
    group: 'Site',
    about: 'language of the site',
    defaultText: 'en',
    question: 'Language',
    parse: language,
    fallback: always('en'),
  }),
  row<'timezone'>({
    ...REVIEWED,
    key: 'timezone',
    flag: '--timezone',
    type: 'text',
    placeholder: 'ZONE',
    group: 'Site',
    about: 'time zone of the site',
    defaultText: "this machine's zone",
    question: 'Time zone',
    parse: timezone,
    fallback: (_, facts) => facts.timezone,
  }),
  row<'signup'>({
    ...REVIEWED,
    key: 'signup',
    flag: '--signup',
    type: 'choice',
    placeholder: 'POLICY',
    group: 'Site',
    about: 'who may create an account',
    choices: SIGNUP_POLICIES,
    defaultText: 'closed in production, open in development',
    question: 'Sign-up',
    parse: (input) => choice(input, SIGNUP_POLICIES),
    fallback: ({ profile }) => (profile === 'development' ? 'open' : 'closed'),
  }),
  row<'corsOrigins'>({
    ...REVIEWED,
    key: 'corsOrigins',
    flag: '--cors-origin',
    type: 'list',
    placeholder: 'ORIGIN',
    group: 'Site',
    about: 'origin that may read the APIs and OGC services (repeatable)',
    defaultText: 'none; all in development',
    question: 'CORS origins',
    parse: (input) => list(input, parseOrigin),
    fallback: always([]),
  }),
  row<'smtp'>({
    ...OPTIONAL,
    key: 'smtp',
    flag: '--smtp-url',
    type: 'text',
    placeholder: 'URL',
    group: 'Site',
    about: 'mail server as smtp(s)://user@host:port; its password is GEONODE_SMTP_PASSWORD in the environment',
    question: 'Mail server',
    parse: (input) => serviceUrl(input, ['smtp', 'smtps'], 'smtp://user@mail.example.org:587'),
  }),
];

/** The organisation's network, at build and at run time. */
export const NETWORK_ROWS = [
  row<'httpProxy'>({
    ...OPTIONAL,
    key: 'httpProxy',
    flag: '--http-proxy',
    type: 'text',
    placeholder: 'URL',
    group: 'Network',
    about: 'HTTP proxy for builds and for the containers',
    defaultText: 'from the environment where it is set',
    question: 'HTTP proxy',
    parse: (input) => serviceUrl(input, ['http', 'https'], 'http://proxy.example.org:3128'),
    fallback: (_, facts) => facts.httpProxy,
  }),
  row<'noProxy'>({
    ...OPTIONAL,
    key: 'noProxy',
    flag: '--no-proxy',
    type: 'text',
    placeholder: 'LIST',
    group: 'Network',
    about: 'hosts that are reached without the proxy; the services are added',
    defaultText: 'from the environment where it is set',
    question: 'Hosts without the proxy',
    parse: (input) => list(input, noProxyItem).join(','),
    // Other programs' own notations in the variable are left out: a stored answer must be readable again.
    fallback: (_, { noProxy = '' }) =>
      list(
        noProxy.split(/[\s,]+/).filter((item) => HOST_OR_NETWORK.test(item)),
        noProxyItem,
      ).join(',') || undefined,
  }),
  row<'packageIndex'>({
    ...OPTIONAL,
    key: 'packageIndex',
    flag: '--package-index',
    type: 'text',
    placeholder: 'URL',
    group: 'Network',
    about: 'Python package index for the build',
    defaultText: 'PyPI',
    question: 'Python package index',
    parse: (input) => serviceUrl(input, ['http', 'https'], 'https://pypi.example.org/simple'),
  }),
  row<'caBundle'>({
    ...OPTIONAL,
    key: 'caBundle',
    flag: '--ca-bundle',
    type: 'text',
    placeholder: 'FILE',
    group: 'Network',
    about: "PEM bundle of the organisation's certificate authorities",
    question: 'CA bundle',
    parse: path,
  }),
];

const HOST_OR_NETWORK = /^[A-Za-z0-9.:*/[\]-]{1,253}$/;

function noProxyItem(item: string): string {
  if (HOST_OR_NETWORK.test(item)) return item;
  throw new UsageError(
    `${shown(item)} is neither a host nor a network.`,
    'Write hosts, domains and networks, such as .example.org,10.0.0.0/8.',
  );
}
