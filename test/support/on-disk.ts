import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file as it stands there. */
export interface Seen {
  readonly text: string;
  readonly mode: number;
  readonly time: number;
}

const BACKUP = '.create-geonode-project/backup/';

/** Every file of a project by path; backups are left out. */
export function seenIn(root: string): ReadonlyMap<string, Seen> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort();
  return new Map(
    paths
      .filter((path) => !path.startsWith(BACKUP))
      .map((path) => {
        const { mode, mtimeMs: time } = lstatSync(join(root, path));
        return [path, { text: readFileSync(join(root, path), 'utf8'), mode: mode & 0o777, time }];
      }),
  );
}

/** Every file in the backups of a project, by its path there. */
export function backedUp(root: string): ReadonlyMap<string, string> {
  const folder = join(root, BACKUP);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
    }),
  );
}

/** What a person does to the files of a project. */
export class Editor {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** Writes a file; one that is there keeps its permissions. */
  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Replaces a piece of a file that must be there once. */
  change(path: string, from: string, to: string): void {
    const parts = this.read(path).split(from);
    if (parts.length !== 2) throw new Error(`${path} has ${parts.length - 1} times: ${from}`);
    this.write(path, parts.join(to));
  }

  delete(path: string): void {
    rmSync(join(this.root, path));
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  mode(path: string, mode: number): void {
    chmodSync(join(this.root, path), mode);
  }
}
