import json
import os

from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F, Func, Value
from oauth2_provider.models import get_application_model

from geonode.base.models import Link, ResourceBase


class Command(BaseCommand):
    """Replaces text in every column that holds links, one statement a column and without a transaction; the redirect
    addresses of the application GeoServer come last."""

    def add_arguments(self, parser):
        parser.add_argument("-f", "--force", action="store_true", dest="force_exec")
        parser.add_argument("--source-address", dest="source_address")
        parser.add_argument("--target-address", dest="target_address")

    def handle(self, *args, source_address=None, target_address=None, force_exec=False, **options):
        if not source_address or not target_address:
            raise CommandError("both addresses are mandatory")
        if not force_exec:
            raise CommandError("nobody is there to confirm")

        def replace(queryset, column):
            new = Func(F(column), Value(source_address), Value(target_address), function="replace")
            count = queryset.filter(**{column + "__icontains": source_address}).update(**{column: new})
            self.stdout.write("%s.%s: %d" % (queryset.model.__name__, column, count))

        replace(Link.objects, "url")
        # A test asks for it: as if the container were killed in between.
        if os.path.exists("/tmp/standin-baseurl-fails"):
            os.remove("/tmp/standin-baseurl-fails")
            raise CommandError("stopped half-way")
        replace(ResourceBase.objects, "thumbnail_url")
        replace(ResourceBase.objects, "metadata_xml")
        for resource in ResourceBase.objects.all():
            blob = json.loads(json.dumps(resource.blob).replace(source_address, target_address))
            ResourceBase.objects.filter(pk=resource.pk).update(blob=blob)
        site = Site.objects.get_current()
        site.domain = site.domain.replace(source_address, target_address)
        site.save()
        replace(get_application_model().objects.filter(name="GeoServer"), "redirect_uris")
