import { createServer } from 'node:net';

/** Whether something on this machine already listens on the port. A port that we may not open counts as free. */
export function portTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

/** The next port at or above `from` on which nothing listens. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < 65536; port++) if (!(await portTaken(port))) return port;
  return from;
}
