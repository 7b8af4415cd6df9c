import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DockerError } from '../core/errors.ts';
import { diskError } from './disk-error.ts';
import type { OnSite } from './in-container.ts';
import { intoFile } from './program.ts';

/**
 * Dumps GeoNode's database into a folder that only its owner can read; gives the file.
 * @throws DockerError when the dump fails; AppError when the disk does not take it. Then there is no file.
 */
export async function dumpDatabase(folder: string, { cwd, environment }: OnSite): Promise<string> {
  const file = join(folder, `geonode-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}.dump`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const script = 'pg_dump -U "$POSTGRES_USER" -Fc "$GEONODE_DATABASE"';
    const args = ['compose', 'exec', '-T', 'db', 'sh', '-c', script];
    const { exitCode, stderr } = await intoFile('docker', args, { cwd, environment, file });
    if (exitCode !== 0)
      throw new DockerError(`The database could not be dumped: ${stderr}`, 'Nothing was changed yet.');
    return file;
  } catch (error) {
    rmSync(file, { force: true });
    throw error instanceof DockerError
      ? error
      : diskError(`${file} cannot be written: ${(error as Error).message}`, error);
  }
}
