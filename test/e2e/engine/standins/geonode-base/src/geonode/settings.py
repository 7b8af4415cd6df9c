"""The settings of the stub.

Which environment names are read, how they are parsed and what they default to is as in GeoNode 4.4.5, 5.0.3.post1 or
5.1.1, whichever this one says it is, for the names that a generated project can meet: a boolean that is not a Python
literal or an integer that is empty ends the import here as it does there, and a name that a line does not read is not
read here.
"""

import ast
import os
import re
import sys
from urllib.parse import urlparse

import dj_database_url
from kombu import Exchange, Queue
from kombu.serialization import register

import geonode
from geonode import LINE, serializer

FROM_5_0 = LINE >= (5, 0)
FROM_5_1 = LINE >= (5, 1)
VERSION = geonode.get_version()
PROJECT_ROOT = os.path.abspath(os.path.dirname(__file__))


def _literal(name, default):
    return ast.literal_eval(os.getenv(name, default))


def _words(name):
    return re.split(r" *[,|:;] *", os.environ[name])


def _list(name, default):
    """A Python literal if it is one; else what stands between , | : and ; (which splits ports and IPv6 addresses)."""
    if os.getenv(name) is None:
        return default
    try:
        return ast.literal_eval(os.environ[name])
    except (ValueError, SyntaxError) if FROM_5_0 else ValueError:  # on 4.4 a bare IP address stops the site
        return _words(name)


# ---- names whose value is only kept, after it was parsed as strictly as there ----
_true = """
    GEONODE_APPS_ENABLE GEONODE_APPS_NAV_MENU_ENABLE USE_I18N SECURE_CONTENT_TYPE_NOSNIFF SECURE_BROWSER_XSS_FILTER
    SECURE_HSTS_INCLUDE_SUBDOMAINS EXIF_ENABLED GEONODE_CATALOGUE_METADATA_XSL CELERY_ACKS_LATE
    CELERY_TASK_EAGER_PROPAGATES CELERY_TASK_IGNORE_RESULT CELERY_TASK_CREATE_MISSING_QUEUES CELERY_ENABLE_UTC
    CELERY_SEND_TASK_EVENTS CELERY_WORKER_SEND_TASK_EVENTS CELERY_TRACK_STARTED CELERY_SEND_TASK_SENT_EVENT
    NOTIFICATION_ENABLED ACCOUNT_OPEN_SIGNUP ACCOUNT_CONFIRM_EMAIL_ON_GET
    AUTO_ASSIGN_REGISTERED_MEMBERS_TO_CONTRIBUTORS SOCIALACCOUNT_AUTO_SIGNUP SOCIALACCOUNT_LOGIN_ON_GET
    SOCIALACCOUNT_WITH_GEONODE_LOCAL_SINGUP DISPLAY_RATINGS DISPLAY_WMS_LINKS TWITTER_CARD OPENGRAPH_ENABLED
    MODIFY_TOPICCATEGORY SEARCH_RESOURCES_EXTENDED GEOFENCE_SECURITY_ENABLED MAPFISH_PRINT_ENABLED PRINT_NG_ENABLED
    GEONODE_SECURITY_ENABLED BACKEND_WRITE_ENABLED SESSION_EXPIRED_CONTROL_ENABLED
""".split()
_false = """
    UPDATE_RESOURCE_LINKS_AT_MIGRATE CACHE_BUSTING_STATIC_ENABLED WHITENOISE_MANIFEST_STRICT COMPRESS_STATIC_FILES
    UNOCONV_ENABLE CSRF_COOKIE_HTTPONLY CORS_ALLOW_ALL_ORIGINS SECURE_SSL_REDIRECT RECAPTCHA_ENABLED LOCKDOWN_GEONODE
    SKIP_PERMS_FILTER API_INCLUDE_REGIONS_COUNT ACCOUNT_NOTIFY_ON_PASSWORD_CHANGE CREATE_LAYER ASYNC_SIGNALS
    CELERY_RESULT_PERSISTENT CELERY_IGNORE_RESULT DELAYED_SECURITY_SIGNALS CELERY_DISABLE_RATE_LIMITS
    CELERY_WORKER_DISABLE_RATE_LIMITS ENABLE_APIKEY_LOGIN RESOURCE_PUBLISHING ADMIN_MODERATE_UPLOADS
    GROUP_PRIVATE_RESOURCES GROUP_MANDATORY_RESOURCES SHOW_PROFILE_EMAIL AVATAR_GRAVATAR_SSL ACCOUNT_APPROVAL_REQUIRED
    SOCIALACCOUNT_OIDC_PROVIDER_ENABLED TOPICCATEGORY_MANDATORY WMST_ENABLED WPS_ENABLED EMAIL_ENABLE MEMCACHED_ENABLED
""".split()
_integers = {
    "SITE_ID": 1,
    "MEMCACHED_LOCK_EXPIRE": 3600,
    "MEMCACHED_LOCK_TIMEOUT": 10,
    "SECURE_HSTS_SECONDS": 3600,
    "ACCESS_TOKEN_EXPIRE_SECONDS": 86400,
    "API_LIMIT_PER_PAGE": 200,
    "CLIENT_RESULTS_LIMIT": 16,
    "DEFAULT_MAP_ZOOM": 0,
    "ACCOUNT_MAX_EMAIL_ADDRESSES": 2,
    "DEFAULT_MAX_PARALLEL_UPLOADS_PER_USER": 5,
    "GEONODE_DB_CONN_MAX_AGE": 0,
    "GEONODE_DB_CONN_TOUT": 5,
    "OGC_REQUEST_TIMEOUT": 60,
    "OGC_REQUEST_MAX_RETRIES": 3,
    "OGC_REQUEST_POOL_MAXSIZE": 10,
    "OGC_REQUEST_POOL_CONNECTIONS": 10,
}
if FROM_5_0:
    _true += ["EDITORS_CAN_MANAGE_ANONYMOUS_PERMISSIONS", "EDITORS_CAN_MANAGE_REGISTERED_MEMBERS_PERMISSIONS"]
    _true += ["SAFE_URL_CHECK_ENABLED", "HARVESTING_MONITOR_ENABLED", "ACCOUNT_OPEN_SOCIALSIGNUP"]
    _integers.update(PERMISSION_CACHE_EXPIRATION_TIME=604800, SERVICE_CACHE_EXPIRATION_TIME=600)
    _integers.update(HARVESTING_MONITOR_DELAY=60)
