import { request as http } from 'node:http';

/** An answer, as a browser gets it. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Options {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A browser with a cookie jar: it keeps what a site sets, and follows nothing by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send(url, { headers });
  }

  /** Posts a form with the page's own CSRF token, as its HTML would. */
  post(url: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const body = new URLSearchParams({
      ...fields,
      csrfmiddlewaretoken: this.#cookies.get('csrftoken') ?? '',
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin, referer: url };
    return this.send(url, { method: 'POST', headers, body });
  }

  async send(url: string, { method = 'GET', headers = {}, body }: Options): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await fetchPage(url, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of [page.headers['set-cookie'] ?? []].flat()) this.#keep(line, url);
    return page;
  }

  // A browser drops a secure cookie that comes over http: that is how nobody could log in.
  #keep(line: string, url: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    if (attributes.some((one) => one.toLowerCase() === 'secure') && url.startsWith('http:')) return;
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    this.#cookies.set(name, value);
  }
}

function fetchPage(url: string, { method, headers, body }: Options): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = http(
      url,
      {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
        timeout: 30_000,
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
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
