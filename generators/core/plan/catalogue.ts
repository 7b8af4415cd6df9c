import type { Answers } from '../answers/types.ts';
import type { FileMode, PlannedFile, Policy } from '../types.ts';

interface Entry {
  readonly template: string;
  readonly policy?: Policy;
  readonly mode?: FileMode;
  /** Where the file stands in the project when the name does not say it: npm drops dotfiles from packages. */
  readonly path?: string;
  when?(answers: Answers): boolean;
}

const UNTIL_EDITED = { policy: 'until-edited' } as const;

/** THE file table, in the order in which a reader meets the files. `__name__` stands for the project's name. */
const FILES: readonly Entry[] = [
  { template: 'README.md.ejs' },
  { template: '_env.ejs', path: '.env', policy: 'env', mode: 0o600 },
  { template: '_env.ejs', path: '.env.example' },
  { template: 'docker-compose.yml.ejs', policy: 'compose' },
  { template: 'docker-compose.override.yml.ejs', ...UNTIL_EDITED },
  { template: 'Dockerfile.ejs' },
  { template: '_gitignore', path: '.gitignore' },
  { template: '_gitattributes', path: '.gitattributes' },
  { template: '_dockerignore', path: '.dockerignore' },
  { template: '_editorconfig', path: '.editorconfig' },
];

const plain = ({ path, template }: Entry): string => path ?? template.replace(/\.ejs$/, '');

/** The files of a project with these answers, each with its template, policy and permissions. */
export function plan(answers: Answers): readonly PlannedFile[] {
  return FILES.filter((entry) => entry.when?.(answers) ?? true).map((entry) => ({
    path: plain(entry).replaceAll('__name__', answers.name),
    template: entry.template,
    policy: entry.policy ?? 'text',
    mode: entry.mode ?? 0o644,
  }));
}