else:
    _true += ["DISPLAY_SOCIAL"]
    _false += ["MONITORING_ENABLED", "MONITORING_DISABLE_CSRF", "USER_ANALYTICS_ENABLED", "USER_ANALYTICS_GZIP"]
    _false += ["TIME_ENABLED", "MOSAIC_ENABLED"]
    _integers.update(MONITORING_DATA_TTL=365)
if FROM_5_1:
    _false += ["AUTO_ASSIGN_RESOURCE_OWNERSHIP_TO_ADMIN", "REGISTERED_USERS_CAN_ADD_REMOTE_RESOURCES"]
    _false += ["METADATA_TRACK_CHANGES", "XLSX_UPLOAD_ENABLED"]
    _integers.update(PROXY_MAX_REDIRECTS=3)
(_true if LINE == (5, 0) else _false).append("API_LOCKDOWN")
for _name in _true:
    globals()[_name] = _literal(_name, "True")
for _name in _false:
    globals()[_name] = _literal(_name, "False")
for _name, _default in _integers.items():
    globals()[_name] = int(os.getenv(_name, _default))
OGC_REQUEST_BACKOFF_FACTOR = float(os.getenv("OGC_REQUEST_BACKOFF_FACTOR", "0.3"))
# with a space at the end of the name, which nobody can set, on 4.4
MANAGEMENT_COMMANDS_EXPOSED_OVER_HTTP = _literal(
    "MANAGEMENT_COMMANDS_EXPOSED_OVER_HTTP" if FROM_5_0 else "MANAGEMENT_COMMANDS_EXPOSED_OVER_HTTP ", "[]"
)
ALLOWED_DOCUMENT_TYPES = _list("ALLOWED_DOCUMENT_TYPES", [])
DEFAULT_MAP_CENTER = (_literal("DEFAULT_MAP_CENTER_X", "0"), _literal("DEFAULT_MAP_CENTER_Y", "0"))

