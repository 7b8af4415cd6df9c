import { describe, expect, it } from 'vitest';
import { brokenRules } from '../../../generators/core/answers/rules.ts';
import { UsageError } from '../../../generators/core/errors.ts';
import type { RenderedFile } from '../../../generators/core/types.ts';
import { envProblems, faultsOf, parses } from '../../support/checks.ts';
import { CELLS, type Cell, cellName, givenFor, refusalOf, VALID_CELLS } from '../../support/matrix.ts';
import { answersFor, projectFor } from '../../support/projects.ts';

/** What the program says about a cell; nothing when it generates it. */
function refusalText(cell: Cell): string {
  try {
    return brokenRules(answersFor(givenFor(cell))).join('\n');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe(`the matrix of ${CELLS.length} combinations`, () => {
  it('refuses exactly what the table of refusals names, whatever the line, profile, broker and cache', () => {
    const wrong = CELLS.filter((cell) => {
      const text = refusalText(cell);
      return !(refusalOf(cell)?.says ?? /^$/).test(text);
    });
    expect(wrong.map((cell) => `${cellName(cell)}: ${refusalText(cell)}`)).toEqual([]);
  });

  it('gives readable, valid files with every key that they need in each of the others', async () => {
    const checked = new Set<string>();
    const problems: string[] = [];
    for (const cell of VALID_CELLS) {
      const project = await projectFor(givenFor(cell));
      problems.push(...envProblems(project).map((problem) => `${cellName(cell)}: ${problem}`));
      for (const file of project.values()) {
        const key = `${file.path}\n${file.mode}\n${file.text}`;
        if (checked.has(key)) continue;
        checked.add(key);
        problems.push(...(await problemsOf(file)).map((problem) => `${cellName(cell)}: ${file.path}: ${problem}`));
      }
    }
    expect(problems).toEqual([]);
    expect(checked.size).toBeGreaterThan(VALID_CELLS.length);
  }, 60_000);
});

async function problemsOf(file: RenderedFile): Promise<readonly string[]> {
  // The one file whose purpose is to hold placeholders.
  const faults = file.path.endsWith('env-base.json') ? [] : faultsOf(file);
  return [...faults, ...((await parses(file)) ? [] : ['does not parse'])];
}
