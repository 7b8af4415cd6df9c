import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersAmong, helpText, PROGRAM_FLAGS, parseOptions } from '../../../generators/app/options.ts';
import { questionFor } from '../../../generators/app/questions.ts';
import { answersSchema, readmeTable } from '../../../generators/core/answers/describe.ts';
import { GIVEN_ANSWERS } from '../../../generators/core/answers/schema.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CONTEXT = { cwd: '/', scheme: 'http' } as const;

// The contract of design §2: a key that is lost here is lost everywhere.
const KEYS =
  'directory name title url aliases https email geonode profile memory cpus httpPort bind trustedProxies certificate certificateKey acmeServer acmeCa hsts maxUpload broker cache language timezone signup corsOrigins smtp httpProxy noProxy packageIndex caBundle git build up'.split(
    ' ',
  );

describe('the answers table', () => {
  it('holds every key of the contract once', () => {
    expect(GIVEN_ANSWERS.map((row) => row.key)).toEqual(KEYS);
    expect(new Set(GIVEN_ANSWERS.map((row) => row.flag)).size).toBe(KEYS.length);
  });

  it.each(GIVEN_ANSWERS.map((row) => [row.key, row] as const))(
    '%s: help, flags, schema, README and prompt agree',
    (key, row) => {
      const schema = answersSchema() as { properties: Record<string, { description: string; enum?: string[] }> };
      expect(schema.properties[key]?.description).toContain(row.about);
      expect(schema.properties[key]?.enum).toEqual(row.choices);
      expect(readmeTable()).toContain(`\`${key}\``);
      expect(questionFor(row, undefined, CONTEXT).message.startsWith(row.question)).toBe(true);
      if (row.flag === undefined) return;
      const name = row.flag.slice(2);
      expect(parseOptions()).toHaveProperty([name]);
      expect(helpText()).toContain(row.type === 'switch' ? `--[no-]${name}` : row.flag);
      const typed = row.type === 'switch' ? true : row.type === 'list' ? ['x'] : 'x';
      expect(answersAmong({ [name]: typed })).toEqual({ [key]: typed });
    },
  );

  it('turns a no- switch into false', () => {
    expect(answersAmong({ 'no-cache': true })).toEqual({ cache: false });
  });

  it('shows every option of the program in the help', () => {
    for (const { name } of PROGRAM_FLAGS) expect(helpText()).toContain(`--${name}`);
    expect(
      Math.max(
        ...helpText()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  it('is what the README and the published schema say (npm run docs)', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(readmeTable());
    expect(JSON.parse(readFileSync(join(ROOT, 'docs/answers.schema.json'), 'utf8'))).toEqual(answersSchema());
  });
});
