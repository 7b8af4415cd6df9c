"""/standin/NAME for each function in STANDIN: facts for the checks, as JSON."""

import base64
import os
import socket
import time
import urllib.error
import urllib.request

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import connections
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.models import get_application_model

from geonode.base.models import Region, TopicCategory
from geonode.harvesting.models import Beat
from geonode.standin.tasks import look, read, whoami
from geonode.upload.models import UploadSizeLimit

WAIT = 20


def _try(f):
    try:
        return f()
    except Exception as e:  # the page says what is wrong instead of failing
        return "%s: %s" % (type(e).__name__, e)


def _sql(alias, sql):
    with connections[alias].cursor() as c:
        c.execute(sql)
        return c.fetchone()[0]


def _cache():
    cache.set("standin", "kept", 30)
    return cache.get("standin")


def _application():
    a = get_application_model().objects.get(name=settings.OAUTH2_DEFAULT_BACKEND_CLIENT_NAME)
    return {
        "pk": a.pk,
        "client_id": a.client_id,
        "redirect_uris": a.redirect_uris,
        "client_type": a.client_type,
        "grant": a.authorization_grant_type,
        "algorithm": a.algorithm,
        "skip_authorization": a.skip_authorization,
        "user": a.user and a.user.username,
    }


def _admin():
    u = get_user_model().objects.get(username="admin")
    return {
        "pk": u.pk,
        "email": u.email,
        "superuser": u.is_superuser,
        "hash": u.password.split("$")[0],
        "known_password": any(u.check_password(p) for p in ("admin", "password", "geonode", "geoserver")),
    }


def _request(request):
    return {
        "host": request.get_host(),
        "scheme": request.scheme,
        "url": request.build_absolute_uri(),
        "remote_addr": request.META.get("REMOTE_ADDR"),
        "user": request.user.username,
        "headers": dict(request.headers),
    }


def status(request):
    """Everything at once; slow, not for a health check."""
    return JsonResponse(
        {
            "geonode": settings.VERSION,
            "django": django.get_version(),
            "container": socket.gethostname(),
            "uid": os.getuid(),
            "project": getattr(settings, "PROJECT_NAME", None),
            "sitename": getattr(settings, "SITENAME", None),
            "siteurl": settings.SITEURL,
            "request": _request(request),
            "debug": settings.DEBUG,
            "language": settings.LANGUAGE_CODE,
            "time_zone": settings.TIME_ZONE,
            "allowed_hosts": list(settings.ALLOWED_HOSTS),
            "csrf_trusted_origins": list(settings.CSRF_TRUSTED_ORIGINS),
            "cookies_secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE],
            "default_secret_key": settings.SECRET_KEY.startswith("public-default"),
            "default_oidc_key": settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"].startswith("public-default"),
            "api_key": bool(settings.OAUTH2_API_KEY),
            "max_upload": settings.DEFAULT_MAX_UPLOAD_SIZE,
            "upload_limits": _try(lambda: dict(UploadSizeLimit.objects.values_list("slug", "max_size"))),
            "session_engine": settings.SESSION_ENGINE,
            "cache_backend": settings.CACHES["default"]["BACKEND"],
            "cache": _try(_cache),
            "databases": sorted(settings.DATABASES),
            "postgis": _try(lambda: _sql("default", "select postgis_lib_version()")),
            "postgis_datastore": _try(lambda: _sql("datastore", "select postgis_lib_version()")),
            "db_name": _try(lambda: _sql("default", "select current_database()")),
            "db_user": _try(lambda: _sql("default", "select current_user::text")),
            "datastore_name": _try(lambda: _sql("datastore", "select current_database()")),
            "datastore_user": _try(lambda: _sql("datastore", "select current_user::text")),
            "datastore_migrated": _try(lambda: _sql("datastore", "select count(*) from dynamic_models_modelschema")),
            "max_connections": _try(lambda: _sql("default", "show max_connections")),
            "regions": _try(Region.objects.count),
            "categories": _try(TopicCategory.objects.count),
            "users": _try(lambda: sorted(get_user_model().objects.values_list("username", flat=True))),
            "site": _try(lambda: list(Site.objects.filter(pk=settings.SITE_ID).values_list("domain", "name")[0])),
            "admin": _try(_admin),
            "oauth": _try(_application),
            "beats": _try(lambda: list(Beat.objects.values("count", "worker"))),
            "email_backend": settings.EMAIL_BACKEND,
            "eager": settings.CELERY_TASK_ALWAYS_EAGER,
            "broker": settings.CELERY_BROKER_URL.split(":")[0],
            "broker_transport_options": getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", None),
            "result_backend": settings.CELERY_RESULT_BACKEND.split(":")[0],
            "geoserver": [
                settings.GEOSERVER_LOCATION,
                settings.GEOSERVER_PUBLIC_LOCATION,
                settings.GEOSERVER_WEB_UI_LOCATION,
            ],
        }
    )


