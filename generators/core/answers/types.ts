import type { Line } from '../plan/lines.ts';
import type { Broker, Hsts, HttpsMode, Profile, Signup } from './choices.ts';
import type { Kept } from './kept.ts';

/** Every answer, parsed and canonical. What may be absent is undefined here, never an empty text. */
export interface Answers {
  /** Absolute path of the project. */
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  readonly geonode: Line;
  /** What an adopted project keeps of its own; undefined for one that this program made. */
  readonly kept: Kept | undefined;
  readonly profile: Profile;
  /** Canonical public URL without trailing slash. */
  readonly url: string;
  readonly aliases: readonly string[];
  readonly https: HttpsMode;
  readonly certificate: string | undefined;
  readonly certificateKey: string | undefined;
  readonly acmeServer: string | undefined;
  readonly acmeCa: string | undefined;
  readonly email: string | undefined;
  readonly httpPort: number;
  /** `all` or one IP address. */
  readonly bind: string;
  readonly trustedProxies: readonly string[];
  readonly hsts: Hsts;
  /** Decimal gigabytes, as machines are sold. */
  readonly memory: number;
  readonly cpus: number;
  /** Binary size with its unit, `5G` or `500M`. */
  readonly maxUpload: string;
  readonly broker: Broker;
  readonly cache: boolean;
  readonly language: string;
  readonly timezone: string;
  readonly signup: Signup;
  readonly corsOrigins: readonly string[];
  /** `smtp[s]://[user@]host:port`, never with a password. */
  readonly smtp: string | undefined;
  readonly httpProxy: string | undefined;
  readonly noProxy: string | undefined;
  readonly packageIndex: string | undefined;
  readonly caBundle: string | undefined;
  readonly git: boolean;
  readonly build: boolean;
  readonly up: boolean;
}

/** The name of an answer, as in an answers file. */
export type AnswerKey = keyof Answers;
/** The answers that are known so far. */
export type Known = Partial<Answers>;

/** What was found out about this machine before anything is asked. Sizes in decimal gigabytes. */
export interface Facts {
  readonly cwd: string;
  readonly memory: number;
  readonly cpus: number;
  /** Where memory and cpus come from, in words for the question. */
  readonly machine: string;
  readonly timezone: string;
  /** This machine's addresses that a colleague could type. */
  readonly lanAddresses: readonly string[];
  /** Proxy settings of the environment; a URL with credentials is left out. */
  readonly httpProxy: string | undefined;
  readonly noProxy: string | undefined;
}

/** Sections in which help, the review and the README list the answers. */
export const GROUPS = ['Project', 'Address', 'Certificates', 'Machine', 'Site', 'Network', 'Actions'] as const;
type Group = (typeof GROUPS)[number];

/** What a parser may look at besides the text itself. */
export interface ParseContext {
  readonly cwd: string;
  /** The scheme of an address that was typed without one. */
  readonly scheme: 'http' | 'https';
}

/** One line of the answers table; everything that asks, parses, prints or documents an answer is derived from it. */
export interface AnswerRow<K extends AnswerKey = AnswerKey> {
  readonly key: K;
  /** `--name`; the one answer without a flag is the positional directory. */
  readonly flag: `--${string}` | undefined;
  readonly type: 'text' | 'choice' | 'switch' | 'number' | 'list' | 'names';
  /** What stands behind the flag in the help, such as `URL`. */
  readonly placeholder: string;
  readonly group: Group;
  /** One line for the help and the documentation. */
  readonly about: string;
  /** The default in words. */
  readonly defaultText: string;
  readonly question: string;
  readonly choices?: readonly string[];
  /** `ask`: on the default path at a terminal. `review`: only in the list of answers. `never`: found out, not given. */
  readonly step: 'ask' | 'review' | 'never';
  /** Whether it lives on in the project's .yo-rc.json. */
  readonly stored: boolean;
  /** Whether an absent value is a valid answer. */
  readonly optional?: true;
  /** @throws UsageError when the input cannot be used */
  parse(input: unknown, context: ParseContext): Answers[K];
  /** The value when nobody answers; undefined where there is none. */
  fallback(known: Known, facts: Facts): Answers[K] | undefined;
}