# ---- the site ----
DEBUG = _literal("DEBUG", "True")
_DEFAULT_SECRET_KEY = "public-default-secret-key-of-the-stand-in"
SECRET_KEY = os.getenv("SECRET_KEY", _DEFAULT_SECRET_KEY)
SITEURL = os.getenv(
    "SITEURL",
    "%s://%s:%s/"
    % (
        os.getenv("SITE_HOST_SCHEMA", "http"),
        os.getenv("SITE_HOST_NAME", "localhost"),
        os.getenv("SITE_HOST_PORT", "8000"),
    ),
)
HOSTNAME = urlparse(SITEURL).hostname
if not SITEURL.endswith("/"):
    SITEURL += "/"
_own = [HOSTNAME, "localhost", "django", "geonode"]
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", _own)
PROXY_ALLOWED_HOSTS = _list("PROXY_ALLOWED_HOSTS", _own)
AUTH_IP_WHITELIST = _own if os.getenv("AUTH_IP_WHITELIST") is None else _words("AUTH_IP_WHITELIST")
ADMIN_IP_WHITELIST = [] if os.getenv("ADMIN_IP_WHITELIST") is None else _words("ADMIN_IP_WHITELIST")
ADMINS = MANAGERS = os.getenv("ADMINS", [])
TIME_ZONE = os.getenv("TIME_ZONE", "UTC")
USE_TZ = True
LANGUAGE_CODE = os.getenv("LANGUAGE_CODE", "en")
LANGUAGES = _literal(
    "LANGUAGES",
    "(('ar','Arabic'),('de','Deutsch'),('en','English'),('es','Español'),('fr','Français'),('it','Italiano'),"
    "('pt-br','Portuguese (Brazil)'))",
)
LOCALE_PATHS = os.getenv("LOCALE_PATHS", (os.path.join(PROJECT_ROOT, "locale"),))
SILENCED_SYSTEM_CHECKS = ["1_8.W001", "fields.W340", "auth.W004", "urls.W002"]

# ---- databases ----
DATABASES = {}
_urls = {"default": os.getenv("DATABASE_URL", "postgis://geonode:geonode@localhost:5432/geonode")}
if os.getenv("DEFAULT_BACKEND_DATASTORE"):
    _urls[os.environ["DEFAULT_BACKEND_DATASTORE"]] = os.getenv(
        "GEODATABASE_URL", "postgis://geonode_data:geonode_data@localhost:5432/geonode_data"
    )
for _alias, _url in _urls.items():
    DATABASES[_alias] = dj_database_url.parse(_url, conn_max_age=GEONODE_DB_CONN_MAX_AGE)  # noqa: F821
    DATABASES[_alias].setdefault("OPTIONS", {})["connect_timeout"] = GEONODE_DB_CONN_TOUT  # noqa: F821
DATABASE_ROUTERS = ["geonode.upload.db_router.DatastoreRouter" if FROM_5_0 else "importer.db_router.DatastoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

# ---- applications ----
AUTH_USER_MODEL = os.getenv("AUTH_USER_MODEL", "people.Profile")
if FROM_5_0:
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "geonode.people.hashers.PBKDF2SHA1WrappedSHA1PasswordHasher",
    ]
else:
    PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.SHA1PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    ]
INSTALLED_APPS = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.admin",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "corsheaders",
    "oauth2_provider",
    "geonode.people",
    "geonode.base",
    "geonode.upload",
    "geonode.harvesting",
    "geonode.standin",
    "dynamic_models",
    "geonode_mapstore_client",
)
if not FROM_5_0:
    INSTALLED_APPS += ("django_celery_results", "importer")
