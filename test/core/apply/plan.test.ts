import { describe, expect, it } from 'vitest';
import { actionFor } from '../../../generators/core/apply/actions.ts';
import { parseAddresses } from '../../../generators/core/apply/addresses.ts';
import { addressSteps, keySteps, oldAddresses } from '../../../generators/core/apply/plan.ts';
import { QUESTIONS } from '../../../generators/core/apply/questions.ts';
import { siteOf } from '../../../generators/core/consequences/site.ts';
import { answersFor } from '../../support/projects.ts';

const env = { SITEURL: 'https://new.example.org/', GEOSERVER_ADMIN_PASSWORD: 'gs-new', BROKER_PASSWORD: 'br-new' };
const wantedFor = (given: Readonly<Record<string, unknown>> = {}) => {
  const answers = answersFor({ url: 'https://new.example.org', https: 'proxy', ...given });
  return { answers, env, site: siteOf(answers, env) };
};
const none = { domain: 'new.example.org', origins: ['https://new.example.org'] };
const ids = (steps: readonly { id: string }[]) => steps.map(({ id }) => id);

describe('the addresses that a database tells', () => {
  it('are the host of the sites record, and each origin to which GeoServer sends visitors back', () => {
    const text = [
      'site old.example.org:8080',
      'https://new.example.org/geoserver/index.html http://old.example.org:8080/geoserver/index.html',
    ];
    expect(parseAddresses(text.join('\n'))).toEqual({
      domain: 'old.example.org:8080',
      origins: ['https://new.example.org', 'http://old.example.org:8080'],
    });
  });
  it.each([
    ['an empty database', ''],
    ['another path', 'https://a.example.org/other/'],
    ['what no shell may see', "http://a'b/geoserver/index.html"],
    ['the address of a container', 'http://geoserver:8080/geoserver/'],
  ])('are none: %s', (_, text) => expect(parseAddresses(text)).toEqual({ domain: undefined, origins: [] }));
});

describe('what is to do about an address', () => {
  const old = 'http://192.168.1.5:8080';

  it('is nothing when the site has it', () => {
    expect(addressSteps(oldAddresses(none, [], wantedFor()), none, wantedFor())).toEqual([]);
  });

  it('is to replace each old one, and then what is made from it, once', () => {
    const held = { domain: '192.168.1.5:8080', origins: ['https://new.example.org', old, 'http://older.example.org'] };
    const steps = addressSteps(oldAddresses(held, [], wantedFor()), held, wantedFor());
    const late = steps.filter(({ phase }) => phase === 'after');
    expect(ids(late)).toEqual([
      `address ${old}`,
      'site-record',
      'metadata',
      'tiles',
      'address http://older.example.org',
    ]);
    expect(late[0]?.manage).toEqual([
      'migrate_baseurl',
      '-f',
      `--source-address=${old}/`,
      '--target-address=https://new.example.org/',
    ]);
  });

  it('goes on with one that an interrupted run had begun, though the database no longer tells it', () => {
    const steps = addressSteps(oldAddresses(none, [old], wantedFor()), none, wantedFor());
    expect(ids(steps)).toContain(`address ${old}`);
  });

  it('is the sites record alone when only that has another host', () => {
    const held = { ...none, domain: 'example.com' };
    expect(ids(addressSteps([], held, wantedFor()))).toEqual(['site-record']);
  });
});

describe('what is to do about a key', () => {
  const brokers = ['redis', 'rabbitmq'] as const;
  const asked = (broker: string) => QUESTIONS.filter((one) => one.isAsked(wantedFor({ broker }).site));

  it.each(brokers)(
    'is something that the program does itself, for each key that the site is asked about: %s',
    (broker) => {
      for (const { key } of asked(broker)) {
        const steps = keySteps([key], wantedFor({ broker }));
        expect(steps.length, key).toBeGreaterThan(0);
        for (const step of steps) expect(actionFor(step, { env, earlier: [] }), `${key}: ${step.id}`).toBeDefined();
      }
    },
  );

  it('never shows a password on a command line', () => {
    const secrets = [env.GEOSERVER_ADMIN_PASSWORD, env.BROKER_PASSWORD, 'gs-old'];
    const commands = [
      ...asked('rabbitmq').map(({ ask }) => ask(env)),
      ...asked('rabbitmq').flatMap(({ key }) =>
        keySteps([key], wantedFor({ broker: 'rabbitmq' })).flatMap(
          (step) => actionFor(step, { env, earlier: ['gs-old'] }) ?? [],
        ),
      ),
    ];
    for (const { args } of commands) for (const secret of secrets) expect(args.join(' ')).not.toContain(secret);
    expect(commands.map(({ input = '' }) => input).join('')).toContain('gs-new\ngs-old\n');
  });

  it.each([
    ['200', true],
    ['401', false],
    ['503', undefined],
    ['', undefined],
  ])('GeoServer that answers "%s" has the password: %s', (stdout, right) => {
    const question = QUESTIONS.find(({ key }) => key === 'GEOSERVER_ADMIN_PASSWORD');
    expect(question?.isRight({ exitCode: 0, stdout })).toBe(right);
  });
});
