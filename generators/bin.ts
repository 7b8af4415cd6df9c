import { VERSION } from './version.ts';

/** Oldest releases that run this program, by major version (package.json, engines); newer majors all do. */
const OLDEST_MINOR: Readonly<Record<number, number>> = { 20: 19, 22: 13 };
const NEWER_FROM = 24;

// This file is all that an old Node.js gets to see: it must parse there, and load nothing that does not.
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const oldest = OLDEST_MINOR[major];
  return major >= NEWER_FROM || (oldest !== undefined && minor >= oldest);
}

const [first, ...more] = process.argv.slice(2);

if (!isSupported(process.versions.node)) {
  process.stderr.write(
    `create-geonode-project needs Node.js 20.19, 22.13, 24 or newer; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else if (first === '--version' && more.length === 0) {
  // Asked by programs too, and often: all else takes as long to load as Node.js to start.
  process.stdout.write(`${VERSION}\n`);
} else {
  // In this order: the key of a new project is being made while the rest is loaded.
  void import('./early.ts').then(() => import('./compiled.ts')).then(({ loadChunk }) => loadChunk('chunk-main.cjs'));
}
