import type { Broker } from '../answers/choices.ts';
import { type Images, upstreamImages } from './images.ts';

/** What the GeoNode of a line does or lacks, where a template has to care. Each was read in the released package. */
interface Core {
  /** Harvesting has a queue of its own, and so may have a worker of its own. */
  readonly harvestingQueue: boolean;
  /** Celery's results go into Django's database, whatever the environment says. */
  readonly resultsInDatabase: boolean;
  /** The settings take SESSION_ENGINE from the environment. */
  readonly readsSessionEngine: boolean;
  /** The settings take ACCOUNT_OPEN_SOCIALSIGNUP from the environment. */
  readonly readsSocialSignup: boolean;
  /** The settings take DEFAULT_MAX_UPLOAD_SIZE from the environment; otherwise they say 100 MB. */
  readonly readsUploadSize: boolean;
  /** New passwords are stored as plain SHA-1. */
  readonly hashesWithSha1: boolean;
  /** The settings cannot be loaded when LANGUAGE_CODE has a region. */
  readonly languageWithoutRegion: boolean;
  /** The map client has texts in Brazilian Portuguese; otherwise those of Portugal serve. */
  readonly clientSpeaksBrazilian: boolean;
  /** `manage.py thesaurus autoload` exists. */
  readonly thesaurusAutoload: boolean;
}

/** What differs from one GeoNode release line to the next. */
export interface ReleaseLine {
  /** The release on PyPI that pyproject.toml pins: the newest of the line when this row was last looked at. */
  readonly geonodeVersion: string;
  /** The Python of the base image, as major.minor. */
  readonly python: string;
  /** The Java that GeoServer's image runs on; the options of the JVM must suit it. */
  readonly java: number;
  /** The broker unless another is asked for: the one that upstream's own projects of the line have. */
  readonly broker: Broker;
  /** What pyproject.toml declares for a broker because this GeoNode does not. */
  readonly clients: Readonly<Partial<Record<Broker, string>>>;
  readonly core: Core;
  /** The Django applications that `manage.py backup` saves, by label and in the order in which they are restored. */
  readonly backupApps: readonly string[];
  readonly images: Images;
}

const CORE_5_1: Core = {
  harvestingQueue: true,
  resultsInDatabase: false,
  readsSessionEngine: true,
  readsSocialSignup: true,
  readsUploadSize: true,
  hashesWithSha1: false,
  languageWithoutRegion: true,
  clientSpeaksBrazilian: true,
  thesaurusAutoload: true,
};

const apps = (text: string): readonly string[] => text.trim().split(/\s+/);

// The list of GeoNode's samples, and the applications whose rows others of the list point to: without them a restore fails or
// loses those rows.
const BACKUP_APPS = apps(`contenttypes auth people groups account guardian admin actstream announcements avatar assets
  security base resource documents geoserver importer invitations pinax_notifications harvesting services layers maps metadata
  oauth2_provider sites socialaccount taggit tastypie upload user_messages geonode_themes geoapps favorite geonode_client`);
const backupAppsWithout = (...missing: readonly string[]): readonly string[] =>
  BACKUP_APPS.filter((app) => !missing.includes(app));

/** Every line that can be generated, newest first; docs/adding-a-line.md says how to add one. */
export const RELEASE_LINES = {
  '5.1': {
    // Newest on PyPI on 2026-11-23, for this line and the others.
    geonodeVersion: '5.1.1',
    python: '3.12',
    java: 17,
    broker: 'redis',
    clients: {},
    core: CORE_5_1,
    backupApps: backupAppsWithout('importer', 'user_messages'),
    images: upstreamImages('environment sample of geonode-project 5.1.0 and branch 5.1.x, read 2026-07-16', {
      geonodeBase: 'latest-ubuntu-24.04',
      nginx: '1.31.2-latest',
      letsencrypt: '2.6.0-latest',
      geoserver: '2.28.4-latest',
      geoserverData: '2.28.4-latest',
      postgis: '15-3.5-latest',
    }),
  },
  '5.0': {
    geonodeVersion: '5.0.3.post1',
    python: '3.12',
    java: 17,
    broker: 'redis',
    clients: {},
    core: {
      ...CORE_5_1,
      readsUploadSize: false,
      languageWithoutRegion: false,
      clientSpeaksBrazilian: false,
      thesaurusAutoload: false,
    },
    backupApps: backupAppsWithout('importer', 'user_messages', 'security'),
    images: upstreamImages('environment sample of geonode-project 5.0.3 and branch 5.0.x, read 2026-06-25', {
      geonodeBase: 'latest-ubuntu-24.04',
      nginx: '1.31.2-latest',
      letsencrypt: '2.6.0-latest',
      geoserver: '2.28.4-latest',
      geoserverData: '2.28.4-latest',
      postgis: '15-3.5-latest',
    }),
  },
  '4.4': {
    geonodeVersion: '4.4.5',
    python: '3.10',
    java: 11,
    broker: 'rabbitmq',
    // Celery 5.4.0, which this line pins, takes the newest kombu 5; since 5.6 that refuses a client before 6.1. GeoNode 5.0 has
    // the same Celery and pins this client.
    clients: { redis: 'redis==6.2.0' },
    core: {
      harvestingQueue: false,
      resultsInDatabase: true,
      readsSessionEngine: false,
      readsSocialSignup: false,
      readsUploadSize: true,
      hashesWithSha1: true,
      languageWithoutRegion: false,
      clientSpeaksBrazilian: false,
      thesaurusAutoload: false,
    },
    backupApps: backupAppsWithout('metadata', 'security'),
    images: upstreamImages('environment sample of geonode-project branch 4.4.x, read 2026-03-19', {
      geonodeBase: 'latest-ubuntu-22.04',
      nginx: '1.26.3-v1',
      letsencrypt: '2.6.0-latest',
      geoserver: '2.27.4-latest',
      geoserverData: '2.27.4-latest',
      postgis: '15-3.5-v1',
    }),
  },
} as const satisfies Readonly<Record<string, ReleaseLine>>;

/** A GeoNode release line. */
export type Line = keyof typeof RELEASE_LINES;

/** What `--geonode` accepts, newest first. */
export const LINES = Object.keys(RELEASE_LINES) as readonly Line[];

/** The row of a line. */
export const releaseLine = (line: Line): ReleaseLine => RELEASE_LINES[line];
