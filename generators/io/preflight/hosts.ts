import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import type { PreflightFacts } from '../../core/up/preflight/facts.ts';

const PATIENCE = 2500;
/** Codes that say for sure that there is no such name; others tell of a name server that cannot be asked. */
const NO_SUCH_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** Whether these names resolve on this machine. */
export function resolveHosts(hosts: readonly string[]): Promise<PreflightFacts['hosts']> {
  return Promise.all(hosts.map(async (host) => ({ host, resolves: await resolves(host) })));
}

async function resolves(host: string): Promise<boolean | undefined> {
  const found = lookup(host).then(
    () => true,
    (error: NodeJS.ErrnoException) => (NO_SUCH_NAME.has(error.code ?? '') ? false : undefined),
  );
  const stop = new AbortController();
  const late = setTimeout(PATIENCE, undefined, { signal: stop.signal }).catch(() => undefined);
  return Promise.race([found, late]).finally(() => stop.abort());
}
