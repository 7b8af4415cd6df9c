/** One container of the project, as the engine tells. Secrets in texts are masked before they come here. */
export interface ContainerFacts {
  readonly service: string;
  /** created, running, restarting, exited, dead … */
  readonly state: string;
  /** '' without a health check; otherwise starting, healthy or unhealthy. */
  readonly health: string;
  /** Of its last end; 0 before the first. */
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly restarts: number;
  /** What the engine says why it could not start it; mostly ''. */
  readonly error: string;
  /** What the last health checks printed, oldest first. */
  readonly healthOutput: readonly string[];
  /** The last lines of its log, oldest first, without colours. */
  readonly log: readonly string[];
  /** It is older than the start that is under way, which may replace it yet. */
  readonly older?: true;
}

/** The step at which a start failed. */
export type Phase = 'config' | 'pull' | 'build' | 'up' | 'wait';

/** Everything that a diagnosis looks at. */
export interface Evidence {
  readonly phase: Phase;
  /** What `docker compose` printed in that phase, both streams, line by line, without colours. */
  readonly output: readonly string[];
  readonly containers: readonly ContainerFacts[];
  /** Values of `.env` that texts name and that are no secrets: database and role names, limits. */
  readonly env: Readonly<Record<string, string>>;
  readonly model: Model;
  /** What the engine runs, such as linux/amd64, where somebody has asked. */
  readonly enginePlatform?: string;
}

/** What `docker compose config --format json` says of a service, as far as somebody here asks. */
export interface ModelService {
  readonly name: string;
  readonly image: string;
  readonly platform: string | undefined;
  /** The folder that it is built from, and the base image that the build is given; undefined when it is not built here. */
  readonly build:
    | { readonly context: string; readonly dockerfile: string; readonly baseImage: string | undefined }
    | undefined;
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
  /** Named volumes, by their name on the engine. */
  readonly volumes: readonly { readonly name: string; readonly target: string }[];
  /** Folders and files of this machine, absolute. */
  readonly binds: readonly string[];
  /** Bytes; 0 without a limit. */
  readonly memoryLimit: number;
  /** The services that have to be ready before this one starts. */
  readonly dependsOn?: readonly string[];
  /** Whether it is meant to run on (restart is not "no"). */
  readonly lasting: boolean;
}

/** The project as Compose understands it: active profiles only, overrides included. */
export interface Model {
  readonly name: string;
  readonly services: readonly ModelService[];
}
