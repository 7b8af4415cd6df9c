/** Whether one release of this program is newer than another, both as `1.2.3` or `1.2.3-beta.1`. */
export function isNewer(one: string, other: string): boolean {
  const [left, right] = [partsOf(one), partsOf(other)];
  const numbers = left.numbers
    .map((value, index) => value - (right.numbers[index] ?? 0))
    .find((difference) => difference !== 0);
  if (numbers !== undefined) return numbers > 0;
  // A pre-release comes before its release.
  if (left.pre === '' || right.pre === '') return left.pre === '' && right.pre !== '';
  return left.pre.localeCompare(right.pre, 'en', { numeric: true }) > 0;
}

function partsOf(version: string): { readonly numbers: readonly number[]; readonly pre: string } {
  const [release = '', ...pre] = version.replace(/\+.*$/, '').split('-');
  const numbers = release.split('.').map(Number);
  return { numbers: [0, 1, 2].map((index) => numbers[index] || 0), pre: pre.join('-') };
}