MIDDLEWARE = (
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.contrib.sites.middleware.CurrentSiteMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "geonode.standin.csrf.OriginCsrfViewMiddleware",  # Django's own from 4.0 on, which checks the Origin header
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "oauth2_provider.middleware.OAuth2TokenMiddleware",
)
if SESSION_EXPIRED_CONTROL_ENABLED:  # noqa: F821
    MIDDLEWARE += ("geonode.security.middleware.SessionControlMiddleware",)
AUTHENTICATION_BACKENDS = ("django.contrib.auth.backends.ModelBackend",)
ROOT_URLCONF = os.getenv("ROOT_URLCONF", "geonode.urls")
WSGI_APPLICATION = "geonode.wsgi.application"
TEMPLATES = [
    {
        "NAME": "GeoNode Project Templates",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [os.path.join(PROJECT_ROOT, "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.template.context_processors.request",
                "django.template.context_processors.media",
                "django.template.context_processors.static",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "debug": DEBUG,
        },
    }
]

# ---- files ----
STATIC_ROOT = os.getenv("STATIC_ROOT", os.path.join(PROJECT_ROOT, "static_root"))
STATIC_URL = "%s/static/" % os.getenv("STATIC_URL", "")
STATICFILES_DIRS = [os.path.join(PROJECT_ROOT, "static")]
MEDIA_ROOT = os.getenv("MEDIA_ROOT", os.path.join(PROJECT_ROOT, "uploaded"))
MEDIA_URL = os.getenv("MEDIA_URL", "/uploaded/")
LOCAL_MEDIA_URL = os.getenv("LOCAL_MEDIA_URL", "/uploaded/")
ASSETS_ROOT = os.getenv("ASSETS_ROOT", os.path.join(os.path.dirname(MEDIA_ROOT.rstrip("/")), "assets_data"))
if FROM_5_1:
    DEFAULT_MAX_UPLOAD_SIZE = int(os.getenv("DEFAULT_MAX_UPLOAD_SIZE") or 104857600)
elif FROM_5_0:
    DEFAULT_MAX_UPLOAD_SIZE = 104857600  # this line does not ask the environment
else:
    DEFAULT_MAX_UPLOAD_SIZE = int(os.getenv("DEFAULT_MAX_UPLOAD_SIZE", 104857600))

# ---- cookies, headers, sessions, caches ----
_secure = "True" if FROM_5_1 else "False"
SESSION_COOKIE_SECURE = _literal("SESSION_COOKIE_SECURE", _secure)
CSRF_COOKIE_SECURE = _literal("CSRF_COOKIE_SECURE", _secure)
X_FRAME_OPTIONS = os.getenv("X_FRAME_OPTIONS", "DENY")
SECURE_REFERRER_POLICY = os.getenv("SECURE_REFERRER_POLICY", "strict-origin-when-cross-origin")
CORS_ALLOW_HEADERS = ("accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with")
MEMCACHED_BACKEND = os.getenv("MEMCACHED_BACKEND", "django.core.cache.backends.memcached.PyLibMCCache")
MEMCACHED_LOCATION = os.getenv("MEMCACHED_LOCATION", "127.0.0.1:11211")
_memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 600}
_memcached = {"BACKEND": MEMCACHED_BACKEND, "LOCATION": MEMCACHED_LOCATION}
if FROM_5_0:
    CACHES = {"default": _memory, "resources": _memory, "services": _memory, "memcached": _memcached}
    SESSION_ENGINE = os.getenv("SESSION_ENGINE", "django.contrib.sessions.backends.db")
    if SESSION_ENGINE in ("django.contrib.sessions.backends.cached_db", "django.contrib.sessions.backends.cache"):
        SESSION_CACHE_ALIAS = "memcached"
else:
    # sessions are in the database, and a cached engine would use the default cache
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}, "resources": _memory}
    SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
