"""Brings databases and files to the state in which the site can start. Runs before every start.

Each step can be repeated, and the lock that ends the first run is written last: a container that is
killed in between goes on where it was.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.core.management.color import no_style
from django.db import connection, transaction
from oauth2_provider.models import get_application_model

LOCK_FILE = Path("/mnt/volumes/statics/geonode_init.lock")
# One bootstrap at a time, also when django runs in several containers. Any number will do.
ADVISORY_LOCK = 5_432_001

# The primary keys that GeoNode's own fixtures and tools use.
ADMIN_PK = 1000
OAUTH_APPLICATION_PK = 1001


class Command(BaseCommand):
    help = "Migrates, prepares a new site, loads thesauri and collects static files"
    # There are no tables to check against yet, and the URLs are loaded when uWSGI starts.
    requires_system_checks = []

    def handle(self, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])

        self.phase("migrating the database")
        call_command("migrate", interactive=False)
        # The only application whose tables GeoNode keeps in the datastore; its router refuses all others.
        self.phase("migrating the datastore")
        call_command("migrate", "dynamic_models", database="datastore", interactive=False)

        if not LOCK_FILE.exists():
            self.phase("preparing a new site")
            name_site()
            create_admin()
            self.phase("loading initial data")
            call_command("loaddata", "initial_data", *settings.PROJECT_FIXTURES)

        self.phase("connecting GeoServer")
        update_oauth_application()

        if "thesaurus" in get_commands():
            self.phase("loading thesauri")
            call_command("thesaurus", "autoload")

        self.phase("collecting static files")
        for directory in (settings.STATIC_ROOT, settings.MEDIA_ROOT, settings.ASSETS_ROOT):
            os.makedirs(directory, exist_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)

        if not LOCK_FILE.exists():
            LOCK_FILE.touch()
        self.phase("done")

    def phase(self, name):
        self.stdout.write(f"bootstrap: {name}")
        self.stdout.flush()


def name_site():
    # Only the row that Django has just made up. The port belongs in it: absolute links are built from this.
    Site.objects.filter(pk=settings.SITE_ID, domain="example.com").update(
        domain=urlsplit(settings.SITEURL).netloc, name=settings.SITENAME
    )


@transaction.atomic
def create_admin():
    """The account is complete from its first moment on; one that exists keeps its password."""
    users = get_user_model().objects
    if users.filter(username="admin").exists():
        return
    password = os.getenv("ADMIN_PASSWORD")
    if not password:
        raise CommandError("ADMIN_PASSWORD is empty; set it in .env")
    email = os.getenv("ADMIN_EMAIL", "")
    admin = users.create_superuser("admin", email, password, pk=ADMIN_PK)
    move_sequence(type(admin))
    if email and apps.is_installed("allauth.account"):
        # Otherwise ACCOUNT_EMAIL_VERIFICATION=mandatory would keep the first administrator out.
        from allauth.account.models import EmailAddress

        EmailAddress.objects.create(user=admin, email=email, primary=True, verified=True)


@transaction.atomic
def update_oauth_application():
    """GeoServer's login at GeoNode.

    GeoServer takes id and secret from .env at each of its starts, so the database follows at each of ours.
    """
    applications = get_application_model().objects
    name = settings.OAUTH2_DEFAULT_BACKEND_CLIENT_NAME
    application = applications.filter(name=name).first()
    if application is None:
        application = applications.model(
            pk=OAUTH_APPLICATION_PK,
            name=name,
            user=get_user_model().objects.filter(username="admin").first(),
            client_type="confidential",
            authorization_grant_type="authorization-code",
            algorithm="RS256",
            skip_authorization=True,
        )
    application.client_id = os.environ["OAUTH2_CLIENT_ID"]
    application.client_secret = os.environ["OAUTH2_CLIENT_SECRET"]
    redirect_uri = f"{settings.SITEURL}geoserver/index.html"
    redirect_uris = application.redirect_uris.split()
    if redirect_uri not in redirect_uris:
        application.redirect_uris = " ".join([redirect_uri, *redirect_uris])
    application.save()
    move_sequence(type(application))


def move_sequence(model):
    """PostgreSQL's counter for new rows stays behind a primary key of our choice, and would collide with it."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
