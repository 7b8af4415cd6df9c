import { databaseOf } from './database.ts';
import { compose } from './engine.ts';
import { answering, modelOf, type PreflightFacts } from './facts.ts';
import { failed, found, type Judge, list, OK, UNKNOWN, warning } from './verdict.ts';

/** Compose can read the project. */
export const project: Judge = (facts) => {
  const { config } = facts;
  if (config === undefined) return UNKNOWN;
  if (config.kind === 'model') return OK;
  // Then Compose complains about that, and there is a better word for it.
  const elsewhere = env(facts).status === 'failed' || compose(facts).status === 'failed';
  return elsewhere ? UNKNOWN : failed('compose-file-invalid', { message: config.words });
};

/** `.env` is there and has a value for every key that needs one. */
export const env: Judge = (facts) => {
  if (facts.env === undefined) return UNKNOWN;
  if (facts.env.kind === 'missing') return failed('env-missing', {});
  const done: ReadonlySet<string> = hasData(facts) ? FIRST_START : new Set();
  const keys = facts.env.empty.filter((key) => !done.has(key));
  return keys.length === 0 ? OK : failed('env-key-missing', { keys: list(keys) });
};

/** Keys that the first start alone reads. Careful people take them out of the file afterwards. */
const FIRST_START: ReadonlySet<string> = new Set(['ADMIN_PASSWORD']);

function hasData(facts: PreflightFacts): boolean {
  const model = modelOf(facts);
  const volume = model && databaseOf(model)?.volume;
  return facts.started !== undefined || (facts.volumes ?? []).some(({ name }) => name === volume);
}

/** No password is one that everybody knows. */
export const passwords: Judge = ({ env: found }) => {
  if (found?.kind !== 'read') return UNKNOWN;
  return found.demo.length === 0 ? OK : warning('demo-password', { keys: list(found.demo) });
};

/** Every conflict of an earlier run, or of git, is settled. */
export const conflicts: Judge = ({ markers }) => {
  if (markers === undefined) return UNKNOWN;
  return markers.length === 0 ? OK : failed('conflict-markers', { places: list(markers) });
};

/** Scripts have the line ends that a Linux shell wants, or get them in the build. */
export const lineEndings: Judge = ({ scripts }) => {
  if (scripts === undefined) return UNKNOWN;
  if (scripts.length === 0) return OK;
  const paths = scripts.map(({ path }) => path);
  const weight = scripts.every(({ harmless }) => harmless) ? 'warning' : 'failed';
  return found(weight, 'crlf-script', { files: paths.join(' ') });
};

/** What is mounted from this machine exists. */
export const mounts: Judge = (facts) => {
  if (modelOf(facts) === undefined) return UNKNOWN;
  return present(facts, 'mounts', 'mount-missing');
};

/** The certificate and its key exist. */
export const certificate: Judge = (facts) => present(facts, 'certificates', 'certificate-missing');

function present(
  facts: PreflightFacts,
  kind: 'mounts' | 'certificates',
  cause: 'mount-missing' | 'certificate-missing',
): ReturnType<Judge> {
  const missing = facts.missing?.[kind];
  // The files stand where the engine is.
  if (missing === undefined || answering(facts)?.local === false) return UNKNOWN;
  return missing.length === 0 ? OK : failed(cause, { path: list(missing) });
}
