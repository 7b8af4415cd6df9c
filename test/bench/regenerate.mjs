// Regenerating, with files of the user's own beside and without: its cost must not grow with them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, timed } from './children.mjs';
import { inTurn } from './rounds.mjs';
import { timings } from './rows.mjs';

const USERS_FILES = 5000;
const OLDER_LINE = ['--yes', '--geonode', '5.0', '--memory', '16', '--cpus', '4'];
const GOALS = { 'without them': 1.1 };

export async function regenerate({ programs: { ours }, folder, runs }) {
  const place = { ours, folder };
  const projects = { ours: await projectWith(USERS_FILES, place), 'without them': await projectWith(0, place) };
  const again = (project, ...more) => timed(() => node([ours.bin, project, '--yes', ...more], { cwd: project }));
  const changed = async (project) => {
    const time = await again(project, '--geonode', '5.1', '--title', 'Another');
    // Untimed: puts the project back to where the last round began.
    await node([ours.bin, 'undo', project], { cwd: project });
    return time;
  };
  const rows = [];
  for (const [name, run] of [
    ['with nothing to do', again],
    ['to another line', changed],
  ]) {
    const contestants = Object.entries(projects).map(([whose, project]) => [whose, () => run(project)]);
    const samples = await inTurn(Object.fromEntries(contestants), { runs });
    rows.push(...timings(`regenerate ${name}, ${USERS_FILES} files beside`, samples, GOALS));
  }
  return rows;
}

/** A project of an older GeoNode line, and `count` files of the user's own in and beside its folders. */
async function projectWith(count, { ours, folder }) {
  const project = join(folder(), 'my_site');
  await node([ours.bin, project, ...OLDER_LINE], { cwd: folder() });
  for (let n = 0; n < count; n++) {
    const place = join(project, ['src/my_site/static', 'docker/nginx', 'maps'][n % 3], `mine-${n % 50}`);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${n}.txt`), `file ${n}\n`);
  }
  return project;
}
