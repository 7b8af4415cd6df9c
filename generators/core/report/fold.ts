/** Words in lines of at most `width` characters; what is longer has a line of its own. */
export function fold(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const STARTS_COMMAND = /^(npx|npm|docker|git|cd)$/;
const ENDS_COMMAND = /[.,;:)]$/;

/**
 * A text for a terminal of that many columns: broken between words, where the terminal itself would break inside of them. A
 * command stays in one piece, because a line end that is copied with it would start the first half.
 */
export function folded(text: string, columns: number): string {
  // A diff shows lines as they are.
  if (text.startsWith('--- ')) return text;
  return text
    .split('\n')
    .flatMap((line) => foldedLine(line, columns))
    .join('\n');
}

function foldedLine(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines = fold(unitsOf(line.slice(indent.length)), columns - indent.length);
  return lines.map((one) => indent + one);
}

function unitsOf(line: string): readonly string[] {
  const units: string[] = [];
  let isCommand = false;
  for (const word of line.split(' ')) {
    if (isCommand) units.push(`${units.pop()} ${word}`);
    else units.push(word);
    isCommand = (isCommand || STARTS_COMMAND.test(word)) && !ENDS_COMMAND.test(word);
  }
  return units;
}
