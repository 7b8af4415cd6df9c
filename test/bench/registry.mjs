// A registry on the loopback that serves packed packages: both sides of a cold `npm create` come from the same place,
// at the same speed, and ours needs not be published.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Starts it; returns its address and how to stop it. */
export async function startRegistry(packages) {
  const server = createServer((request, response) => answer(packages, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

function answer(packages, { url, headers }, response) {
  const [name, tarball] = decodeURIComponent(url).slice(1).split('/-/');
  const found = packages.find((one) => one.name === name);
  if (found === undefined) return void response.writeHead(404).end('{}');
  if (tarball !== undefined) return void response.end(readFileSync(found.file));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(packument(found, `http://${headers.host}`)));
}

function packument({ name, version, manifest, integrity }, origin) {
  const dist = { integrity, tarball: `${origin}/${name}/-/${name}-${version}.tgz` };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
