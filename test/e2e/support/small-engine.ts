import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { SHELL } from './faults.ts';

const SCRIPT = join(import.meta.dirname, '../engine/engine.sh');
const CGROUPS = '/sys/fs/cgroup/memory';
/** The only image that it has: a busybox with what its programs need, and the folders that the project's Dockerfiles move. */
const IMAGE = 'cgp_e2e/busybox';
const CONTENTS =
  'bin/busybox lib64/ld-linux-x86-64.so.2 lib/x86_64-linux-gnu/libc.so.6 lib/x86_64-linux-gnu/libresolv.so.2';

/** A second engine, with a disk of so many MB and builds of so many MB of memory. */
export class SmallEngine {
  readonly folder = mkdtempSync(join(tmpdir(), 'cgp-small-'));
  readonly image = IMAGE;
  readonly environment = { DOCKER_HOST: `unix://${this.folder}/docker.sock` };
  readonly #cgroup = join(CGROUPS, basename(this.folder));

  async start(disk: number, memory: number): Promise<void> {
    symlinkSync(dirname(process.env.DOCKER_CONFIG ?? ''), join(this.folder, 'tools'));
    mkdirSync(join(this.folder, 'data'));
    await execa('mount', ['-t', 'tmpfs', '-o', `size=${disk}m`, 'tmpfs', join(this.folder, 'data')]);
    mkdirSync(this.#cgroup);
    writeFileSync(join(this.#cgroup, 'memory.use_hierarchy'), '1');
    writeFileSync(join(this.#cgroup, 'memory.limit_in_bytes'), `${memory}m`);
    const ENGINE_OPTIONS = `--cgroup-parent=/${basename(this.folder)}`;
    await execa(SCRIPT, ['start', this.folder], { env: { ENGINE_OPTIONS } });
    await this.#load();
  }

  async #load(): Promise<void> {
    const script = `mkdir -p /x/geoserver_data/data /x/opt /x/tmp /x/etc && echo root:x:0:0::/:/bin/sh >/x/etc/passwd && echo root:x:0: >/x/etc/group && cd / && cp -L --parents ${CONTENTS} /x && chroot /x /bin/busybox --install -s /bin && tar c -C /x .`;
    const { stdout } = await execa(
      'docker',
      ['run', '--rm', '--entrypoint', '/bin/busybox', SHELL, 'sh', '-c', script],
      {
        encoding: 'buffer',
      },
    );
    await execa('docker', ['import', '-', IMAGE], { env: this.environment, input: stdout });
  }

  // The engine makes a group of that name below every controller.
  #cgroups(): readonly string[] {
    const controllers = readdirSync(dirname(CGROUPS));
    return controllers
      .map((one) => join(dirname(CGROUPS), one, basename(this.folder)))
      .filter((path) => existsSync(path));
  }

  /** Takes it away in the middle of what it does. */
  async stop(): Promise<void> {
    await execa(SCRIPT, ['stop', this.folder], { reject: false });
  }

  async remove(): Promise<void> {
    await this.stop();
    for (const group of this.#cgroups()) await emptied(group);
    await execa('umount', [join(this.folder, 'data')], { reject: false });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Ends what an engine that was taken away has left running in a control group, and removes the group. */
async function emptied(group: string): Promise<void> {
  const lists = await execa('find', [group, '-name', 'cgroup.procs', '-exec', 'cat', '{}', '+'], { lines: true });
  for (const pid of lists.stdout) await execa('kill', ['-9', pid], { reject: false });
  const options = { reject: false, timeout: 5000 } as const;
  // A moment passes until the last process is gone.
  for (let tries = 0; existsSync(group) && tries < 20; tries++) {
    await execa('find', [group, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';'], options);
  }
}
