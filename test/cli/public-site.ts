import { KEYS, type Reply } from '../support/keyboard.ts';

const { enter, down, up } = KEYS;

/** Every question of the default path, answered for a public site with a certificate. */
export const PUBLIC_SITE: readonly Reply[] = [
  ['Directory of the project', `public_site${enter}`],
  ['Public address of the site', `${up}${enter}`], // the last choice: another address
  ['Address, such as', `Maps.Example.org${enter}`],
  ['Further host names', `www.example.org${enter}`],
  ['HTTPS', enter], // Let's Encrypt, because the name is public
  ["Administrator's e-mail", `me@example.org${enter}`],
  ['GeoNode release line', `${down}${enter}`], // the one before the newest
  ['What the project is for', enter],
  ['The site will run on', `n${enter}`],
  ['Memory of the machine', `${'\u007f'.repeat(6)}8${enter}`],
  ['CPUs of the machine', `${'\u007f'.repeat(4)}2${enter}`],
  ['Make a git repository', `n${enter}`],
  ['What next', enter],
];
