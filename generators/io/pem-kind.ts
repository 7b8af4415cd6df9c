/** What a PEM file should hold. */
export type PemKind = 'CERTIFICATE' | 'PRIVATE KEY';

const WORDS: Readonly<Record<PemKind, string>> = { CERTIFICATE: 'certificate', 'PRIVATE KEY': 'private key' };

interface Mistake {
  /** undefined: whichever kind was asked for. */
  readonly when?: PemKind;
  readonly is: (bytes: Buffer, text: string) => boolean;
  readonly words: string;
}

const PKCS12 = Buffer.from('2a864886f70d010701', 'hex');
const begins = (label: string) => (_: Buffer, text: string) => text.includes(`-----BEGIN ${label}`);
const isDer = (bytes: Buffer): boolean => bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80;

// The first that applies is told: what a file is comes before what it lacks.
const MISTAKES: readonly Mistake[] = [
  { is: (bytes) => bytes.length === 0, words: 'is empty.' },
  {
    is: (bytes) => isDer(bytes) && bytes.subarray(0, 200).includes(PKCS12),
    words: 'is a PKCS#12 file (.pfx, .p12). Take both out of it: openssl pkcs12 -in FILE -nodes -out all.pem',
  },
  {
    is: isDer,
    words:
      'is in the binary form DER. Convert it: openssl x509 -inform der -in FILE -out fullchain.pem (a key: openssl pkey)',
  },
  {
    is: (bytes) => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff),
    words: 'is UTF-16 text. Save it as plain ASCII.',
  },
  {
    is: begins('PKCS7'),
    words: 'is a PKCS#7 bundle. Convert it: openssl pkcs7 -print_certs -in FILE -out fullchain.pem',
  },
  {
    when: 'CERTIFICATE',
    is: (_, text) => /-----BEGIN (?:NEW )?CERTIFICATE REQUEST/.test(text) && !hasPem(text, 'CERTIFICATE'),
    words: 'is a signing request: send it to the certificate authority, and name the certificate that comes back.',
  },
  {
    when: 'CERTIFICATE',
    is: (_, text) => hasPem(text, 'PRIVATE KEY') && !hasPem(text, 'CERTIFICATE'),
    words: 'is a private key. The two files may have been swapped.',
  },
  {
    when: 'PRIVATE KEY',
    is: (_, text) => hasPem(text, 'CERTIFICATE') && !hasPem(text, 'PRIVATE KEY'),
    words: 'is a certificate. The two files may have been swapped.',
  },
  { when: 'PRIVATE KEY', is: begins('PUBLIC KEY'), words: 'is a public key; the private one is needed.' },
  { when: 'PRIVATE KEY', is: begins('OPENSSH PRIVATE KEY'), words: 'is a key for SSH, which nginx cannot read.' },
  {
    when: 'PRIVATE KEY',
    is: (_, text) => /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text),
    words:
      'is protected by a password that nginx cannot ask for. Take it off: openssl pkey -in FILE -out privkey.pem; and keep that file to yourself.',
  },
];

const hasPem = (text: string, kind: string): boolean => new RegExp(`-----BEGIN (?:[A-Z]+ )*${kind}-----`).test(text);

/** What is wrong with the bytes of a file that should hold this; undefined where nothing is. */
export function pemProblem(bytes: Buffer, kind: PemKind): string | undefined {
  const text = bytes.toString('latin1');
  const mistake = MISTAKES.find(({ when = kind, is }) => when === kind && is(bytes, text));
  if (mistake !== undefined) return mistake.words;
  if (!hasPem(text, kind)) return `holds no PEM ${WORDS[kind]}.`;
  if (!new RegExp(`-----END (?:[A-Z]+ )*${kind}-----`).test(text))
    return 'is cut off: its last line, -----END …, is missing.';
  return undefined;
}
