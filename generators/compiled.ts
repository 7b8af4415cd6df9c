import { createHash, hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

// Node.js compiles a program anew in each run: for this one that is a quarter of a scaffold. What V8 made of a chunk is kept
// beside it, where nobody can write who could not change the chunk itself. Node.js 22 has `module.enableCompileCache` for that;
// it keeps less of a program, in a folder for temporary files by default, and Node.js 20 has nothing.

/** A chunk of the bundle as it was loaded. */
interface Loaded {
  readonly name: string;
  readonly source: Buffer;
  readonly script: Script;
  /** Whether it had to be compiled. */
  readonly fresh: boolean;
}

type Load = (id: string) => unknown;
type Wrapper = (exports: object, load: Load, module: object, filename: string, folder: string) => void;

const FOLDER = __dirname;
// V8 itself refuses what another V8 or other flags made, and looks at little else: a program of the same version that was
// built in another way is told by its path.
const PROGRAM = hash('sha256', [process.version, process.arch, process.execPath].join('\n')).slice(0, 12);
const KEPT = join(FOLDER, 'compiled', `${process.version}-${PROGRAM}`);
// The variable with which Node.js's own cache is turned off.
const OFF = Boolean(process.env.NODE_DISABLE_COMPILE_CACHE);

const HASH_BYTES = 32;
const nodeRequire = createRequire(__filename);
const loaded: Loaded[] = [];

/** Loads a chunk of the bundle, and with it those that it requires; at the end of a run keeps what had to be compiled. */
export function loadChunk(name: string): void {
  chunk(name);
  if (!OFF) process.on('exit', (code) => (code === 0 ? keepAll() : undefined));
}

const load: Load = (id) => (/^\.\/chunk-/.test(id) ? chunk(id.slice(2)) : nodeRequire(id));

function chunk(name: string): object {
  const filename = join(FOLDER, name);
  // Node.js's own list of what is loaded: it loads the first chunks by itself.
  const known = nodeRequire.cache[filename];
  if (known !== undefined) return known.exports as object;
  const module = Object.assign(new Module(filename), { filename });
  nodeRequire.cache[filename] = module;
  try {
    const one = compile(name);
    loaded.push(one);
    (one.script.runInThisContext() as Wrapper)(module.exports as object, load, module, filename, FOLDER);
    return module.exports as object;
  } catch (error) {
    delete nodeRequire.cache[filename];
    throw error;
  }
}

function compile(name: string): Loaded {
  const source = readFileSync(join(FOLDER, name));
  const cachedData = OFF ? undefined : kept(name, source);
  const filename = join(FOLDER, name);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source.toString()}\n})`;
  // Without a way to import: the build sees to it that no chunk does.
  const script = new Script(wrapped, { filename, ...(cachedData && { cachedData }) });
  return { name, source, script, fresh: cachedData === undefined || script.cachedDataRejected === true };
}

/** What was kept for exactly this source; undefined where there is nothing, or it is damaged: V8 would crash with that. */
function kept(name: string, source: Buffer): Buffer | undefined {
  try {
    const file = readFileSync(join(KEPT, name));
    const data = file.subarray(HASH_BYTES);
    return seal(source, data).equals(file.subarray(0, HASH_BYTES)) ? data : undefined;
  } catch {
    return undefined;
  }
}

const seal = (source: Buffer, data: Buffer): Buffer => createHash('sha256').update(source).update(data).digest();

// The first run of an installation, which may be its only one, pays nothing: it leaves an empty folder for the next one. A run
// that came no further than its arguments has compiled too little of them.
function keepAll(): void {
  try {
    if (loaded.length < 2 || !isMine()) return;
    if (!existsSync(KEPT)) mkdirSync(KEPT, { recursive: true, mode: 0o755 });
    else for (const one of loaded) if (one.fresh) keep(one);
  } catch {
    // It may not be written, or the disk is full: then each run compiles.
  }
}

// Root could, and its owner could not remove it then.
const isMine = (): boolean => process.getuid === undefined || statSync(FOLDER).uid === process.getuid();

function keep({ name, source, script }: Loaded): void {
  const draft = join(KEPT, `${name}.${process.pid}`);
  const data = script.createCachedData();
  try {
    // Whatever the umask permits: nobody else may write what is run.
    writeFileSync(draft, Buffer.concat([seal(source, data), data]), { mode: 0o644 });
    renameSync(draft, join(KEPT, name));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
