/** The page with another text between `<!-- name -->` and `<!-- /name -->`. */
export function betweenMarks(page, name, text) {
  const between = new RegExp(`(<!-- ${name} -->\\n)[^]*(\\n<!-- /${name} -->)`);
  if (!between.test(page)) throw new Error(`The page has no place for "${name}".`);
  return page.replace(between, (_, before, after) => before + text + after);
}