if MEMCACHED_ENABLED:  # noqa: F821
    CACHES["default"] = _memcached

# ---- mail ----
if EMAIL_ENABLE:  # noqa: F821
    EMAIL_BACKEND = os.getenv("DJANGO_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    EMAIL_HOST = os.getenv("DJANGO_EMAIL_HOST", "localhost")
    EMAIL_PORT = os.getenv("DJANGO_EMAIL_PORT", 25)
    EMAIL_HOST_USER = os.getenv("DJANGO_EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = os.getenv("DJANGO_EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = _literal("DJANGO_EMAIL_USE_TLS", "False")
    EMAIL_USE_SSL = _literal("DJANGO_EMAIL_USE_SSL", "False")
    DEFAULT_FROM_EMAIL = os.getenv("DEFAULT_FROM_EMAIL", "GeoNode <no-reply@geonode.org>")
else:
    EMAIL_BACKEND = os.getenv("DJANGO_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
THEME_ACCOUNT_CONTACT_EMAIL = os.getenv("THEME_ACCOUNT_CONTACT_EMAIL", "admin@example.com")

# ---- GeoServer, accounts, OAuth ----
GEOSERVER_LOCATION = os.getenv("GEOSERVER_LOCATION", "http://localhost:8080/geoserver/")
GEOSERVER_PUBLIC_LOCATION = os.getenv(
    "GEOSERVER_PUBLIC_LOCATION",
    "%s://%s:%s/geoserver/"
    % (
        os.getenv("GEOSERVER_PUBLIC_SCHEMA", os.getenv("SITE_HOST_SCHEMA", "http")),
        os.getenv("GEOSERVER_PUBLIC_HOST", os.getenv("SITE_HOST_NAME", "localhost")),
        os.getenv("GEOSERVER_PUBLIC_PORT", 8080),
    ),
)
GEOSERVER_WEB_UI_LOCATION = os.getenv("GEOSERVER_WEB_UI_LOCATION", GEOSERVER_PUBLIC_LOCATION)
GEOSERVER_ADMIN_USER = os.getenv("GEOSERVER_ADMIN_USER", "admin")
GEOSERVER_ADMIN_PASSWORD = os.getenv("GEOSERVER_ADMIN_PASSWORD", "geoserver")
GEOSERVER_FACTORY_PASSWORD = os.getenv("GEOSERVER_FACTORY_PASSWORD", "geoserver")
OGC_SERVER = {
    "default": {
        "BACKEND": "geonode.geoserver",
        "LOCATION": GEOSERVER_LOCATION,
        "WEB_UI_LOCATION": GEOSERVER_WEB_UI_LOCATION,
        "PUBLIC_LOCATION": GEOSERVER_PUBLIC_LOCATION,
        "USER": GEOSERVER_ADMIN_USER,
        "PASSWORD": GEOSERVER_ADMIN_PASSWORD,
        "DATASTORE": os.getenv("DEFAULT_BACKEND_DATASTORE", ""),
        "TIMEOUT": OGC_REQUEST_TIMEOUT,  # noqa: F821
    }
}
LOGIN_URL = os.getenv("LOGIN_URL", f"{SITEURL}account/login/")
LOGIN_REDIRECT_URL = os.getenv("LOGIN_REDIRECT_URL", SITEURL)
ACCOUNT_EMAIL_VERIFICATION = os.getenv("ACCOUNT_EMAIL_VERIFICATION", "none")
OAUTH2_DEFAULT_BACKEND_CLIENT_NAME = os.getenv("OAUTH2_DEFAULT_BACKEND_CLIENT_NAME", "GeoServer")
OAUTH2_API_KEY = os.getenv("OAUTH2_API_KEY")
_DEFAULT_OIDC_KEY = "public-default-oidc-key-of-the-stand-in"
OAUTH2_PROVIDER = {
    "SCOPES": {"openid": "OpenID", "read": "Read", "write": "Write", "groups": "Groups"},
    "CLIENT_ID_GENERATOR_CLASS": "oauth2_provider.generators.ClientIdGenerator",
    "OIDC_ENABLED": True,
    "OIDC_ISS_ENDPOINT": SITEURL,
    "OIDC_USERINFO_ENDPOINT": f"{SITEURL}api/o/v4/tokeninfo/",
    "OIDC_RSA_PRIVATE_KEY": _DEFAULT_OIDC_KEY,
}

# ---- Celery ----
if FROM_5_0 and "test" in sys.argv:
    CELERY_BROKER_URL, CELERY_RESULT_BACKEND = "memory://", "cache+memory://"
else:
    _broker = "redis://localhost:6379/0" if FROM_5_0 else "amqp://localhost:5672"
    CELERY_BROKER_URL = os.getenv("BROKER_URL", _broker if ASYNC_SIGNALS else "memory://")  # noqa: F821
    CELERY_RESULT_BACKEND = (
        os.getenv("CELERY_RESULT_BACKEND", "redis://localhost:6379/1") if FROM_5_0 else "django-db"
    )
CELERY_TASK_ALWAYS_EAGER = _literal(
    "CELERY_TASK_ALWAYS_EAGER", "False" if ASYNC_SIGNALS and not (FROM_5_0 and "test" in sys.argv) else "True"  # noqa: F821
)
register("geonode_json", serializer.dumps, serializer.loads, content_type="application/json", content_encoding="utf-8")
CELERY_TASK_SERIALIZER = os.getenv("CELERY_TASK_SERIALIZER", "geonode_json")
CELERY_RESULT_SERIALIZER = os.getenv("CELERY_RESULT_SERIALIZER", "geonode_json")
CELERY_ACCEPT_CONTENT = [CELERY_RESULT_SERIALIZER]
CELERY_RESULT_EXPIRES = 86400
CELERY_TIMEZONE = TIME_ZONE
CELERY_MESSAGE_COMPRESSION = os.getenv("CELERY_MESSAGE_COMPRESSION", "gzip")
CELERY_BEAT_SCHEDULER = os.getenv("CELERY_BEAT_SCHEDULER", "celery.beat:PersistentScheduler")
CELERY_BEAT_SCHEDULE = {}  # the applications add theirs
GEONODE_EXCHANGE = Exchange("default", type="topic", durable=True)
GEOSERVER_EXCHANGE = Exchange("geonode", type="topic", durable=True)
CELERY_TASK_QUEUES = tuple(
    Queue(_queue, GEONODE_EXCHANGE, routing_key=_queue)
    for _queue in (
        "default geonode update upload cleanup email security management_commands_http clery_cleanup".split()
        + ["harvesting"] * FROM_5_0
    )
)
CELERY_TASK_QUEUES += tuple(
    Queue(_queue, GEOSERVER_EXCHANGE, routing_key=_key)
    for _queue, _key in {
        "broadcast": "#",
        "email.events": "geoserver.email",
        "all.geoserver": "geoserver.#",
        "geoserver.catalog": "geoserver.catalog",
        "geoserver.data": "geoserver.data",
        "geoserver.events": "geonode.geoserver",
        "notifications.events": "notifications",
        "geonode.layer.viewer": "geonode.viewer",
    }.items()
)
_family = "geonode.upload." if FROM_5_0 else "importer."
CELERY_TASK_QUEUES += tuple(
    Queue(_family + _step, GEONODE_EXCHANGE, routing_key=_family + _step, max_priority=_priority)
    for _step, _priority in {
        "import_orchestrator": None,
        "import_resource": 8,
        "publish_resource": 8,
        "create_geonode_resource": 8,
        "import_with_ogr2ogr": 10,
        "import_next_step": 3,
        "create_dynamic_structure": 10,
        "copy_geonode_resource": 0,
        "copy_dynamic_model": None,
        "copy_geonode_data_table": None,
        "copy_raster_file": None,
        "rollback": None,
        **({"upsert_data": None, "refresh_geonode_resource": None} if FROM_5_0 else {}),
    }.items()
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "ERROR"}},
}
