// A registry on the loopback that serves packages with all that they depend on: every contestant of a cold `npm create` comes
// from the same place, at the same speed, and ours needs not be published.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { packedFolders } from './packages.mjs';

/** Starts it with what these have installed; returns its address and how to stop it. */
export async function startRegistry(contestants) {
  const packages = [];
  for (const { folders, folder } of contestants) {
    const packed = await packedFolders(folders, folder);
    packages.push(...packed.map((one, index) => ({ ...one, manifest: manifestIn(folders[index]) })));
  }
  const server = createServer((request, response) => answer(packages, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

const manifestIn = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function answer(packages, { url, headers }, response) {
  const [name, tarball] = decodeURIComponent(url).slice(1).split('/-/');
  const found = packages.filter((one) => one.name === name);
  if (found.length === 0) return void response.writeHead(404).end('{}');
  if (tarball !== undefined)
    return void response.end(readFileSync(found.find(({ version }) => `${version}.tgz` === tarball).file));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(packument(found, `http://${headers.host}`)));
}

function packument(found, origin) {
  const versions = found.map(({ name, version, manifest, integrity }) => {
    const dist = { integrity, tarball: `${origin}/${name}/-/${version}.tgz` };
    return [version, { ...manifest, dist }];
  });
  return { name: found[0].name, 'dist-tags': { latest: found.at(-1).version }, versions: Object.fromEntries(versions) };
}
