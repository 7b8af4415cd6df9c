import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the registry does when it is asked for the manifest of a path. */
export type Behaviour =
  | { readonly kind: 'list'; readonly platforms: readonly object[] }
  | { readonly kind: 'single'; readonly config: object }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string }
  | { readonly kind: 'hang' };

export const AMD64 = { os: 'linux', architecture: 'amd64' };
export const ARM64 = { os: 'linux', architecture: 'arm64', variant: 'v8' };
const ATTESTATION = { os: 'unknown', architecture: 'unknown' };

/** What a registry says of a tag that it does not have. */
export const UNKNOWN: Behaviour = {
  kind: 'status',
  status: 404,
  body: JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }),
};
/** A Wi-Fi's login page. */
export const LOGIN_PAGE: Behaviour = { kind: 'status', status: 200, body: '<!doctype html><title>Welcome</title>' };

interface FakeRegistry {
  readonly base: string;
  /** Each request as `METHOD /path?query`, in order. */
  readonly requests: readonly string[];
}

interface Options {
  readonly behaviourOf: (path: string) => Behaviour;
  /** `token`: as Docker's registry, a token for each repository; `login`: a name and a password. */
  readonly auth?: 'none' | 'token' | 'login';
  /** How the token service answers. */
  readonly tokenReply?: { readonly status: number; readonly body: string };
}

const manifestOf = (behaviour: Behaviour): object =>
  behaviour.kind === 'list'
    ? { schemaVersion: 2, manifests: [...behaviour.platforms, ATTESTATION].map((platform) => ({ platform })) }
    : { schemaVersion: 2, config: { digest: 'sha256:c0ffee' } };

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/octet-stream', ...headers }).end(body);
}

function obey(behaviour: Behaviour, kind: string, response: ServerResponse): void {
  if (behaviour.kind === 'status') send(response, behaviour.status, behaviour.body ?? '');
  else if (behaviour.kind !== 'hang') {
    const config = kind === 'blobs' && behaviour.kind === 'single' ? behaviour.config : undefined;
    send(response, 200, JSON.stringify(config ?? manifestOf(behaviour)));
  }
}

/** A registry on the loopback, gone after the test. */
export async function fakeRegistry({ behaviourOf, auth = 'none', tokenReply }: Options): Promise<FakeRegistry> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const url = new URL(request.url ?? '', base);
    if (url.pathname === '/token') {
      // A token is good for the repository that it was asked for.
      const body = JSON.stringify({ token: url.searchParams.get('scope') });
      return tokenReply ? send(response, tokenReply.status, tokenReply.body) : send(response, 200, body);
    }
    const [, path = '', kind = ''] = /^\/v2\/(.+)\/(manifests|blobs)\//.exec(url.pathname) ?? [];
    const scope = `repository:${path}:pull`;
    const bearer = `Bearer realm="${base}/token",service="fake, and well",scope="${scope}"`;
    if (auth === 'login') return send(response, 401, '', { 'www-authenticate': 'Basic realm="fake"' });
    if (auth === 'token' && request.headers.authorization !== `Bearer ${scope}`)
      return send(response, 401, '', { 'www-authenticate': bearer });
    obey(behaviourOf(path), kind, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { base, requests };
}
