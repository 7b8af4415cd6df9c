import { parseAddress } from './address.ts';
import { usesAcme } from './rows/row.ts';
import type { Answers } from './types.ts';

/** A way in which two answers do not go together, and what to write instead. */
interface BrokenRule {
  readonly problem: string;
  readonly hint: string;
}

interface Rule extends BrokenRule {
  broken(answers: Answers): boolean;
  /** Every other complaint would only follow from this one. */
  readonly decisive?: true;
}

type Write = (answers: Answers) => Rule;

const address = (answers: Answers) => parseAddress(answers.url);
const certifiedByAcme = (answers: Answers): boolean => {
  const { kind } = address(answers).host;
  return kind === 'domain' || (kind === 'local' && answers.acmeServer !== undefined);
};
const endsTls = ({ https }: Answers): boolean => https !== 'off' && https !== 'proxy';

/** What must hold between answers (design §2: everything else is exit 2 naming both flags). */
const RULES: readonly Write[] = [
  ({ url, https }) => ({
    decisive: true,
    broken: (a) => https === 'off' && address(a).scheme === 'https',
    problem: `--https off does not go with --url ${url}: an https address needs a certificate.`,
    hint: 'Write the address with http://, or choose another --https mode.',
  }),
  (answers) => ({
    decisive: true,
    broken: ({ https }) => https !== 'off' && address(answers).scheme === 'http',
    problem: `--https ${answers.https} does not go with --url ${answers.url}: that mode serves an https address.`,
    // What is advised must not be refused in turn.
    hint:
      usesAcme(answers.https) && !certifiedByAcme(answers)
        ? 'No public authority certifies this host: choose --https off, or write the address with https:// and use --https local-ca or --https certificate.'
        : 'Write the address with https://, or choose --https off.',
  }),
  ({ url, https }) => ({
    broken: (a) => usesAcme(https) && !certifiedByAcme(a),
    problem: `--https ${https} does not go with --url ${url}: a public authority certifies public domain names only.`,
    hint: 'Use --https local-ca or --https certificate, or an address with a public domain; a private authority (--acme-server) certifies local names, too.',
  }),
  ({ url, https }) => ({
    broken: (a) => usesAcme(https) && address(a).port !== 443,
    problem: `--https ${https} does not go with --url ${url}: it needs port 443.`,
    hint: 'Leave the port out of the address, or use --https certificate.',
  }),
  ({ https }) => ({
    broken: (a) => usesAcme(https) && a.email === undefined,
    problem: `--https ${https} needs --email: the account at the authority gets it, and so do people who reset a password.`,
    hint: 'Add --email name@example.org.',
  }),
  ({ https }) => ({
    broken: (a) => https === 'certificate' && (a.certificate === undefined || a.certificateKey === undefined),
    problem: '--https certificate needs --certificate and --certificate-key.',
    hint: 'Name the two PEM files; they are referenced by path and never copied.',
  }),
  ({ acmeCa }) => ({
    broken: (a) => acmeCa !== undefined && a.acmeServer === undefined,
    problem: '--acme-ca needs --acme-server.',
    hint: "Leave --acme-ca out for Let's Encrypt.",
  }),
  ({ url, httpPort }) => ({
    broken: (a) => endsTls(a) && address(a).port === httpPort,
    problem: `--http-port ${httpPort} does not go with --url ${url}: http and https cannot share a port.`,
    hint: 'Choose another --http-port; it only redirects to https.',
  }),
];

/** The rules that these answers break, in the order of the table. */
export function brokenRules(answers: Answers): readonly BrokenRule[] {
  const broken = RULES.map((write) => write(answers)).filter((rule) => rule.broken(answers));
  const decisive = broken.filter((rule) => rule.decisive);
  return decisive.length > 0 ? decisive : broken;
}

/** What is allowed and yet worth a word before anything is written; plain sentences. */
export function cautions(answers: Answers): readonly string[] {
  const { host } = address(answers);
  const lines: readonly (readonly [boolean, string])[] = [
    [
      answers.profile === 'development' && answers.bind !== '127.0.0.1' && answers.bind !== '::1',
      `The development profile shows error pages with settings and source code, and --bind ${answers.bind} lets other machines see them.`,
    ],
    [
      answers.https === 'off' && host.kind === 'domain',
      `Passwords travel in the clear to ${answers.url}. Use https:// for anything but a test.`,
    ],
    [
      answers.trustedProxies.some((network) => network.endsWith('/0')),
      'With --trusted-proxy everybody may say who the visitor is: name the proxy alone.',
    ],
    [
      usesAcme(answers.https) && answers.httpPort !== 80,
      `Let's Encrypt asks on port 80; something outside has to forward it to port ${answers.httpPort}.`,
    ],
  ];
  return lines.filter(([applies]) => applies).map(([, line]) => line);
}
