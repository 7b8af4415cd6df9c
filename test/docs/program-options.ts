import { PROGRAM_FLAGS } from '../../generators/app/options.ts';

/** The options of the program itself, as the README lists them. */
export function programOptions(): string {
  const rows = PROGRAM_FLAGS.map(({ name, short, placeholder, about }) => {
    const usage = [`--${name}`, placeholder].filter(Boolean).join(' ');
    return `| ${short ? `\`-${short}\`, ` : ''}\`${usage}\` | ${about} |`;
  });
  return ['| option | what it does |', '|---|---|', ...rows].join('\n');
}
