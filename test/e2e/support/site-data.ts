import { expect } from 'vitest';
import { Browser } from './browser.ts';
import { command, type Site } from './site.ts';

/** Whose account comes back with a restored site; the password is as odd as people type them. */
export const ADA = { login: 'ada', password: 'ä $HOME "x" 1' } as const;

const FILES = [
  ['django', '/mnt/volumes/statics/uploaded/thumbs/a "b" ü.png'],
  ['geoserver', '/geoserver_data/data/workspaces/geonode/roads/layer.xml'],
  ['geoserver', '/data/exchange.csv'],
  ['geonode', '/geonode-certificates/kept.pem'],
] as const;
/** What GeoServer makes again. */
const TILE = '/geoserver_data/data/gwc/geonode_roads/EPSG_900913_01/tile.png';

const sql = (site: Site, database: string, text: string): Promise<string> =>
  site.exec('db', 'psql', '-U', 'postgres', '-d', database, '-Atqc', text);

/** Puts something of every kind into a running site: an account, rows in both databases, a further role, files. */
export async function fill(site: Site): Promise<void> {
  await site.django(
    `from django.contrib.auth import get_user_model as m; m().objects.create_user("${ADA.login}", password=${JSON.stringify(ADA.password)}, is_staff=True)`,
  );
  await sql(site, `${site.name}_data`, 'create table roads (id int, geom geometry(Point, 4326))');
  await sql(site, `${site.name}_data`, "insert into roads values (7, 'SRID=4326;POINT(7 47)')");
  await sql(site, 'postgres', "create role reader login password 'r'");
  await sql(site, `${site.name}_data`, 'grant select on roads to reader');
  for (const [service, path] of [...FILES, ['geoserver', TILE] as const])
    await site.exec(service, 'sh', '-c', 'mkdir -p "$(dirname "$1")" && echo "kept: $1" > "$1"', 'sh', path);
  await site.exec('django', 'chown', '1234:5678', FILES[0][1]);
}

/** What `fill` has put there, as the site of this project name has it now. */
export async function kept(site: Site, project: string = site.name): Promise<object> {
  const ask = async (service: string, ...args: string[]) => {
    const { stdout, stderr } = await command('docker', ['exec', `${project}-${service}-1`, ...args], { cwd: '/' });
    return (stdout || stderr).trim();
  };
  const query = (database: string, text: string) => ask('db', 'psql', '-U', 'postgres', '-d', database, '-Atqc', text);
  return {
    roads: await query(`${site.name}_data`, 'select id, ST_AsText(geom) from roads'),
    reader: await query(`${site.name}_data`, "select has_table_privilege('reader', 'roads', 'select')"),
    owner: await query(site.name, "select tableowner from pg_tables where tablename = 'django_site'"),
    files: await Promise.all(FILES.map(([service, path]) => ask(service, 'cat', path))),
    ids: await ask('django', 'stat', '-c', '%u:%g', FILES[0][1]),
  };
}

/** What `kept` says when nothing is lost. */
export const everything = (site: Site): object => ({
  roads: '7|POINT(7 47)',
  reader: 't',
  owner: site.name,
  files: FILES.map(([, path]) => `kept: ${path}`),
  ids: '1234:5678',
});

/** Logs in at the site's own page, as a person does. */
export async function logsIn(url: string, who: { login: string; password: string }, ca?: string): Promise<void> {
  const browser = new Browser({ ca });
  const login = `${url}/account/login/`;
  await browser.get(login);
  expect((await browser.post(login, who)).status, `${who.login} at ${login}`).toBe(302);
}
