import { describe, expect, it } from 'vitest';
import { collectSecrets, SECRETS } from '../../../generators/core/plan/secrets.ts';
import { fixedEntropy } from '../../support/projects.ts';

const collect = (environment: Record<string, string>) => collectSecrets(SECRETS, environment, fixedEntropy());

describe('secrets', () => {
  it('the environment fills empty keys', () => {
    const secrets = collect({ GEONODE_ADMIN_PASSWORD: 'a"b $c#d\\e' });
    expect(secrets.adminPassword).toBe('a"b $c#d\\e');
  });

  it('the rest are generated, and the mail password never is', () => {
    const secrets = collect({});
    expect(Object.values(secrets).filter((value) => value === '').length).toBe(1);
    expect(secrets.smtpPassword).toBe('');
    expect(secrets.secretKey).toHaveLength(64);
    expect(new Set(Object.values(secrets)).size).toBe(SECRETS.length);
  });

  const refused: [string, string][] = [
    ['GEONODE_ADMIN_PASSWORD', "it's"],
    ['GEONODE_ADMIN_PASSWORD', 'a\nb'],
    ['GEONODE_ADMIN_PASSWORD', 'x'.repeat(201)],
    ['GEONODE_GEOSERVER_PASSWORD', 'a&b'],
    ['GEONODE_GEODB_PASSWORD', 'a$b'],
    ['GEONODE_BROKER_PASSWORD', 'a b'],
  ];
  it.each(refused)('%s=%j is refused without being repeated', (variable, value) => {
    const collecting = () => collect({ [variable]: value });
    expect(collecting).toThrow(variable);
    expect(collecting).not.toThrow(value);
  });
});
