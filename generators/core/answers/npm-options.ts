/** Names that npm has for itself and always hands on. */
const NPMS_OWN = new Set(['cache', 'git']);

/**
 * What to tell somebody who forgot the `--`: npm takes options that stand before it for its own, and says so to the program
 * in its environment only.
 */
export function keptByNpm(environment: NodeJS.ProcessEnv, flags: readonly string[]): string | undefined {
  if (!environment.npm_config_user_agent?.startsWith('npm/')) return undefined;
  const kept = flags.filter((name) => !NPMS_OWN.has(name) && environment[`npm_config_${name.replaceAll('-', '_')}`]);
  if (kept.length === 0) return undefined;
  const names = kept.map((name) => `--${name}`).join(', ');
  return `npm kept ${names} for itself. Write -- before the options: npm create geonode-project@latest my_site -- --yes`;
}
