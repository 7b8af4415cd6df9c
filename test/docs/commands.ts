/** A command that a page tells its reader to type. */
interface Documented {
  readonly page: string;
  readonly command: string;
}

/** What a person types; everything else between backquotes is a name, a key or a path. */
const TYPED = /^(?:[A-Z_\d]+=\S+ )?(?:npm|npx|docker|create-geonode-project|node|scripts\/\w+)\s\S/;

const BLOCK = /^```sh\n([^]*?)^```/gm;
const INLINE = /`([^`\n]+)`/g;

/** Every command of a page: the lines of its shell blocks, and what stands between backquotes and can be typed. */
export function commandsIn(page: string, text: string): readonly Documented[] {
  const blocks = [...text.matchAll(BLOCK)].flatMap(([, block = '']) => linesOf(block));
  const inline = [...text.replace(/^```[^]*?^```/gm, '').matchAll(INLINE)].map(([, code = '']) => code);
  const commands = [...blocks, ...inline.filter((code) => TYPED.test(code))];
  return [...new Set(commands)].map((command) => ({ page, command }));
}

// A backslash at the end goes on with the next line; a remark stands behind two spaces and `#`.
const linesOf = (block: string): readonly string[] =>
  block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)# .*$/, '').trim())
    .filter(Boolean);
