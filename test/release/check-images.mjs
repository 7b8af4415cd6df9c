// npm run check:images: asks the registry whether every base image of generators/core/plan/lines.ts exists, and for which
// platforms. Exit code 1 if one is missing, or published for other platforms than its row says.
//   --markdown              put what the registry said into docs/images.md, if every image could be asked for
//   CHECK_IMAGES_REGISTRY   http(s)://HOST[:PORT] of a registry or mirror, instead of those that the Docker engine names
//   CHECK_IMAGES_REQUIRED=1 a registry that cannot be asked is a failure instead of a skip
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { betweenMarks } from '../build/marks.mjs';
import { importTypeScript } from '../build/typescript.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, '../../docs/images.md');
const { CHECK_IMAGES_REGISTRY, CHECK_IMAGES_REQUIRED } = process.env;
/** For each request, in milliseconds. */
const LIMIT = 15_000;

const { values } = parseArgs({ options: { markdown: { type: 'boolean', default: false } } });
const { checkImages, defaultRegistries, markdownTable, outcome, textTable } = await importTypeScript(
  join(here, 'check-images.ts'),
);

// HTTPS_PROXY and NO_PROXY count from Node.js 24.14 on; before, NODE_USE_ENV_PROXY=1 does it in 22.21 and 24.
http.setGlobalProxyFromEnv?.();

async function registries() {
  if (CHECK_IMAGES_REGISTRY) return [originOf(CHECK_IMAGES_REGISTRY)];
  const options = { reject: false, timeout: 10_000 };
  const { exitCode, stdout } = await execa('docker', ['info', '--format', '{{json .}}'], options);
  return exitCode === 0 ? defaultRegistries(stdout) : [];
}

function originOf(address) {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return new URL(address).origin;
  console.error('CHECK_IMAGES_REGISTRY has to be like http://localhost:5000.');
  process.exit(2);
}

const checks = await checkImages(await registries(), LIMIT);
const { lines, exitCode } = outcome(checks, CHECK_IMAGES_REQUIRED === '1');
console.log([textTable(checks), '', ...lines].join('\n'));
process.exitCode = exitCode;

if (values.markdown) {
  // An answer of an earlier day is worth more than none.
  if (checks.some(({ answer }) => answer.kind === 'unasked')) console.log('docs/images.md was left as it is.');
  else {
    const table = markdownTable(checks, new Date().toISOString().slice(0, 10));
    writeFileSync(page, betweenMarks(readFileSync(page, 'utf8'), 'registry', table));
  }
}
