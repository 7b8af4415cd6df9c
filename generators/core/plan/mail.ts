/** Django's mail settings of an SMTP URL. */
interface MailSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** STARTTLS after connecting; never together with `ssl`. */
  readonly tls: boolean;
  /** TLS from the first byte. */
  readonly ssl: boolean;
}

const SUBMISSION = 587;

/** The settings of `smtp[s]://[user@]host[:port]`, or undefined when mail is off. */
export function mailSettings(smtp: string | undefined): MailSettings | undefined {
  if (smtp === undefined) return undefined;
  const url = new URL(smtp);
  const ssl = url.protocol === 'smtps:';
  const port = Number(url.port) || (ssl ? 465 : SUBMISSION);
  // Only port 25 is commonly served without encryption.
  return { host: url.hostname, port, user: decodeURIComponent(url.username), tls: !ssl && port !== 25, ssl };
}
