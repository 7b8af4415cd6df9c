import { chmodSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { readEnv } from '../../../generators/core/plan/env-file.ts';
import type { Finding } from '../../../generators/core/up/causes.ts';
import { secretValues } from '../../../generators/core/up/mask.ts';
import type { Bench, Fault } from './faults.ts';
import { capture } from './fixtures.ts';
import { observedStart } from './observed-start.ts';
import { command } from './site.ts';

/** What a start tells that fails. */
interface FailedStart {
  readonly exitCode: number;
  readonly findings: readonly Finding[];
  /** The part of the start that failed. */
  readonly phase?: string;
}

const SECONDS = 120;

/** Starts a broken site with the packed program; observing from within goes on writing the fixtures. */
export async function failedStart(bench: Bench, fault: Fault): Promise<FailedStart> {
  if (process.env.E2E_CAPTURE) {
    const start = await observedStart(bench, fault.timeout ?? SECONDS);
    capture(fault, start, bench);
    return start;
  }
  const flags = [...(fault.skip ?? []).flatMap((id) => ['--skip', id]), '--timeout', `${fault.timeout ?? SECONDS}`];
  const [program = process.execPath, ...prefix] = [...bench.prefix, process.execPath];
  // Somebody else may have to read the program, and npm's folder is root's own.
  if (bench.prefix.length > 0) chmodSync(join(inject('packed'), '../..'), 0o755);
  const args = [...prefix, join(inject('packed'), 'dist/cli.cjs'), 'up', bench.site.folder, '--json', ...flags];
  const { exitCode, stdout, stderr } = await command(program, args, { cwd: tmpdir(), env: bench.environment });
  const secrets = secretValues(readEnv(existsSync(join(bench.site.folder, '.env')) ? bench.site.read('.env') : ''));
  expect(secrets.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  const { findings = [], phase = '' } = JSON.parse(stdout) as Partial<FailedStart>;
  return { exitCode: exitCode ?? -1, findings, phase };
}
