import { databaseOf } from './database.ts';
import { answering, type EngineVolume, modelOf, type PostgresFacts, type PreflightFacts } from './facts.ts';
import { failed, type Judge, list, OK, UNKNOWN, type Verdict } from './verdict.ts';

/** No volume is left over from another installation of the same name. */
export const volumes: Judge = (facts) => {
  const [engine, model] = [answering(facts), modelOf(facts)];
  if (engine === undefined || model === undefined || facts.volumes === undefined || facts.containers === undefined)
    return UNKNOWN;
  if (facts.useExistingVolumes) return OK;
  const containers = facts.containers.filter(({ project }) => project === model.name);
  if (containers.some(({ directory }) => directory === facts.directory)) return OK;
  const names = leftOver(facts.volumes, { project: model.name, engine: engine.id, started: facts.started });
  if (names.length === 0) return OK;
  const owners = [...new Set(containers.map(({ directory }) => directory))].filter(Boolean);
  const owner = owners.length === 0 ? '' : ` (its containers belong to ${list(owners)})`;
  return failed('volumes-left-over', { volumes: list(names), names: names.join(' '), owner });
};

function leftOver(
  existing: readonly EngineVolume[],
  { project, engine, started }: { project: string; engine: string; started: PreflightFacts['started'] },
): readonly string[] {
  const isOurs = ({ name, createdAt }: EngineVolume): boolean =>
    started?.engine === engine && started.volumes[name] === createdAt;
  // A name that is not Compose's own stands in the file on purpose: it is shared, or an adopted project keeps it.
  const isNamesake = ({ name, project: maker }: EngineVolume): boolean =>
    name.startsWith(`${project}_`) && (maker === project || maker === '');
  return existing.filter((volume) => isNamesake(volume) && !isOurs(volume)).map(({ name }) => name);
}

/** The data of the database was made by the PostgreSQL that the project runs. */
export const postgres: Judge = (facts) => {
  const model = modelOf(facts);
  if (answering(facts) === undefined || model === undefined || facts.volumes === undefined) return UNKNOWN;
  const volume = databaseOf(model)?.volume ?? '';
  if (!facts.volumes.some(({ name }) => name === volume)) return OK;
  return facts.postgres === undefined ? UNKNOWN : sameMajor(volume, facts.postgres);
};

function sameMajor(volume: string, { have, want }: PostgresFacts): Verdict {
  if (have === undefined) return OK;
  if (want === undefined) return UNKNOWN;
  return have === want ? OK : failed('postgres-version', { volume, have: `${have}`, want: `${want}` });
}
