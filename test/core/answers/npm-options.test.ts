import { describe, expect, it } from 'vitest';
import { keptByNpm } from '../../../generators/core/answers/npm-options.ts';

const FLAGS = ['yes', 'url', 'http-port', 'cache'];
const npm = { npm_config_user_agent: 'npm/11.6.0 node/v24.0.0 linux x64 workspaces/false' };

describe('options without -- before them', () => {
  it('are named, with what to write', () => {
    const environment = { ...npm, npm_config_yes: 'true', npm_config_http_port: 'true' };
    expect(keptByNpm(environment, FLAGS)).toMatch(/^npm kept --yes, --http-port for itself\. Write -- before/);
  });

  it.each([
    ['npm that has kept none', { ...npm, npm_config_cache: '/home/me/.npm', npm_config_yes: '' }],
    ['pnpm, which hands all on', { npm_config_user_agent: 'pnpm/10.34.9', npm_config_yes: 'true' }],
    ['no npm', { npm_config_yes: 'true' }],
  ])('%s: nothing to say', (_, environment) => {
    expect(keptByNpm(environment, FLAGS)).toBeUndefined();
  });
});
