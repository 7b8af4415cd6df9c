import { UsageError } from '../errors.ts';

/** A value that stands in `.env` and nowhere else; only the `.env` renderer turns it back into text. */
type Secret = string & { readonly __secret: unique symbol };

/** One secret of a project. */
export interface SecretRow {
  readonly name: string;
  /** The key of `.env` that owns it. */
  readonly owner: string;
  /** The environment variable with which a person can choose it; absent where it is always generated. */
  readonly variable?: `GEONODE_${string}`;
  /** `text`: letters and digits. `rsa`: a PKCS#8 PEM key, base64 on one line. `none`: never generated. */
  readonly kind: 'text' | 'rsa' | 'none';
  /** Characters of a text, bits of a key. */
  readonly length: number;
  /** What a typed value may hold. GeoServer's image pastes its password into a shell file and XML unescaped. */
  readonly typed: 'printable' | 'plain';
  readonly about: string;
}

const secret = (name: string, owner: string, about: string, rest: Partial<SecretRow> = {}): SecretRow => ({
  name,
  owner,
  about,
  kind: 'text',
  length: 32,
  typed: 'printable',
  ...rest,
});

/** THE secrets table. 32 letters and digits are 190 bits. */
export const SECRETS: readonly SecretRow[] = [
  secret('adminPassword', 'ADMIN_PASSWORD', 'password of the user admin', { variable: 'GEONODE_ADMIN_PASSWORD' }),
  secret('geoserverPassword', 'GEOSERVER_ADMIN_PASSWORD', "password of GeoServer's user admin", {
    variable: 'GEONODE_GEOSERVER_PASSWORD',
    typed: 'plain',
  }),
  secret('postgresPassword', 'POSTGRES_PASSWORD', 'password of the database superuser', {
    variable: 'GEONODE_POSTGRES_PASSWORD',
  }),
  secret('databasePassword', 'GEONODE_DATABASE_PASSWORD', "password of GeoNode's database role", {
    variable: 'GEONODE_DB_PASSWORD',
  }),
  secret('geodatabasePassword', 'GEONODE_GEODATABASE_PASSWORD', "password of the geodata's database role", {
    variable: 'GEONODE_GEODB_PASSWORD',
    typed: 'plain',
  }),
  secret('brokerPassword', 'BROKER_PASSWORD', 'password of the task queue', {
    variable: 'GEONODE_BROKER_PASSWORD',
    typed: 'plain',
  }),
  secret('smtpPassword', 'DJANGO_EMAIL_HOST_PASSWORD', 'password at the mail server', {
    variable: 'GEONODE_SMTP_PASSWORD',
    kind: 'none',
  }),
  secret('secretKey', 'SECRET_KEY', "Django's signing key", { length: 64 }),
  secret('oauthClientId', 'OAUTH2_CLIENT_ID', 'name under which GeoServer logs in', { length: 40 }),
  secret('oauthClientSecret', 'OAUTH2_CLIENT_SECRET', 'secret with which GeoServer logs in', { length: 64 }),
  secret('oauthApiKey', 'OAUTH2_API_KEY', 'key to the lists of users and roles'),
  secret('oidcKey', 'OIDC_RSA_PRIVATE_KEY', 'key that signs OpenID tokens', { kind: 'rsa', length: 2048 }),
];

/** Secrets by their name. */
type Secrets = Readonly<Record<string, Secret>>;

/** Makes new secrets; replaced by a seeded one in tests. */
export interface Entropy {
  /** Letters and digits. */
  text(length: number): string;
  /** Stands for a new RSA key, which takes its time, until `finished` puts the key in its place. */
  rsa(bits: number): string;
  /** A text with every key that something in it stands for: one base64 line each. A promise while one is being made. */
  finished(text: string): string | Promise<string>;
}

/**
 * Values for secrets that a project does not have yet: what the environment gives, otherwise new ones.
 * @throws UsageError when a typed secret holds a character that would not survive its way
 */
export function collectSecrets(rows: readonly SecretRow[], environment: NodeJS.ProcessEnv, entropy: Entropy): Secrets {
  const entries = rows.map((row): [string, Secret] => {
    const value = typedSecret(row, environment) || generated(row, entropy);
    return [row.name, value as Secret];
  });
  return Object.fromEntries(entries);
}

function generated(row: SecretRow, entropy: Entropy): string {
  if (row.kind === 'none') return '';
  return row.kind === 'rsa' ? entropy.rsa(row.length) : entropy.text(row.length);
}

const ALLOWED = {
  // The single quote would end the quoted value in `.env`.
  printable: {
    pattern: /^(?!')[^\p{C}\p{Z}'][^\p{C}'\u2028\u2029]*$/u,
    words: 'any printable character but the single quote',
  },
  plain: { pattern: /^[A-Za-z0-9_.~-]+$/, words: 'letters, digits and . _ ~ - only' },
} as const;

function typedSecret(row: SecretRow, environment: NodeJS.ProcessEnv): string | undefined {
  const value = row.variable === undefined ? undefined : environment[row.variable];
  if (!value) return undefined;
  return checkSecret(row, value);
}

/**
 * A typed secret, as it was typed.
 * @throws UsageError that names the variable and the rule, never the value
 */
export function checkSecret(row: SecretRow, value: string): string {
  const { pattern, words } = ALLOWED[row.typed];
  if (value.length > 200)
    throw new UsageError(`${row.variable} is longer than 200 characters.`, 'Choose a shorter one.');
  if (!pattern.test(value))
    throw new UsageError(`${row.variable} holds a character that it may not hold.`, `It takes ${words}.`);
  return value;
}
