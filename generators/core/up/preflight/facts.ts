import type { Known } from '../../answers/types.ts';
import type { Model } from '../evidence.ts';
import type { Started } from './started.ts';

/** Docker's engine, as far as it let itself be asked. */
export type EngineFacts =
  | { readonly kind: 'missing' }
  /** There is a program docker and no answer; `words` is what docker said, '' when it said nothing in time. */
  | { readonly kind: 'silent'; readonly words: string; readonly local: boolean }
  | EngineInfo;

/** What `docker info` tells of an engine that answers. */
export interface EngineInfo {
  readonly kind: 'answers';
  readonly id: string;
  /** '' where it does not say. */
  readonly version: string;
  /** `Debian GNU/Linux 12 (bookworm)`, `Docker Desktop`; '' where it does not say. */
  readonly system: string;
  /** As the kernel calls it: `x86_64`, `aarch64`. */
  readonly architecture: string;
  /** Bytes. */
  readonly memory: number;
  readonly cpus: number;
  /** Where it keeps images and volumes, on its own machine. */
  readonly root: string;
  /** Whether it is asked through a socket of this machine. */
  readonly local: boolean;
  /** Whether it reaches registries through a proxy, or has a mirror: the program docker may see less than it does. */
  readonly proxied: boolean;
  readonly mirrored: boolean;
}

/** The Compose plugin, or what else there is; versions as they are printed. */
export type ComposeFacts =
  | { readonly kind: 'plugin'; readonly version: string }
  | { readonly kind: 'none'; readonly standalone: string | undefined };

/** The project as Compose understands it, or why it does not. */
export type ConfigFacts =
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'invalid'; readonly words: string };

/** What `.env` lacks, by key: never a value. */
export type EnvFacts =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'read';
      /** Keys that have to have a value and have none. */
      readonly empty: readonly string[];
      /** Keys whose password everybody knows. */
      readonly demo: readonly string[];
    };

/** A script with Windows line ends. `harmless`: the build repairs it, or nothing runs it while the site starts. */
export interface ScriptFacts {
  readonly path: string;
  readonly harmless: boolean;
}

/** Files of this machine that are mounted and are not there. */
export interface MissingFiles {
  readonly mounts: readonly string[];
  readonly certificates: readonly string[];
}

/** A container of the engine, whoever it belongs to; '' for what it was not given by Compose. */
export interface EngineContainer {
  readonly name: string;
  readonly running: boolean;
  readonly project: string;
  /** The directory of its Compose project, links resolved. */
  readonly directory: string;
  /** What it publishes over TCP. */
  readonly ports: readonly { readonly address: string; readonly published: number }[];
}

/** A volume that the model names and the engine has. `project` is '' where Compose did not make it. */
export interface EngineVolume {
  readonly name: string;
  readonly createdAt: string;
  readonly project: string;
}

/** A port that the project publishes, as this machine has it. */
export interface PortFacts {
  readonly service: string;
  /** '' is every address. */
  readonly address: string;
  readonly published: number;
  readonly target: number;
  /** Whether something listens there, whatever it is. */
  readonly taken: boolean;
  /** The program that does, where it could be seen. */
  readonly process: { readonly name: string; readonly pid: number } | undefined;
  /** A free port that could be taken instead. */
  readonly next: number;
}

/** Major versions of PostgreSQL: of the data (undefined: there is none yet), of the image (undefined: it does not tell). */
export interface PostgresFacts {
  readonly have: number | undefined;
  readonly want: number | undefined;
}

/**
 * How an image can be had. `absent`: its registry says that there is none. `unreachable`: no registry was reached.
 * `unanswered`: nobody answered in time.
 */
export interface ImageFacts {
  readonly image: string;
  readonly state: 'present' | 'available' | 'absent' | 'unreachable' | 'unanswered';
  /** Docker's words, '' where it can be had. */
  readonly words: string;
}

/** Everything that was found out before a start. undefined: it could not be known. Nothing in here is a secret. */
export interface PreflightFacts {
  /** Of the project, absolute, links resolved. */
  readonly directory: string;
  readonly answers: Known;
  readonly useExistingVolumes: boolean;
  readonly engine: EngineFacts;
  readonly compose: ComposeFacts | undefined;
  readonly config: ConfigFacts | undefined;
  readonly env: EnvFacts | undefined;
  readonly scripts: readonly ScriptFacts[] | undefined;
  /** Places with conflict markers in generated files, as `path:line`. */
  readonly markers: readonly string[] | undefined;
  readonly missing: MissingFiles | undefined;
  /** Whether this machine runs programs of other processors. */
  readonly emulation: boolean | undefined;
  /** Bytes that are free where the engine keeps its data. */
  readonly free: number | undefined;
  readonly containers: readonly EngineContainer[] | undefined;
  readonly volumes: readonly EngineVolume[] | undefined;
  /** What an earlier start of this project noted; undefined where none did. */
  readonly started: Started | undefined;
  readonly ports: readonly PortFacts[] | undefined;
  readonly postgres: PostgresFacts | undefined;
  /** Whether every image that the project builds is there. */
  readonly built: boolean | undefined;
  readonly images: readonly ImageFacts[] | undefined;
  /** Names that a certificate authority has to reach, and whether they resolve; undefined: nobody answered in time. */
  readonly hosts: readonly { readonly host: string; readonly resolves: boolean | undefined }[];
}

/** The engine, if it answers. */
export const answering = ({ engine }: PreflightFacts): EngineInfo | undefined =>
  engine.kind === 'answers' ? engine : undefined;

/** The model, if Compose can read the project. */
export const modelOf = ({ config }: PreflightFacts): Model | undefined =>
  config?.kind === 'model' ? config.model : undefined;
