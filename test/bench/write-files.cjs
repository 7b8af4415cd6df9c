// The limit of what any generator can reach: Node.js starts, and writes these files. Arguments: a JSON file of texts by path.
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

for (const [path, text] of Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8')))) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
