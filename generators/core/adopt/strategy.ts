/**
 * What becomes of a file of the project's at a path of ours. `ours`: the site needs ours; the old one stays beside it as
 * `.orig`. `own`: it is the project's from now on; ours lies beside it as `.new`. `union`: our lines are added to it. `env`:
 * merged key by key. `required`: ours must stand there, and nobody can tell what theirs is for.
 */
export type Strategy = 'ours' | 'own' | 'union' | 'env' | 'required';

/** THE table of adoption, by path; `__name__` is the package. The first row that fits decides. */
const TABLE: readonly (readonly [pattern: RegExp, strategy: Strategy])[] = [
  [/^\.env$/, 'env'],
  [/^\.(?:gitignore|dockerignore|gitattributes)$/, 'union'],
  [/^docker-compose\.yml$/, 'ours'],
  [/^Dockerfile$/, 'ours'],
  [/^docker\//, 'ours'],
  [/^scripts\//, 'ours'],
  [/^src\/(?:pyproject\.toml|entrypoint\.sh|celery\.sh|uwsgi\.ini)$/, 'ours'],
  // Modules that our settings and scripts import by name.
  [
    /^src\/__name__\/(?:deployment_settings|environment|middleware|healthcheck|migration_guard|wait_for_databases)\.py$/,
    'required',
  ],
  [/^src\/__name__\/management\/commands\/(?:bootstrap|confirm_migration|connect_data_store)\.py$/, 'required'],
  [/^/, 'own'],
];

/** What becomes of the file at a generated path. */
export function strategyFor(path: string, name: string): Strategy {
  const general = path.startsWith(`src/${name}/`) ? path.replace(`src/${name}/`, 'src/__name__/') : path;
  return TABLE.find(([pattern]) => pattern.test(general))?.[1] ?? 'own';
}
