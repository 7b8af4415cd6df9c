/** What a project is for: it decides how open, how watched and how large everything is. */
export const PROFILES = ['development', 'production'] as const;
/** How the site is reached: who ends TLS, and where its certificate comes from. */
export const HTTPS_MODES = ['off', 'letsencrypt', 'letsencrypt-staging', 'certificate', 'local-ca', 'proxy'] as const;
/** How long browsers are told to insist on https. */
export const HSTS_LEVELS = ['off', 'short', 'long'] as const;
/** Task queues between django and celery. */
export const BROKERS = ['redis', 'rabbitmq'] as const;
/** Who may create an account. */
export const SIGNUP_POLICIES = ['open', 'approval', 'closed'] as const;

/** One of `PROFILES`. */
export type Profile = (typeof PROFILES)[number];
/** One of `HTTPS_MODES`. */
export type HttpsMode = (typeof HTTPS_MODES)[number];
/** One of `HSTS_LEVELS`. */
export type Hsts = (typeof HSTS_LEVELS)[number];
/** One of `BROKERS`. */
export type Broker = (typeof BROKERS)[number];
/** One of `SIGNUP_POLICIES`. */
export type Signup = (typeof SIGNUP_POLICIES)[number];
