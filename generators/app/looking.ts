import { writes } from '../core/report/changes.ts';
import { type Report, summary } from '../core/report/summary.ts';
import { yesOrNo } from './questions.ts';
import type { Settling } from './settling.ts';

/** Shows what a run is about to do, line by line, and asks whether it is to be done. Where there is nothing to do, nobody is asked. */
export async function isAgreed(report: Report, { ask, say }: Pick<Settling, 'ask' | 'say'>): Promise<boolean> {
  if (ask === undefined || !report.changes.some(writes)) return true;
  for (const line of summary({ ...report, preview: true })) say(line);
  return (await ask(yesOrNo('Write these changes?', 'yes'))) === true;
}
