import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** What a certificate and its key are worth for a site. */
interface PairVerdict {
  /** Why nginx could not serve them. */
  readonly problems: readonly string[];
  /** Why browsers would complain, now or soon. */
  readonly warnings: readonly string[];
}

/** What the certificate is for. */
interface PairPurpose {
  /** The site's host, then its aliases; IPv6 addresses without brackets. */
  readonly hosts: readonly string[];
  readonly now: Date;
}

const DAY = 86_400_000;
const SOON = 30;
const SHORTEST_RSA = 2048;

/** Judges a certificate chain and a private key, both as PEM texts that hold what they should. */
export function judgePair(certificate: string, key: string, purpose: PairPurpose): PairVerdict {
  const chain = chainOf(certificate);
  if (typeof chain === 'string') return { problems: [`--certificate ${chain}`], warnings: [] };
  const privateKey = keyOf(key);
  if (typeof privateKey === 'string') return { problems: [`--certificate-key ${privateKey}`], warnings: [] };
  const [leaf] = chain as [X509Certificate];
  const problem = leaf.checkPrivateKey(privateKey) ? undefined : unfitting(chain, privateKey);
  return { problems: problem ? [problem] : [], warnings: CHECKS.flatMap((check) => check(chain, leaf, purpose) ?? []) };
}

function chainOf(text: string): readonly X509Certificate[] | string {
  const blocks = text.match(
    /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g,
  );
  try {
    return (blocks ?? []).length === 0
      ? 'cannot be read: its text is damaged.'
      : (blocks ?? []).map((block) => new X509Certificate(block));
  } catch {
    return 'cannot be read: its text is damaged. Was a line lost while it was copied?';
  }
}

function keyOf(text: string): KeyObject | string {
  try {
    const key = createPrivateKey(text);
    return ['rsa', 'ec', 'ed25519', 'rsa-pss'].includes(key.asymmetricKeyType ?? '')
      ? key
      : `is of the kind ${key.asymmetricKeyType}, with which no browser connects. Make one with RSA or ECDSA.`;
  } catch {
    return 'cannot be read: its text is damaged. Was a line lost while it was copied?';
  }
}

// The right certificate may be there, in the wrong place.
function unfitting(chain: readonly X509Certificate[], key: KeyObject): string {
  return chain.some((one) => one.checkPrivateKey(key))
    ? '--certificate has the certificate of the site behind another one. It has to be the first, then its intermediates.'
    : '--certificate and --certificate-key do not belong together: the key is that of another certificate.';
}

type Check = (chain: readonly X509Certificate[], leaf: X509Certificate, purpose: PairPurpose) => string | undefined;

const date = (text: string): string => new Date(text).toISOString().slice(0, 10);
const isIp = (host: string): boolean => /^[\d.]+$|:/.test(host);
const covers = (leaf: X509Certificate, host: string): boolean =>
  (isIp(host) ? leaf.checkIP(host) : leaf.checkHost(host, { subject: 'never' })) !== undefined;
const isSelfSigned = (one: X509Certificate): boolean => one.subject === one.issuer;

const CHECKS: readonly Check[] = [
  (_, leaf, { now }) =>
    Date.parse(leaf.validTo) < now.getTime() ? `The certificate has expired on ${date(leaf.validTo)}.` : undefined,
  (_, leaf, { now }) =>
    Date.parse(leaf.validFrom) > now.getTime()
      ? `The certificate is valid only from ${date(leaf.validFrom)} on. Is the clock of this machine right?`
      : undefined,
  (_, leaf, { now }) => {
    const days = Math.floor((Date.parse(leaf.validTo) - now.getTime()) / DAY);
    return days >= 0 && days < SOON ? `The certificate expires in ${days} days.` : undefined;
  },
  (_, leaf) =>
    leaf.subjectAltName === undefined
      ? 'The certificate names its site in the subject only. Browsers look at the alternative names (SAN), and there are none.'
      : undefined,
  (_, leaf, { hosts: [host = ''] }) =>
    leaf.subjectAltName === undefined || covers(leaf, host)
      ? undefined
      : `The certificate is not for ${host}; it is for ${leaf.subjectAltName.replaceAll(/DNS:|IP Address:/g, '')}.`,
  (_, leaf, { hosts: [, ...aliases] }) => {
    const open = leaf.subjectAltName === undefined ? [] : aliases.filter((host) => !covers(leaf, host));
    return open.length > 0 ? `The certificate does not cover ${open.join(', ')}.` : undefined;
  },
  (_, leaf) =>
    leaf.ca && !isSelfSigned(leaf) ? 'The first certificate is that of an authority, not that of the site.' : undefined,
  (_, leaf) => {
    const { modulusLength = SHORTEST_RSA } = leaf.publicKey.asymmetricKeyDetails ?? {};
    return modulusLength < SHORTEST_RSA
      ? `The key has ${modulusLength} bits. Browsers refuse RSA keys of less than ${SHORTEST_RSA}.`
      : undefined;
  },
  (chain) =>
    chain.length === 1 && chain.every((one) => !isSelfSigned(one))
      ? 'The certificate stands alone. Add the intermediates of its authority behind it, or some devices will not trust it.'
      : undefined,
  (chain) => {
    const at = chain.findIndex(
      (one, index) => chain[index + 1] && !one.checkIssued(chain[index + 1] as X509Certificate),
    );
    return at < 0
      ? undefined
      : `Certificate ${at + 2} of the chain has not issued certificate ${at + 1}. The order is: the site, then each authority above it.`;
  },
  (chain, _, { now }) =>
    chain.slice(1).some(({ validTo }) => Date.parse(validTo) < now.getTime())
      ? 'A certificate of an authority in the chain has expired.'
      : undefined,
  (_, leaf) =>
    isSelfSigned(leaf) ? 'The certificate is self-signed: browsers warn until they are told to trust it.' : undefined,
];