def api(request):
    return JsonResponse({"standin": settings.VERSION, "datasets": request.build_absolute_uri("/api/v2/datasets")})


def request(request):
    """The request as it arrived: what the proxy made of host, scheme, address and headers."""
    return JsonResponse(_request(request))


def env(request):
    """?key=NAME: the value of that one variable in this container, null if there is none."""
    key = request.GET["key"]
    return JsonResponse({"key": key, "value": os.environ.get(key)})


def setting(request):
    """?key=NAME: that one Django setting, as text."""
    key = request.GET["key"]
    return JsonResponse({"key": key, "value": repr(getattr(settings, key, None))})


def file(request):
    """?path=: what this container sees there (entries of a folder, size and first 64 kB of a file)."""
    return JsonResponse(_try(lambda: look(request.GET["path"])), safe=False)


def _answer(call):
    return JsonResponse({"answer": _try(lambda: call().get(timeout=WAIT))})


def add(request):
    """?a=&b=: a task of the celery container adds them; waits for the answer through the result backend."""
    from geonode.celery_app import add as task

    return _answer(lambda: task.delay(int(request.GET.get("a", 1)), int(request.GET.get("b", 2))))


def task(request):
    """?queue=&key=&sleep=: which process of which worker runs a task of that queue, and one variable it sees."""
    kwargs = {"key": request.GET.get("key"), "sleep": float(request.GET.get("sleep", 0))}
    return _answer(lambda: whoami.apply_async(kwargs=kwargs, queue=request.GET.get("queue", "default")))


def celery_file(request):
    """?path=: as "file", seen by the celery container."""
    return _answer(lambda: read.delay(request.GET["path"]))


def geoserver(request):
    """?path=rest/...: what GeoServer answers to GeoNode's own address and credentials."""
    url = settings.GEOSERVER_LOCATION + request.GET.get("path", "rest/about/version.json")
    pair = f"{settings.GEOSERVER_ADMIN_USER}:{settings.GEOSERVER_ADMIN_PASSWORD}".encode()
    call = urllib.request.Request(url, headers={"Authorization": "Basic " + base64.b64encode(pair).decode()})
    try:
        with urllib.request.urlopen(call, timeout=10) as r:
            return JsonResponse({"status": r.status, "body": r.read(65536).decode()})
    except urllib.error.HTTPError as e:
        return JsonResponse({"status": e.code, "body": ""})
    except OSError as e:
        return JsonResponse({"status": 0, "body": str(e)})


def mail(request):
    """?to=: sends one message with the settings as they are."""
    to = request.GET["to"]
    return JsonResponse({"sent": _try(lambda: send_mail("stand-in", "a message", None, [to], fail_silently=False))})


def session(request):
    """Counts the requests of one session."""
    request.session["count"] = request.session.get("count", 0) + 1
    return JsonResponse({"count": request.session["count"]})


def sleep(request):
    """?s=: answers after so many seconds."""
    time.sleep(float(request.GET.get("s", 1)))
    return JsonResponse({"slept": request.GET.get("s", 1), "pid": os.getpid()})


def error(request):
    """Fails: with DEBUG off the answer is that of handler500."""
    raise RuntimeError("stand-in: asked to fail")


@csrf_exempt
def upload(request):
    """The received size: of every file of a form, else of the body."""
    started = time.time()
    facts = {"declared": request.META.get("CONTENT_LENGTH"), "chunked": request.META.get("HTTP_TRANSFER_ENCODING")}
    if request.content_type.startswith("multipart/"):
        facts["files"] = {name: f.size for name, f in request.FILES.items()}
        facts["received"] = sum(facts["files"].values())
    else:
        facts["received"] = 0
        while True:
            block = request.read(1 << 20)
            if not block:
                break
            facts["received"] += len(block)
    facts["limit"] = _try(lambda: UploadSizeLimit.objects.get(slug="dataset_upload_size").max_size)
    facts["seconds"] = round(time.time() - started, 3)
    return JsonResponse(facts)


STANDIN = [status, request, env, setting, file, add, task, celery_file, geoserver, mail, session, sleep, error, upload]
