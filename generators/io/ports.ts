import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** Tries to listen; gives the code of the error, undefined when it works. */
type Attempt = (host: string, port: number) => Promise<string | undefined>;

/** Whether something listens on the port at this address, '' being every address of both kinds. */
export async function portTaken(address: string, port: number, attempt: Attempt = listen): Promise<boolean> {
  const addresses = address === '' ? ['0.0.0.0', '::'] : [address];
  const taken = addresses.map(async (host) => {
    const code = await twice(attempt, host, port);
    // Only root may open the low ports of Linux, and Docker is root: whether one is in use tells a caller.
    return code === 'EACCES' ? answers(host, port) : code === 'EADDRINUSE';
  });
  return (await Promise.all(taken)).includes(true);
}

/** The next port at or above `from` on which nothing listens at any address. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < 65536; port++) if (!(await portTaken('', port))) return port;
  return from;
}

/**
 * A free port that could be taken instead of this one. Ports below 1024 are for the system, and people know what 8080 and 8443
 * stand for.
 */
export const freePortInstead = (port: number): Promise<number> =>
  freePort(port < 1024 ? 8000 + (port % 1000) : port + 1);

const MOMENT = 100;

// Another run of this program that tries the same port holds it as well, for less than a moment.
async function twice(attempt: Attempt, host: string, port: number): Promise<string | undefined> {
  const code = await attempt(host, port);
  if (code !== 'EADDRINUSE') return code;
  await setTimeout(MOMENT);
  return attempt(host, port);
}

const listen: Attempt = (host, port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => server.close(() => resolve(undefined)));
  });

const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const PATIENCE = 500;

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK[host] ?? host, port });
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
