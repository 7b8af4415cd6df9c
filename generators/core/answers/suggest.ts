import { distance } from 'fastest-levenshtein';

/** The choice that somebody who wrote `word` most likely meant; undefined where none is near. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const [best] = choices.map((choice) => ({ choice, far: distance(typed, choice) })).sort((a, b) => a.far - b.far);
  return best !== undefined && best.far > 0 && best.far <= Math.ceil(typed.length / 3) ? best.choice : undefined;
}
