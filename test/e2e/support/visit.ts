import { expect } from 'vitest';
import { Browser, type Page } from './browser.ts';

/** A site as its visitors know it. */
interface Visited {
  /** Without a slash at the end. */
  readonly url: string;
  readonly password: string;
  /** PEM of the authority that its certificate is verified with; undefined for http. */
  readonly ca?: string | undefined;
}

const json = (page: Page): Record<string, unknown> => JSON.parse(page.text) as Record<string, unknown>;
const statuses = (pages: readonly Page[]): readonly number[] => pages.map(({ status }) => status);

/**
 * What a visitor does: opens the home page, fails to log in, opens GeoServer's administration, is sent to GeoNode to log in,
 * comes back as that person, and finds every link on the address that was typed. Needs the stand-ins, whose GeoServer
 * follows the real protocol and tells what it knows.
 */
export async function visit(site: Visited): Promise<void> {
  const browser = new Browser({ ca: site.ca });
  const home = await browser.get(`${site.url}/`);
  expect([home.status, home.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  await failToLogIn(site);
  await logInFromGeoserver(site, browser);
  await stayLoggedIn(site, browser);
  await lookAtLinks(site, browser);
}

async function failToLogIn({ url, ca }: Visited): Promise<void> {
  const browser = new Browser({ ca });
  const login = `${url}/account/login/`;
  await browser.get(login);
  const wrong = await browser.post(login, { login: 'admin', password: 'wrong' });
  expect([wrong.status, wrong.text], 'a form with its CSRF token').toEqual([
    200,
    expect.stringContaining('are not correct'),
  ]);
  const foreign = await browser.send(login, {
    method: 'POST',
    headers: { origin: 'https://evil.example.org', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'login=admin&password=wrong',
  });
  expect(foreign.status, "a form of somebody else's page").toBe(403);
}

async function logInFromGeoserver({ url, password }: Visited, browser: Browser): Promise<void> {
  const out = await browser.follow(await browser.get(`${url}/geoserver/j_spring_oauth2_geonode_login`));
  const login = out.at(-1);
  expect([statuses(out), login?.url], 'GeoServer sends to the login').toEqual([
    [302, 302, 200],
    expect.stringContaining(`${url}/account/login/?next=/o/authorize/`),
  ]);
  const next = new URL(login?.url ?? '').searchParams.get('next') ?? '';
  const back = await browser.follow(await browser.post(login?.url ?? '', { login: 'admin', password, next }));
  expect(statuses(back), 'the login leads back to GeoServer').toEqual([302, 302, 302, 200]);
  for (const { url: address } of [...out, ...back]) expect(address.startsWith(`${url}/`), address).toBe(true);
  const arrived = back.at(-1) ?? login;
  expect([arrived?.url, arrived && json(arrived).user]).toEqual([`${url}/geoserver/web/`, 'admin']);
}

async function stayLoggedIn({ url }: Visited, browser: Browser): Promise<void> {
  for (const count of [1, 2]) expect(json(await browser.get(`${url}/standin/session`)).count).toBe(count);
  expect((await browser.get(`${url}/admin/`)).status).toBe(200);
  expect(json(await browser.get(`${url}/standin/request`)).user).toBe('admin');
  expect(json(await browser.get(`${url}/geoserver/web/`)).user).toBe('admin');
  const secure = url.startsWith('https:');
  for (const [path, name] of [
    ['/', 'sessionid'],
    ['/', 'csrftoken'],
    ['/geoserver/', 'JSESSIONID'],
  ] as const) {
    const cookie = await browser.cookie(`${url}${path}`, name);
    expect([cookie?.key, cookie?.secure, cookie?.hostOnly], name).toEqual([name, secure, true]);
  }
}

async function lookAtLinks({ url }: Visited, browser: Browser): Promise<void> {
  const { host, protocol } = new URL(url);
  expect(json(await browser.get(`${url}/api/v2/`)).datasets).toBe(`${url}/api/v2/datasets`);
  const seen = json(await browser.get(`${url}/standin/request`));
  expect([seen.host, seen.scheme]).toEqual([host, protocol.slice(0, -1)]);
  expect((await browser.get(`${url}/geoserver`)).headers.location).toBe(`${url}/geoserver/`);
  const admin = await browser.get(`${url}/admin`);
  expect(new URL(String(admin.headers.location), admin.url).href).toBe(`${url}/admin/`);
  const { global, oauth2 } = json(await browser.get(`${url}/geoserver/standin/config`)) as Record<
    string,
    Record<string, string>
  >;
  expect([global?.proxyBaseUrl, oauth2?.redirectUri, oauth2?.userAuthorizationUri]).toEqual([
    `${url}/geoserver`,
    `${url}/geoserver/index.html`,
    `${url}/o/authorize/`,
  ]);
}
