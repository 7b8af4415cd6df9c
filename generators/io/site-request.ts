import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { ServedCertificate } from '../core/up/certificate.ts';

/** What came back; `status` 0 when nothing did, and then `message` says why. */
export interface SiteAnswer {
  readonly status: number;
  readonly message: string;
  /** What it presented; absent where nginx speaks plain http. */
  readonly certificate?: ServedCertificate;
}

/** Where nginx listens on this machine. Behind a proxy that ends HTTPS it speaks plain HTTP there. */
export interface Entrance {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
}

const PATIENCE = 15_000;

/**
 * Asks this machine's own port for a page of the site, under the site's name: what a visitor gets once DNS and firewalls let
 * them through. The certificate is not verified here: a local CA or a staging one is nothing that this machine trusts.
 */
export function askSite(url: URL, { address, port, tls }: Entrance): Promise<SiteAnswer> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const options = {
    host: address,
    port,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) },
    timeout: PATIENCE,
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  };
  return new Promise((resolve) => {
    const request = (tls ? https : http).get(options, (response) => {
      const served = tls ? { certificate: certificateOf(response.socket as TLSSocket) } : {};
      resolve({ status: response.statusCode ?? 0, message: `HTTP ${response.statusCode}`, ...served });
      // The head tells enough. Whoever waits for the end of a body may wait for ever.
      request.destroy();
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE / 1000} seconds`)));
    request.on('close', () => resolve({ status: 0, message: 'the connection was closed without an answer' }));
    request.on('error', (error) => resolve({ status: 0, message: error.message || String(error) }));
  });
}

function certificateOf(socket: TLSSocket): ServedCertificate {
  const { issuer, subject, valid_to }: DetailedPeerCertificate = socket.getPeerCertificate(true);
  const names = [issuer, subject].map(({ CN, O }) => String(CN ?? O ?? ''));
  return { issuer: names[0] ?? '', selfSigned: names[0] === names[1], until: new Date(valid_to) };
}
