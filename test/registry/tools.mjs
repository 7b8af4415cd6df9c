// What the lane needs besides this checkout: a registry, and the programs that people type `create` into.
import { writeFileSync } from 'node:fs';
import { execa } from 'execa';

/**
 * Pinned here and not in package.json: verdaccio brings three hundred packages, and an npm or pnpm below node_modules would
 * be the one that `npm test` runs. These releases run on every Node.js that package.json names; renovate them by hand.
 */
const TOOLS = {
  verdaccio: '6.8.0',
  'npm-10': 'npm:npm@10.9.9',
  'npm-11': 'npm:npm@11.21.2',
  'pnpm-10': 'npm:pnpm@10.34.9',
  'pnpm-12': 'npm:pnpm@12.21.0',
};

// verdaccio asks for node-fetch by a tag (cjs), and some mirrors of the registry keep no tags of old lines.
const OVERRIDES = { 'node-fetch': '2.7.0' };

/** Why the tools cannot be had here, or undefined. Whether a registry answers is asked first: a broken install is no skip. */
export async function unreachable() {
  const { exitCode, stderr } = await execa('npm', ['view', `verdaccio@${TOOLS.verdaccio}`, 'version'], QUIETLY);
  return exitCode === 0 ? undefined : `no npm registry answers here (${/code (\w+)/.exec(stderr)?.[1] ?? exitCode})`;
}

// The machine may be slow to say no: one attempt is enough to know.
const QUIETLY = { reject: false, env: { npm_config_fetch_retries: '0' } };

/** Installs them into a folder, through the machine's own npm configuration. */
export async function installTools(folder) {
  const manifest = { private: true, dependencies: TOOLS, overrides: OVERRIDES };
  writeFileSync(`${folder}/package.json`, JSON.stringify(manifest));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel', 'error'];
  await execa('npm', ['install', ...quiet, '--prefix', folder], { cwd: folder, stdio: 'inherit' });
}
