// npm run docs:terminal: records the pictures of docs/terminal/ anew, which test/cli/recordings.test.ts compares.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--project', 'cli'];
const env = { RECORD: '1' };
await execa('node', [...vitest, 'test/cli/recordings.test.ts'], { cwd: root, stdio: 'inherit', env });
