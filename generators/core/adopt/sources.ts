/** What was read of a project that may be adopted. Texts are as they stand on the disk; undefined where no file is. */
export interface Sources {
  readonly directory: string;
  /** Which of the names that Compose looks for are there, in its order. */
  readonly composeFiles: readonly string[];
  readonly overrideFiles: readonly string[];
  /** Texts by path below the project: `.env`, the files of Compose, Dockerfile, and what declares packages. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** The folders below `src` that hold a settings.py. */
  readonly packages: readonly string[];
}

/** The names of Compose's file, and of its override, in the order in which Compose looks for them. */
export const COMPOSE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;
/** The same for the override. */
export const OVERRIDE_NAMES = COMPOSE_NAMES.map((name) => name.replace('.y', '.override.y'));

/** Other files that an adoption reads, where they are. */
export const READ_PATHS = [
  '.env',
  'Dockerfile',
  'src/requirements.txt',
  'src/setup.py',
  'src/setup.cfg',
  'src/pyproject.toml',
  'geonode/geonode/settings_override.py',
] as const;
