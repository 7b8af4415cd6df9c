import type { AnswerKey, AnswerRow } from '../types.ts';
import { onOff } from '../values.ts';
import { always, row } from './row.ts';

const action = (key: 'git' | 'build' | 'up', about: string, question: string): AnswerRow<AnswerKey> =>
  row<typeof key>({
    key,
    flag: `--${key}`,
    type: 'switch',
    placeholder: '',
    group: 'Actions',
    about,
    defaultText: 'asked; no with --yes',
    question,
    step: 'ask',
    stored: false,
    parse: onOff,
    fallback: always(false),
  });

/** What happens after the files are written. */
export const ACTION_ROWS = [
  action('git', 'make a git repository with a first commit', 'Make a git repository?'),
  action('build', 'build the images', 'Build the images?'),
  action('up', 'build the images and start the site', 'Build and start the site?'),
];
