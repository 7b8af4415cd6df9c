import { fixedSteps, isFixed } from './fixed-values.ts';
import { httpsMode, profiles } from './https.ts';
import { isSince } from './line-order.ts';
import { brokerLimit, otherBroker } from './queue.ts';
import { addressIn } from './site.ts';
import { manage, manageStep, type Step, step } from './step.ts';
import type { Transition } from './transition.ts';
import type { FixedTopic, Topic } from './variables.ts';

/** What each topic asks for that new containers alone do not bring. */
const TOPICS: Readonly<Record<Exclude<Topic, FixedTopic>, (transition: Transition) => readonly Step[]>> = {
  address: newAddress,
  title: () => [SITE_RECORD],
  'upload-limit': uploadLimit,
  'admin-email': () => [step('after', 'admin-email', ADMIN_EMAIL)],
  broker: otherBroker,
  'broker-limit': brokerLimit,
  https: httpsMode,
  profiles,
};

/** The steps of a topic because of a key that has changed. */
export function topicSteps(topic: Topic, key: string, transition: Transition): readonly Step[] {
  const [was, now] = [transition.envBefore[key], transition.envAfter[key]];
  if (isFixed(topic)) return was && now ? fixedSteps(key, transition.site) : [];
  // A key that is new says nothing about the site: only the administrator's address is missing there, too.
  return (topic === 'admin-email' ? now : was) ? TOPICS[topic](transition) : [];
}

const ADMIN_EMAIL =
  'Change the mail address of the user admin in its profile: .env reaches the account at the first start only.';
const SITE_RECORD = manageStep(
  'after',
  'site-record',
  'Give the sites record the name and the host of .env: mails and links are made from it.',
  ['fixsitename'],
);

// Both addresses end with a slash. The command replaces text wherever it stands: without the slash http://old would be
// found in http://old:8080 too, in other people's links and in what the new containers have already written. It also
// replaces the old redirect address of GeoServer's OAuth application, so none is left to remove.
function newAddress(transition: Transition): readonly Step[] {
  const { before, after, envBefore, envAfter, site } = transition;
  const [old, now] = [addressIn(envBefore, before), addressIn(envAfter, after)];
  if (old === now) return [];
  const dump = `docker compose exec -T db pg_dump -U ${site.superuser} -Fc ${site.database} > ../${site.project}-before-new-address.dump`;
  const migrate = ['migrate_baseurl', '-f', `--source-address=${old}/`, `--target-address=${now}/`];
  // Without the last option the first command would make all attributes anew, and forget which of them are hidden.
  const metadata = ['set_all_datasets_metadata', '-d', '-i', '--set-attr', 'False'];
  const tiles = isSince(after.geonode, '5.1') ? ['gwc', 'create', '--all'] : ['create_tile_layers'];
  return [
    ...httpsMode(transition),
    step('before', 'address-dump', "Keep a copy of GeoNode's database: the address stands in many tables.", dump),
    manageStep('after', 'address', `Replace ${old} by ${now} in GeoNode's database.`, migrate),
    SITE_RECORD,
    manageStep('after', 'metadata', 'Write the links and metadata of all datasets anew.', metadata),
    manageStep('after', 'tiles', "Make the tile layers that GeoServer's cache lacks.", tiles),
  ];
}

function uploadLimit({ after, envAfter }: Transition): readonly Step[] {
  const bytes = /^\d+$/.exec(envAfter.DEFAULT_MAX_UPLOAD_SIZE ?? '')?.[0];
  if (bytes === undefined) return [];
  const kinds = ['dataset', 'document', ...(isSince(after.geonode, '5.0') ? ['asset'] : [])];
  const records = kinds.map((kind) => `'${kind}_upload_size'`).join(', ');
  const code = `from geonode.upload.models import UploadSizeLimit; UploadSizeLimit.objects.filter(slug__in=[${records}]).update(max_size=${bytes})`;
  const text =
    'Set the limits, here or in the admin pages under Upload size limits: .env counts at the first start only.';
  return [step('after', 'upload-limit', text, manage(`shell -c "${code}"`))];
}
