import type { Line } from '../plan/lines.ts';
import { irreversible, manage, type Step, step } from './step.ts';

/** What arrives with a line, whichever older one a site comes from. */
interface LineItem {
  readonly since: Line;
  readonly step: Step;
}

const item = (since: Line, one: Step): LineItem => ({ since, step: one });

// Names the records that would be lost, by the code that the migration runs.
const LONG_METADATA = [
  'import json',
  'from geonode.base.models import ExtraMetadata',
  'print([(m.resource_id, m.pk) for m in ExtraMetadata.objects.all() if len(json.dumps(m.metadata)) > 1024])',
].join('; ');

/**
 * THE list of what changes from line to line, read in the released packages; geonode-stack.md §7 has the sources.
 *
 * Left out, because our projects do not have it: the move of upstream's package and database names (ours are the project's),
 * requirements.txt and setup.py, LDAP and the dashboard, MONITORING_… in .env, ASSETS_ROOT (ours is the same on every line),
 * the cookie flags and the session engine (ours are always set), CELERY_RESULT_BACKEND (follows BROKER), the backup list and
 * the labels of thesauri (generated, and loaded at every start), the volume of nginx's configuration (ours has none). The tables
 * that django-celery-results leaves behind hold no data of a site.
 */
export const LINE_ITEMS: readonly LineItem[] = [
  item(
    '5.0',
    step('check', 'django-5', 'Your own code has to run under Django 5.2 and Python 3.12, which has no distutils.'),
  ),
  item(
    '5.0',
    step(
      'check',
      'importer',
      'In your own code and settings, importer.… becomes geonode.upload.…, handlers included, and DEFAULT_BACKEND_UPLOADER goes.',
    ),
  ),
  item(
    '5.0',
    step(
      'check',
      'removed-apps',
      'Your own templates and code must do without geonode.monitoring, geonode.messaging, grappelli, user_messages, floppyforms and django_celery_results.',
    ),
  ),
  item(
    '5.0',
    step(
      'check',
      'pycsw',
      'A PYCSW of your own in local_settings.py takes the nested form of pycsw 3: metadata.identification in place of metadata:main.',
    ),
  ),
  item(
    '5.0',
    step(
      'check',
      'hashers',
      'PASSWORD_HASHERS of your own need geonode.people.hashers.PBKDF2SHA1WrappedSHA1PasswordHasher: old passwords are stored that way now.',
    ),
  ),
  item(
    '5.0',
    step(
      'check',
      'private-hosts',
      'Remote services at private addresses are refused from now on: 5.1 has SAFE_URL_TRUSTED_HOSTS for them, 5.0 only SAFE_URL_CHECK_ENABLED=False, which lets every address in.',
    ),
  ),
  item(
    '5.0',
    irreversible(
      step(
        'start',
        'importer-table',
        "The importer's records move into geonode.upload, and their old table is dropped.",
      ),
    ),
  ),
  item(
    '5.0',
    irreversible(
      step('start', 'password-hashes', 'Stored SHA-1 passwords are wrapped anew; the older GeoNode cannot read them.'),
    ),
  ),
  item('5.0', irreversible(step('start', 'task-results', 'The results of old tasks are dropped.'))),
  item('5.0', step('after', 'log-in', 'Log in again, as everybody has to: sessions are stored in another form.')),

  item(
    '5.1',
    step(
      'check',
      'translations',
      'Translated fields of your own (MODELTRANSLATION_LANGUAGES, title_de and the like) are read no more: export them, and take modeltranslation out of your code.',
    ),
  ),
  // Decided by base 0100: what is longer than 1024 characters is logged and left out.
  item(
    '5.1',
    step(
      'check',
      'extra-metadata',
      'Shorten the extra metadata of these resources, or note them down: what is longer than 1024 characters is lost.',
      manage(`shell -c "${LONG_METADATA}"`),
    ),
  ),
  // services 0058 decrypts with it, and stops the whole migration where it cannot.
  item(
    '5.1',
    step(
      'check',
      'service-passwords',
      'If SECRET_KEY was ever changed, remove the remote services that have a password: their migration stops otherwise.',
    ),
  ),
  item(
    '5.1',
    step(
      'check',
      'login-settings',
      'In .env and local_settings.py, ACCOUNT_LOGIN_METHODS replaces ACCOUNT_AUTHENTICATION_METHOD, and ACCOUNT_SIGNUP_FIELDS replaces ACCOUNT_EMAIL_REQUIRED; the old names still work.',
    ),
  ),
  item(
    '5.1',
    step(
      'check',
      'storage',
      'GeoNode no longer brings its storage for Dropbox and Google Cloud, nor their packages: a site that uses one needs its own.',
    ),
  ),
  item(
    '5.1',
    irreversible(step('start', 'translated-columns', 'The columns of translated fields (…_en) are dropped.')),
  ),
  item(
    '5.1',
    irreversible(step('start', 'metadata-table', 'Extra metadata moves into sparse fields, and its table is dropped.')),
  ),
  item(
    '5.1',
    irreversible(
      step('start', 'service-columns', 'Names and passwords of remote services move into authentication records.'),
    ),
  ),
  // The migration does it, but logs what fails and goes on.
  item(
    '5.1',
    step(
      'after',
      'reindex',
      'Fill the search index again, in case the first start left something out.',
      manage('reindex'),
    ),
  ),
];
