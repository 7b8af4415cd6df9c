// node test/release/geonode-environment.mjs VERSION...: which environment variables a released GeoNode reads.
// Downloads the wheel with this machine's own pip and writes test/fixtures/geonode-environment/VERSION.json: names only.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'geonode-environment');
const READS = /(?:environ(?:\.get)?|getenv)\s*[([]\s*["'](\w+)["']/g;

async function unpack(version, folder) {
  await execa('pip', ['download', '--quiet', '--no-deps', '--dest', folder, `GeoNode==${version}`], {
    stdio: 'inherit',
  });
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  await execa('python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: folder });
}

function namesIn(folder) {
  const sources = readdirSync(folder, { recursive: true }).filter(
    (path) => path.endsWith('.py') && !/(^|\/)tests?(\/|\.py)/.test(path),
  );
  const names = sources.flatMap((path) =>
    [...readFileSync(join(folder, path), 'utf8').matchAll(READS)].map(([, name]) => name),
  );
  return [...new Set(names)].sort();
}

for (const version of process.argv.slice(2)) {
  const folder = mkdtempSync(join(tmpdir(), 'geonode-'));
  await unpack(version, folder);
  const names = namesIn(folder);
  writeFileSync(join(FIXTURES, `${version}.json`), `${JSON.stringify(names, null, 1)}\n`);
  rmSync(folder, { recursive: true });
  console.log(`${version}: ${names.length} names`);
}
