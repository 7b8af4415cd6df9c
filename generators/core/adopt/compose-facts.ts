import { interpolatedIn, type Values } from './interpolate.ts';

/** A mount of a service: `source` is a key of `volumes`, a path, or undefined for an anonymous volume. */
export interface Mount {
  readonly source: string | undefined;
  readonly target: string;
}

/** A published port. */
export interface Published {
  /** Empty for every address. */
  readonly address: string;
  readonly port: number;
  readonly target: number;
}

/** What an adoption looks at in Compose's files, both read as one. */
export interface ComposeFacts {
  readonly name: string | undefined;
  readonly services: ReadonlyMap<string, { readonly mounts: readonly Mount[]; readonly ports: readonly Published[] }>;
  /** The declarations of the volumes, by key. */
  readonly volumes: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

type Dictionary = Readonly<Record<string, unknown>>;

const dictionary = (value: unknown): Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dictionary) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Reads parsed Compose files, the override last: its mounts win by their target, its ports are further ones. */
export function composeFacts(files: readonly unknown[], values: Values): ComposeFacts {
  const read = files.map((file) => dictionary(interpolatedIn(file, values)));
  const names = [...new Set(read.flatMap((file) => Object.keys(dictionary(file.services))))];
  const services = names.map((name) => {
    const parts = read.map((file) => dictionary(dictionary(file.services)[name]));
    const mounts = new Map(
      parts.flatMap((part) => list(part.volumes).flatMap(mountOf)).map((one) => [one.target, one]),
    );
    return [
      name,
      { mounts: [...mounts.values()], ports: parts.flatMap((part) => list(part.ports).flatMap(portOf)) },
    ] as const;
  });
  const volumes = read.flatMap((file) => Object.entries(dictionary(file.volumes)));
  return {
    name: read.map(({ name }) => name).find((name) => typeof name === 'string') as string | undefined,
    services: new Map(services),
    volumes: new Map(volumes.map(([key, value]) => [key, dictionary(value)])),
  };
}

function mountOf(value: unknown): readonly Mount[] {
  if (typeof value === 'string') {
    const [first = '', target] = value.split(':');
    return target === undefined ? [{ source: undefined, target: first }] : [{ source: first, target }];
  }
  const { source, target } = dictionary(value);
  return typeof target === 'string' ? [{ source: typeof source === 'string' ? source : undefined, target }] : [];
}

const PORT = /^(?:(\[[^\]]*\]|[\d.]*):)?(\d+):(\d+)(?:\/tcp)?$/;

function portOf(value: unknown): readonly Published[] {
  const { published, target, host_ip: address = '' } = dictionary(value);
  const text = typeof value === 'string' ? value : `${address ? `${address}:` : ''}${published}:${target}`;
  const [, ip = '', port, inside] = PORT.exec(text) ?? [];
  if (port === undefined) return [];
  return [{ address: ip.replace(/^\[|\]$/g, ''), port: Number(port), target: Number(inside) }];
}
