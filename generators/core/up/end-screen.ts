/** What a person wants to know about a site that has just started. */
interface RunningSite {
  readonly url: string;
  /** What it is; '' without HTTPS. */
  readonly certificate: string;
  readonly directory: string;
  /** The program, as it is typed: `npx create-geonode-project@0.1.0`. */
  readonly program: string;
  /** What answered: `GeoNode 200, GeoServer 200`. */
  readonly answered: string;
  readonly seconds: number;
}

/** What stands at the end of a successful start. The password is named, never shown. */
export function endScreen({ url, certificate, directory, program, answered, seconds }: RunningSite): readonly string[] {
  return [
    `The site is up, after ${seconds} seconds (${answered}).`,
    '',
    `Address       ${url}`,
    'Log in as     admin; the password is ADMIN_PASSWORD in .env',
    ...(certificate === '' ? [] : [`Certificate   ${certificate}`]),
    '',
    `In ${directory}:`,
    '  Logs        docker compose logs -f --tail 100',
    '  Stop        docker compose stop',
    `  Look        ${program} doctor .`,
    `  Regenerate  ${program} .`,
  ];
}
