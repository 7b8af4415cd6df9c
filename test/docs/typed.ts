/** The ways in which pages start the program; a checkout has another than npm. */
const STARTS = [
  /^npm create geonode-project@latest(?: |$)/,
  /^npx create-geonode-project(?: |$)/,
  /^npm ci && npm start -- /,
  /^npm start -- /,
];

/** What the program gets of a line that starts it: its arguments, as npm and a shell hand them on. */
export function argumentsOf(line: string): readonly string[] {
  const start = STARTS.find((pattern) => pattern.test(line));
  if (start === undefined) throw new Error(`${line} does not start the program.`);
  return line.replace(start, '').split(' ').filter(Boolean);
}
