import { describe, expect, it } from 'vitest';
import { type TemplateChange, templateChanges } from '../../../generators/core/merge/until-edited.ts';

const BASE = 'django:\n  ports: 8080\n  url: http://old\n';

describe('what a file of the user’s own does not get by itself', () => {
  const cases: [string, string, string, TemplateChange[]][] = [
    ['nothing changed', `# mine\n${BASE}`, BASE, []],
    [
      'a line, where it stands now',
      `# mine\n# and mine\n${BASE}`,
      BASE.replace('old', 'new'),
      [{ line: 5, was: ['  url: http://old'], now: ['  url: http://new'] }],
    ],
    ['the user has done it already', `# mine\n${BASE.replace('old', 'new')}`, BASE.replace('old', 'new'), []],
    [
      'a line that the user changed too',
      BASE.replace('8080', '9090'),
      BASE.replace('8080', '8081'),
      [{ line: 2, was: ['  ports: 8080'], now: ['  ports: 8081'] }],
    ],
    ['lines that are new', `# mine\n${BASE}`, `${BASE}celery:\n`, [{ line: 5, was: [], now: ['celery:'] }]],
    [
      'lines that went',
      `# mine\n${BASE}`,
      'django:\n',
      [{ line: 3, was: ['  ports: 8080', '  url: http://old'], now: [] }],
    ],
    ['Windows ends are no change', BASE.replaceAll('\n', '\r\n'), BASE, []],
  ];
  it.each(cases)('%s', (_, yours, theirs, expected) => {
    expect(templateChanges({ base: BASE, yours, theirs })).toEqual(expected);
  });
});
