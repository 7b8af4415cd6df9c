import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../generators/core/errors.ts';
import { readStarted, startedNow, writeStarted } from '../../../generators/io/preflight/started.ts';
import { MODEL } from '../../core/up/preflight/healthy.ts';
import { filesBelow, temporaryFolder } from '../../support/temporary.ts';
import { hooked } from '../disk.ts';
import { FRESH, fakeDocker, VOLUME } from './fake-docker.ts';

const FILE = '.create-geonode-project/started.json';
const RECORD = { engine: 'engine-1', volumes: { my_site_dbdata: '2026-01-02T03:04:05Z' } };

describe('the record of a start', () => {
  it('is written whole, and read again', () => {
    const root = temporaryFolder();
    expect(readStarted(root)).toBeUndefined();
    writeStarted(root, RECORD);
    expect(readStarted(root)).toEqual(RECORD);
    writeStarted(root, { ...RECORD, engine: 'engine-2' });
    expect(readStarted(root)?.engine).toBe('engine-2');
    expect([...filesBelow(root).keys()]).toEqual([FILE]);
    if (process.platform !== 'win32') expect(statSync(join(root, FILE)).mode & 0o777).toBe(0o644);
  });

  it('stays as it was when the disk fails, and nothing else is left', () => {
    const root = temporaryFolder();
    writeStarted(root, RECORD);
    const full = hooked(['renameSync'], () => {
      throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    });
    expect(() => writeStarted(root, { ...RECORD, engine: 'engine-2' }, full)).toThrow(AppError);
    expect(readStarted(root)).toEqual(RECORD);
    expect([...filesBelow(root).keys()]).toEqual([FILE]);
  });

  it('damaged, is none', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.create-geonode-project'));
    writeFileSync(join(root, FILE), '{"engine":');
    expect(readStarted(root)).toBeUndefined();
    expect(readdirSync(root)).toEqual(['.create-geonode-project']);
  });

  it('holds what stands on the engine now', async () => {
    const root = temporaryFolder();
    const { environment } = fakeDocker(root, { ...FRESH, 'volume inspect': { stdout: `${VOLUME}\n` } });
    expect(await startedNow({ cwd: root, environment }, MODEL)).toEqual(RECORD);
    const dead = fakeDocker(root, { ...FRESH, info: { code: 1 } });
    expect(await startedNow({ cwd: root, environment: dead.environment }, MODEL)).toBeUndefined();
  });
});
