// What the last engine run was and found, as a page for docs/.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

async function said(prefix, ...command) {
  const [program, ...args] = [...prefix, ...command];
  const { stdout, exitCode } = await execa(program, args, { reject: false });
  return exitCode === 0 ? stdout.trim() : 'unknown';
}

/** How many of the combinations of test/e2e/addresses.test.ts were tried. */
function combinations({ E2E_MATRIX, E2E_SAMPLE } = process.env) {
  if (E2E_MATRIX === 'full') return 'every valid one';
  return E2E_SAMPLE === '1'
    ? 'a sample: each answer once, each line with one broker, every other fault, one profile of the manual'
    : 'every pair';
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

function checksOf({ testResults }) {
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(
      ({ ancestorTitles, title, status, duration = 0 }) =>
        `| ${ancestorTitles.join(', ')} | ${title.replaceAll('|', '\\|')} | ${status} | ${seconds(duration)} |`,
    ),
  );
}

/** The page: versions, every check, and what a person saw at the terminal. */
export async function engineReport({ results, folder, prefix }) {
  const captured = (name) => {
    const file = join(folder, `${name}.txt`);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : 'no capture';
  };
  const images = (
    await said(
      prefix,
      'docker',
      'image',
      'ls',
      '--filter',
      'label=org.example.standin=true',
      '--format',
      '{{.Repository}}:{{.Tag}}',
    )
  ).split('\n');
  return `# The last run on a Docker engine

Written by \`npm run test:e2e\`; do not edit. ${new Date().toISOString().slice(0, 10)}.

| what | version |
|---|---|
| Docker Engine | ${await said(prefix, 'docker', 'version', '--format', '{{.Server.Version}}')} |
| Docker Compose | ${await said(prefix, 'docker', 'compose', 'version', '--short')} |
| buildx | ${await said(prefix, 'docker', 'buildx', 'version')} |
| Node.js | ${process.version} |
| base images | ${process.env.E2E_ENGINE === 'own' ? 'stand-ins (test/e2e/engine/README.md says what they do not prove)' : 'the real ones'} |
| combinations of HTTPS mode, port and host | ${combinations()} |

${
  process.env.E2E_ENGINE === 'own'
    ? `Stand-ins: ${images
        .filter((name) => !/^(<|cgp_)/.test(name))
        .map((name) => `\`${name}\``)
        .join(', ')}.\n`
    : ''
}
${results.numPassedTests} of ${results.numTotalTests} checks passed, ${results.numFailedTests} failed, ${results.numPendingTests} did not run.

| where | check | result | took |
|---|---|---|---|
${checksOf(results).join('\n')}

## At the terminal

### Generated and started with --up, without a terminal

\`\`\`text
${captured('capture')}
\`\`\`

### up, 80 columns

\`\`\`text
${captured('up-80')}
\`\`\`

### up, 120 columns

\`\`\`text
${captured('up-120')}
\`\`\`
`;
}
