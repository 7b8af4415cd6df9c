import { createHash } from 'node:crypto';
import { tokenAddress } from './challenge.ts';
import { MANIFEST_TYPES, objectIn, parseManifest, platformIn } from './manifest.ts';
import type { Reference } from './reference.ts';

/** What a registry says of one image. */
export type Answer =
  | { readonly kind: 'exists'; readonly digest: string; readonly platforms: readonly string[] }
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'unasked'; readonly why: string };

/** No answer that says anything of the image. */
class CouldNotAsk extends Error {}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

const textOf = ({ bytes }: Reply): string => new TextDecoder().decode(bytes);

/** Asks the registry at a base address for an image; `limit` is the time for each request, in milliseconds. */
export async function askRegistry(base: string, reference: Reference, limit: number): Promise<Answer> {
  try {
    return await ask(base, reference, limit);
  } catch (error) {
    if (error instanceof CouldNotAsk) return { kind: 'unasked', why: `${new URL(base).host} ${error.message}` };
    throw error;
  }
}

async function ask(base: string, { path, tag }: Reference, limit: number): Promise<Answer> {
  const manifest = `${base}/v2/${path}/manifests/${tag}`;
  // HEAD first: Docker's registry counts a GET against the pulls that an address has, and a HEAD not.
  const first = await request('HEAD', manifest, limit);
  const token = first.status === 401 ? await tokenFor(first, path, limit) : undefined;
  const head = token === undefined ? first : await request('HEAD', manifest, limit, token);
  if (token !== undefined && (head.status === 401 || head.status === 403))
    return { kind: 'missing', why: 'no such repository, or not a public one' };
  if (head.status !== 200 && head.status !== 404) throw refusal(head);
  const reply = await request('GET', manifest, limit, token);
  if (reply.status === 404) return { kind: 'missing', why: errorCode(reply) };
  if (reply.status !== 200) throw refusal(reply);
  const platforms = await platformsIn(reply, (digest) =>
    request('GET', `${base}/v2/${path}/blobs/${digest}`, limit, token),
  );
  return { kind: 'exists', digest: `sha256:${createHash('sha256').update(reply.bytes).digest('hex')}`, platforms };
}

async function platformsIn(reply: Reply, blob: (digest: string) => Promise<Reply>): Promise<readonly string[]> {
  const manifest = parseManifest(textOf(reply));
  if (manifest === undefined) throw new CouldNotAsk('answers with something that is no image manifest');
  if (manifest.kind === 'list') return manifest.platforms;
  const config = await blob(manifest.config);
  if (config.status !== 200) throw refusal(config);
  const platform = platformIn(objectIn(textOf(config)));
  return platform === undefined ? [] : [platform];
}

async function tokenFor(reply: Reply, path: string, limit: number): Promise<string> {
  const address = tokenAddress(reply.headers.get('www-authenticate'), path);
  if (address === undefined) throw new CouldNotAsk('wants a login');
  const answer = await request('GET', address, limit);
  if (answer.status !== 200) throw refusal(answer);
  const { token, access_token } = objectIn(textOf(answer));
  const found = token ?? access_token;
  if (typeof found !== 'string') throw new CouldNotAsk('gives no token');
  return found;
}

/** One request, its body included, within the time limit. */
async function request(method: 'GET' | 'HEAD', address: string, limit: number, token?: string): Promise<Reply> {
  const headers = { accept: MANIFEST_TYPES, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  try {
    const response = await fetch(address, { method, headers, signal: AbortSignal.timeout(limit) });
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    throw new CouldNotAsk(`does not answer: ${reasonOf(error, limit)}`);
  }
}

// fetch says "fetch failed" and keeps the reason in the cause.
function reasonOf(error: unknown, limit: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `nothing came within ${limit / 1000} s`;
  return cause?.code ?? cause?.message ?? message;
}

const refusal = ({ status }: Reply): CouldNotAsk =>
  new CouldNotAsk(status === 429 ? 'has been asked too often (429)' : `answers ${status}`);

/** The registry's own word for what is missing. Anybody answers 404; only a registry says which of its things is not there. */
function errorCode(reply: Reply): string {
  const { errors } = objectIn(textOf(reply));
  const code = Array.isArray(errors) ? (errors[0] as { code?: unknown } | undefined)?.code : undefined;
  if (typeof code !== 'string') throw new CouldNotAsk('answers 404, but not as a registry does');
  return code;
}
