import * as v from 'valibot';
import { DockerError } from '../errors.ts';
import type { Model, ModelService } from './evidence.ts';

// Compose prints its model so that it can be read in again: a literal $ stands as $$.
const Text = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll('$$', () => '$')),
);
const Amount = v.union([v.string(), v.number()]);

const Mount = v.object({ type: v.string(), source: v.optional(Text), target: v.optional(Text, '') });
const Port = v.object({
  host_ip: v.optional(v.string(), ''),
  published: v.optional(Amount),
  target: Amount,
  protocol: v.optional(v.string(), 'tcp'),
});
const Build = v.object({
  context: v.optional(Text, '.'),
  dockerfile: v.optional(Text, ''),
  args: v.nullish(v.record(v.string(), v.nullable(Text)), {}),
});
const Deploy = v.object({
  resources: v.nullish(v.object({ limits: v.nullish(v.object({ memory: v.optional(Amount) })) })),
  restart_policy: v.nullish(v.object({ condition: v.optional(v.string()) })),
});
const Service = v.object({
  image: v.optional(Text),
  platform: v.optional(Text),
  build: v.nullish(Build),
  ports: v.nullish(v.array(Port), []),
  volumes: v.nullish(v.array(Mount), []),
  mem_limit: v.optional(Amount),
  deploy: v.nullish(Deploy),
  restart: v.optional(v.string()),
  depends_on: v.nullish(v.record(v.string(), v.unknown()), {}),
});
const Config = v.object({
  name: v.string(),
  services: v.nullish(v.record(v.string(), Service), {}),
  volumes: v.nullish(v.record(v.string(), v.nullable(v.object({ name: v.optional(Text) }))), {}),
});

type ServiceOutput = v.InferOutput<typeof Service>;

/** The names of volumes on the engine, by their key in the file. */
type VolumeNames = Readonly<Record<string, string>>;

/**
 * The project as `docker compose config --format json` prints it. Ports are those that are published over TCP under one
 * fixed number; an address of '' is every address of the machine. Anonymous volumes are left out.
 * @throws DockerError when the text is not such a model
 */
export function parseModel(json: string): Model {
  const { name, services, volumes } = parsed(json);
  const names = Object.fromEntries(
    Object.entries(volumes ?? {}).map(([key, volume]) => [key, volume?.name ?? `${name}_${key}`]),
  );
  const entries = Object.entries(services ?? {});
  return { name, services: entries.map(([service, config]) => serviceOf(service, config, { name, names })) };
}

function parsed(json: string): v.InferOutput<typeof Config> {
  try {
    return v.parse(Config, JSON.parse(json));
  } catch (error) {
    throw new DockerError(
      `docker compose config printed what this program cannot read: ${(error as Error).message}`,
      'Compose 2.24 or newer is needed: docker compose version',
      { cause: error },
    );
  }
}

function serviceOf(
  service: string,
  config: ServiceOutput,
  project: { readonly name: string; readonly names: VolumeNames },
): ModelService {
  return {
    name: service,
    image: config.image ?? `${project.name}-${service}`,
    platform: config.platform,
    build: buildOf(config.build),
    ports: (config.ports ?? []).flatMap(portOf),
    volumes: volumesOf(config, project.names),
    binds: mountsOf(config, 'bind').map(({ source }) => source),
    memoryLimit: Number(config.mem_limit ?? config.deploy?.resources?.limits?.memory ?? 0),
    dependsOn: Object.keys(config.depends_on ?? {}),
    lasting: config.restart !== 'no' && config.deploy?.restart_policy?.condition !== 'none',
  };
}

function buildOf(build: ServiceOutput['build']): ModelService['build'] {
  if (!build) return undefined;
  const { context, dockerfile, args } = build;
  return { context, dockerfile, baseImage: args?.BASE_IMAGE || undefined };
}

// A range (8080-8090) or no number at all lets the engine choose: there is nothing that could be taken.
function portOf({ host_ip: address, published, target, protocol }: v.InferOutput<typeof Port>): ModelService['ports'] {
  const port = Number(published ?? 0);
  return protocol === 'tcp' && port > 0 ? [{ address, published: port, target: Number(target) }] : [];
}

function volumesOf(config: ServiceOutput, names: VolumeNames): ModelService['volumes'] {
  return mountsOf(config, 'volume').map(({ source, target }) => ({ name: names[source] ?? source, target }));
}

function mountsOf({ volumes }: ServiceOutput, type: 'volume' | 'bind'): readonly { source: string; target: string }[] {
  return (volumes ?? []).flatMap((mount) =>
    mount.type === type && mount.source ? [{ source: mount.source, target: mount.target }] : [],
  );
}
