import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './site.ts';

/** A certificate and its key, as PEM files. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of the tests' own, in a folder of its own. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'cgp-authority-'));
  readonly file = join(this.folder, 'ca.pem');

  static async create(name: string): Promise<Authority> {
    const authority = new Authority();
    await authority.#openssl('req', '-x509', ...authority.#newKey('ca.key'), '-subj', `/CN=${name}`, '-out', 'ca.pem');
    return authority;
  }

  get pem(): string {
    return readFileSync(this.file, 'utf8');
  }

  /** Certifies host names and addresses (IPv6 without brackets), the chain included. */
  async certify(file: string, names: readonly string[]): Promise<Pair> {
    const alternatives = names.map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${name}`).join();
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '30', '-subj', `/CN=${names[0]}`];
    const extensions = ['-addext', `subjectAltName=${alternatives}`, '-addext', 'basicConstraints=CA:FALSE'];
    const output = ['-out', `${file}.pem`];
    await this.#openssl('req', '-x509', ...this.#newKey(`${file}.key`), ...signed, ...extensions, ...output);
    const pair = { certificate: join(this.folder, `${file}.pem`), key: join(this.folder, `${file}.key`) };
    writeFileSync(pair.certificate, `${readFileSync(pair.certificate, 'utf8')}${this.pem}`);
    chmodSync(pair.key, 0o600);
    return pair;
  }

  #newKey(file: string): readonly string[] {
    return ['-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-keyout', file];
  }

  async #openssl(...args: readonly string[]): Promise<void> {
    const { exitCode, stderr } = await command('openssl', args, { cwd: this.folder });
    if (exitCode !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  }
}
