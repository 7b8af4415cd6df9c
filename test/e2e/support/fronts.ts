import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pair } from './authority.ts';
import type { Site } from './site.ts';

/** Programs that end TLS in front of a project, on the same machine. */
export const FRONTS = ['nginx', 'apache', 'caddyfile'] as const;
type Front = (typeof FRONTS)[number];

/** What the project's README.md gives for a program: the one block of code in that language. */
function snippet(site: Site, language: string): string {
  const [, text] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(site.read('README.md')) ?? [];
  if (text === undefined) throw new Error(`README.md has no block for ${language}`);
  return text;
}

// What a machine's own configuration holds around a snippet: nothing that has to do with the site.
const AROUND: Readonly<Record<Front, (text: string, folder: string) => string>> = {
  nginx: (text, folder) =>
    `daemon off; pid ${folder}/pid; error_log stderr;
events {}
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
${text}}\n`,
  apache: (text, folder) =>
    `ServerRoot /etc/apache2
DefaultRuntimeDir ${folder}
PidFile ${folder}/pid
ErrorLog |/bin/cat
ServerName front
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
${['authz_core', 'alias', 'headers', 'ssl', 'proxy', 'proxy_http'].map((one) => `LoadModule ${one}_module /usr/lib/apache2/modules/mod_${one}.so`).join('\n')}
${[...new Set([...text.matchAll(/<VirtualHost \*:(\d+)>/g)].map(([, port]) => port))].map((port) => `Listen ${port}`).join('\n')}
${text}`,
  // No public authority here: Caddy certifies by itself, with an authority of its own.
  caddyfile: (text) => `{\n    admin off\n    local_certs\n    skip_install_trust\n}\n${text}`,
};

const COMMANDS: Readonly<Record<Front, (file: string) => readonly string[]>> = {
  nginx: (file) => ['nginx', '-c', file],
  apache: (file) => ['apache2', '-X', '-f', file],
  caddyfile: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
};

/** A proxy that runs with the snippet of a project's README.md as it stands there. */
export class RunningFront {
  readonly folder: string;
  readonly #child: ChildProcess;
  readonly #certificates: string;
  #said = '';

  constructor(front: Front, site: Site, pair: Pair) {
    this.folder = mkdtempSync(join(tmpdir(), 'cgp-front-'));
    // Where the snippet says that the certificate is.
    this.#certificates = `/etc/ssl/${site.name}`;
    mkdirSync(this.#certificates, { recursive: true });
    copyFileSync(pair.certificate, join(this.#certificates, 'fullchain.pem'));
    copyFileSync(pair.key, join(this.#certificates, 'privkey.pem'));
    const file = join(this.folder, 'configuration');
    writeFileSync(file, AROUND[front](snippet(site, front), this.folder));
    const [program = '', ...args] = COMMANDS[front](file);
    const home = { HOME: this.folder, XDG_DATA_HOME: this.folder, XDG_CONFIG_HOME: this.folder };
    this.#child = spawn(program, args, { env: { ...process.env, ...home }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (data) => {
        this.#said += data;
      });
  }

  /** The authority that its certificate goes back to, if it has made one itself. */
  get ownAuthority(): string {
    return join(this.folder, 'caddy/pki/authorities/local/root.crt');
  }

  /** What it has printed. */
  get said(): string {
    return this.#said;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#certificates, { recursive: true, force: true });
  }
}
