import { HSTS_LEVELS } from '../choices.ts';
import { choice, email, path, serviceUrl } from '../values.ts';
import { OPTIONAL, REVIEWED, row } from './row.ts';

/** Asked always: administrators need it, Let's Encrypt requires it. */
export const EMAIL_ROWS = [
  row<'email'>({
    ...OPTIONAL,
    key: 'email',
    flag: '--email',
    type: 'text',
    placeholder: 'ADDRESS',
    group: 'Certificates',
    about: "the administrator's e-mail address; required for Let's Encrypt",
    question: "Administrator's e-mail address",
    step: 'ask',
    parse: email,
  }),
];

/** Where the certificate comes from and how strict browsers become. */
export const CERTIFICATE_ROWS = [
  row<'certificate'>({
    ...OPTIONAL,
    key: 'certificate',
    flag: '--certificate',
    type: 'text',
    placeholder: 'FILE',
    group: 'Certificates',
    about: 'PEM certificate chain of mode certificate; referenced by path, never copied',
    defaultText: 'asked with --https certificate',
    question: 'Certificate file (PEM, with its chain)',
    parse: path,
  }),
  row<'certificateKey'>({
    ...OPTIONAL,
    key: 'certificateKey',
    flag: '--certificate-key',
    type: 'text',
    placeholder: 'FILE',
    group: 'Certificates',
    about: 'PEM private key of mode certificate; referenced by path, never copied',
    defaultText: 'asked with --https certificate',
    question: 'Private key file (PEM)',
    parse: path,
  }),
  row<'acmeServer'>({
    ...OPTIONAL,
    key: 'acmeServer',
    flag: '--acme-server',
    type: 'text',
    placeholder: 'URL',
    group: 'Certificates',
    about: "directory URL of another ACME certificate authority than Let's Encrypt",
    defaultText: "Let's Encrypt",
    question: 'ACME directory URL',
    parse: (input) => serviceUrl(input, ['https'], 'https://ca.example.org/acme/directory'),
  }),
  row<'acmeCa'>({
    ...OPTIONAL,
    key: 'acmeCa',
    flag: '--acme-ca',
    type: 'text',
    placeholder: 'FILE',
    group: 'Certificates',
    about: 'PEM bundle that the ACME server is verified with',
    question: 'CA bundle of the ACME server',
    parse: path,
  }),
  row<'hsts'>({
    ...REVIEWED,
    key: 'hsts',
    flag: '--hsts',
    type: 'choice',
    placeholder: 'LEVEL',
    group: 'Certificates',
    about: 'how long browsers insist on https: short is an hour, long a year',
    choices: HSTS_LEVELS,
    defaultText: 'short with a public certificate, else off',
    question: 'HTTP Strict Transport Security',
    parse: (input) => choice(input, HSTS_LEVELS),
    fallback: ({ https }) => (https === 'letsencrypt' || https === 'certificate' ? 'short' : 'off'),
  }),
];
