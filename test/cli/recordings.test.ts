import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RECORDINGS, recorded } from '../release/terminal/recordings.ts';

const ROOT = join(import.meta.dirname, '..', '..');

// Other systems have longer temporary folders, and other signs for a choice.
describe.runIf(process.platform === 'linux')('the pictures of the README', () => {
  it.each(RECORDINGS)('$file is what the program shows (npm run docs:terminal)', async (recording) => {
    const path = join(ROOT, 'docs/terminal', recording.file);
    const picture = await recorded(recording);
    if (process.env.RECORD === '1') writeFileSync(path, picture);
    expect(readFileSync(path, 'utf8')).toBe(picture);
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`docs/terminal/${recording.file}`);
  });
});
