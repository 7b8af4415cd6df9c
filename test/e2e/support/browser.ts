import { type RequestOptions as HttpOptions, request as http } from 'node:http';
import { request as https } from 'node:https';
import { isIP } from 'node:net';
import { CookieJar } from 'tough-cookie';

/** An answer, as a browser gets it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A file of a form. */
export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** `ca`: PEM of the only authority that is trusted. `from`: the address of this machine that it comes from. */
interface Settings {
  readonly ca?: string | undefined;
  readonly from?: string | undefined;
}

/**
 * A browser with a cookie jar: it keeps what a site sets, and follows nothing by itself. Names lead to this machine, whatever
 * the DNS says. Certificates are verified.
 */
export class Browser {
  readonly #jar = new CookieJar(undefined, { allowSpecialUseDomain: true, rejectPublicSuffixes: false });
  readonly #settings: Settings;

  constructor(settings: Settings = {}) {
    this.#settings = settings;
  }

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send(url, { headers });
  }

  /** Posts a form with the page's own CSRF token, as its HTML would. */
  async post(url: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const csrfmiddlewaretoken = (await this.cookie(url, 'csrftoken'))?.value ?? '';
    const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin, referer: url };
    return this.send(url, { method: 'POST', headers, body });
  }

  /** Posts JSON, as the page's own script would. */
  async json(url: string, value: unknown): Promise<Page> {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    return this.send(url, {
      method: 'POST',
      headers: { ...(await this.#scripted(url)), ...headers },
      body: JSON.stringify(value),
    });
  }

  /** Sends a form with one file, as the page's own script would. */
  async upload(
    url: string,
    fields: Readonly<Record<string, string>>,
    field: string,
    { name, type, content }: UploadedFile,
  ): Promise<Page> {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    form.set(field, new Blob([new Uint8Array(content)], { type }), name);
    const encoded = new Response(form);
    const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
    const body = Buffer.from(await encoded.arrayBuffer());
    return this.send(url, { method: 'POST', headers: { ...(await this.#scripted(url)), ...headers }, body });
  }

  async #scripted(url: string): Promise<Readonly<Record<string, string>>> {
    const token = (await this.cookie(url, 'csrftoken'))?.value ?? '';
    return { 'x-csrftoken': token, origin: new URL(url).origin, referer: url };
  }

  async send(url: string, { method = 'GET', headers = {}, body }: Sent): Promise<Page> {
    const { ca, from } = this.#settings;
    const cookie = await this.#jar.getCookieString(url);
    const page = await fetchPage(url, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(ca === undefined ? {} : { ca }),
      ...(from === undefined ? {} : { localAddress: from }),
      ...(body === undefined ? {} : { body }),
    });
    for (const line of [page.headers['set-cookie'] ?? []].flat()) await this.#keep(line, url);
    return page;
  }

  /** Follows an answer's redirects, ten at most; gives every page on the way, the last one last. */
  async follow(first: Page): Promise<readonly Page[]> {
    const pages = [first];
    for (let page = first; page.status >= 300 && page.status < 400 && pages.length < 10; ) {
      page = await this.get(new URL(String(page.headers.location), page.url).href);
      pages.push(page);
    }
    return pages;
  }

  /** The cookie of a name that would be sent to an address. */
  async cookie(url: string, name: string) {
    return (await this.#jar.getCookies(url)).find(({ key }) => key === name);
  }

  // A browser drops a secure cookie that comes over http: that is how nobody could log in.
  async #keep(line: string, url: string): Promise<void> {
    if (url.startsWith('http:') && /;\s*secure\b/i.test(line)) return;
    await this.#jar.setCookie(line, url);
  }
}

type RequestOptions = HttpOptions & { readonly body?: string | Buffer; readonly ca?: string };

const toThisMachine: HttpOptions['lookup'] = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);

function fetchPage(url: string, { body, headers, ...options }: RequestOptions): Promise<Page> {
  const { protocol, hostname } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http)(
      url,
      {
        ...options,
        ...(isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { lookup: toThisMachine } : {}),
        headers: { ...length, ...(headers as Record<string, string>) },
        agent: false,
        timeout: 30_000,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ url, status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error(`${url} took too long`)));
    request.end(body);
  });
}

/** Asks again until the answer is as it should be, or gives the last one after the limit. */
export async function eventually<T>(ask: () => Promise<T>, good: (value: T) => boolean, seconds: number): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (good(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
