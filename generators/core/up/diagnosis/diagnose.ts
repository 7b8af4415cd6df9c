import { type CauseId, type Finding, finding } from '../causes.ts';
import type { ContainerFacts, Evidence } from '../evidence.ts';
import { type Found, inTrouble, type Sign } from './sign.ts';
import { SIGNS } from './signs.ts';
import { blame, depth } from './trouble.ts';

type Caused = Found & { readonly cause: CauseId };

/**
 * Why the site does not start: the root cause first, never nothing. What a command of Docker's says comes before what
 * containers say, and these in the order in which one waits for another. `{up}` stays open in the texts.
 */
export function diagnose(evidence: Evidence): readonly Finding[] {
  const known = knownCauses(evidence);
  return known.length > 0 ? known.map(findingOf) : [unknownCause(evidence)];
}

/** The causes that show without a doubt, and none when no sign is known. */
export const certainCauses = (evidence: Evidence): readonly Finding[] => causesIn(evidence, isStrong).map(findingOf);

/** The line that gave a finding away. */
export const tellingLine = (evidence: Evidence, { cause, service }: Finding): string | undefined =>
  knownCauses(evidence).find((one) => one.cause === cause && one.service === service)?.line;

// Weak signs show in everything that is still starting: they are believed where nobody is more at fault.
function knownCauses(evidence: Evidence): readonly Caused[] {
  const certain = causesIn(evidence, isStrong);
  if (certain.length > 0) return certain;
  const troubled = inTrouble(evidence);
  const most = Math.min(...troubled.map(blame));
  const suspects = new Set(troubled.filter((one) => blame(one) === most).map(({ service }) => service));
  return causesIn(evidence, () => true).filter(({ service = '' }) => suspects.has(service));
}

const isStrong = ({ weak }: Sign): boolean => weak !== true;
const findingOf = ({ cause, details, service }: Caused): Finding => finding(cause, details, service);

function causesIn(evidence: Evidence, counts: (sign: Sign) => boolean): readonly Caused[] {
  const found = (place: Sign['in']): readonly Caused[] =>
    SIGNS.filter((sign) => sign.in === place && counts(sign)).flatMap((sign) =>
      sign.find(evidence).map((one) => ({ ...one, cause: sign.cause })),
    );
  // One command failed, so it has one cause. Of a container the first sign counts: the table has roots before symptoms.
  const containers = [...found('container')].sort((one, other) => depth(one.service) - depth(other.service));
  const all = [...found('command').slice(0, 1), ...firstOf(containers, ({ service }) => service)];
  return firstOf(all, ({ cause }) => cause);
}

const firstOf = <T>(all: readonly T[], key: (one: T) => unknown): readonly T[] =>
  all.filter((one, at) => all.findIndex((other) => key(other) === key(one)) === at);

/** The honest answer, with the service that is most at fault. */
function unknownCause(evidence: Evidence): Finding {
  const service = mostAtFault(evidence)?.service;
  const command = `docker compose ${evidence.phase === 'wait' ? 'up' : evidence.phase}`;
  const details = {
    service: service ?? command,
    more: service === undefined ? command : `docker compose logs ${service}`,
  };
  return finding('unknown', details, service);
}

function mostAtFault(evidence: Evidence): ContainerFacts | undefined {
  const rank = (one: ContainerFacts): number => blame(one) * 100 + depth(one.service);
  return [...inTrouble(evidence)].sort((one, other) => rank(one) - rank(other))[0];
}
