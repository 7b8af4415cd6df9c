import { type Chunk, diff3 } from './diff3.ts';
import { splitLines, texts } from './lines.ts';
import type { Sides } from './text.ts';

/** A change of the template that a file of the user's own does not get by itself. */
export interface TemplateChange {
  /** Where the lines stand in the user's file, from 1; where they would go, if the template had none there. */
  readonly line: number;
  /** Lines of the last template, and what stands there in the new one. */
  readonly was: readonly string[];
  readonly now: readonly string[];
}

/** What the template changed since the file was generated, but for what the user changed in the same way. */
export function templateChanges({ base, yours, theirs }: Sides): readonly TemplateChange[] {
  const [b, y, t] = [base, yours, theirs].map((text) => texts(splitLines(text).lines)) as [Texts, Texts, Texts];
  const matters = ({ kind }: Chunk): boolean => kind === 'theirs' || kind === 'conflict';
  return diff3(b, y, t)
    .filter(matters)
    .map((chunk) => ({
      line: chunk.yours.from + 1,
      was: b.slice(chunk.base.from, chunk.base.to),
      now: t.slice(chunk.theirs.from, chunk.theirs.to),
    }));
}

type Texts = readonly string[];
