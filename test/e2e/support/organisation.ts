import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, createServer as createTcp, type Server as TcpServer } from 'node:net';
import { basename, join } from 'node:path';
import type { Pair } from './authority.ts';

const listen = <T extends TcpServer>(server: T): Promise<T> =>
  new Promise((resolve) => server.listen(0, '0.0.0.0', () => resolve(server)));
const portOf = (server: TcpServer): number => (server.address() as AddressInfo).port;
const close = (server: TcpServer): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** The package index of an organisation: the wheels of a folder, in the layout of PEP 503. */
function page(wheels: string, url: string): string | Buffer {
  const [, , name = '', file] = url.split('/');
  if (file) return readFileSync(join(wheels, basename(file)));
  const normal = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-');
  const found = readdirSync(wheels).filter((wheel) => normal(wheel.split('-')[0] ?? '') === normal(name));
  return found.map((wheel) => `<a href="/simple/${name}/${wheel}">${wheel}</a>`).join('\n');
}

const MAIL_REPLIES: Readonly<Record<string, string>> = { DATA: '354 go on', QUIT: '221 bye' };

/**
 * The network of an organisation in miniature: an HTTP proxy that is the only way to its servers, a package index and a service
 * behind it that show a certificate of its own authority, and a mail server.
 */
export class Organisation {
  /** Where containers reach the proxy and the mail server: this machine, seen from Docker's networks. */
  readonly #here: string;
  /** Every host that somebody wanted to reach through the proxy. */
  readonly asked = new Set<string>();
  /** Every mail, with its envelope, as it came in. */
  readonly mails: string[] = [];
  #servers: readonly TcpServer[] = [];
  proxy = '';
  mailPort = 0;

  private constructor(here: string) {
    this.#here = here;
  }

  static async open(here: string, pair: Pair, wheels: string): Promise<Organisation> {
    const organisation = new Organisation(here);
    await organisation.#open(pair, wheels);
    return organisation;
  }

  async #open({ certificate, key }: Pair, wheels: string): Promise<void> {
    const tls: ServerOptions = { cert: readFileSync(certificate), key: readFileSync(key) };
    const inside = await listen(
      createHttps(tls, ({ url = '' }, response) => {
        response.setHeader('content-type', url.endsWith('.whl') ? 'application/octet-stream' : 'text/html');
        response.end(url.startsWith('/simple/') ? page(wheels, url) : 'hello from inside');
      }),
    );
    const proxy = await listen(this.#proxyTo(portOf(inside)));
    const mail = await listen(this.#mailServer());
    this.#servers = [inside, proxy, mail];
    this.proxy = `http://${this.#here}:${portOf(proxy)}`;
    this.mailPort = portOf(mail);
  }

  #proxyTo(port: number): Server {
    const server = createHttp(({ url = '' }, response) => {
      this.asked.add(new URL(url, 'http://none').hostname);
      response.end('hello through the proxy');
    });
    server.on('connect', ({ url = '' }, client, head) => {
      this.asked.add(url.split(':')[0] ?? '');
      const there = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        there.write(head);
        there.pipe(client).pipe(there);
      });
      for (const socket of [there, client]) socket.on('error', () => socket.destroy());
    });
    return server;
  }

  #mailServer(): TcpServer {
    return createTcp((socket) => {
      let said = '';
      let isData = false;
      socket.on('error', () => socket.destroy());
      socket.write('220 mail.example.org\r\n');
      socket.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (isData && !said.endsWith('\r\n.\r\n')) return;
        if (isData) this.mails.push(said);
        isData = /^DATA/i.test(text);
        socket.write(`${MAIL_REPLIES[text.slice(0, 4).toUpperCase()] ?? '250 ok'}\r\n`);
      });
    });
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await close(server);
  }
}
