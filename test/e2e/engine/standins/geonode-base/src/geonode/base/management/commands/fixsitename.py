from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, *args, **options):
        Site.objects.filter(pk=settings.SITE_ID).update(
            name=settings.SITENAME, domain=urlsplit(settings.SITEURL.rstrip("/")).netloc
        )
