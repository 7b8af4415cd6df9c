import type { ComposeParts } from './override-case.ts';

type Part = Readonly<Record<string, unknown>>;

const partOf = (compose: unknown, name: string): Part => {
  const part = typeof compose === 'object' && compose !== null ? (compose as Part)[name] : undefined;
  return typeof part === 'object' && part !== null ? (part as Part) : {};
};
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The services that Compose makes anew, of two docker-compose.yml as a YAML parser gives them, merge keys resolved. */
export function changedServices(before: unknown, after: unknown): readonly string[] {
  const [old, now] = [partOf(before, 'services'), partOf(after, 'services')];
  const everyone = !same(partOf(before, 'networks'), partOf(after, 'networks'));
  return Object.keys(now).filter((name) => everyone || !same(old[name], now[name]));
}

/** What an override can refer to in a docker-compose.yml; `paths` are the project's files. */
export function partsOf(compose: unknown, paths: readonly string[]): ComposeParts {
  const names = (part: string): readonly string[] => Object.keys(partOf(compose, part));
  return { services: names('services'), volumes: names('volumes'), paths };
}
