from django.conf import settings
from django.core.management.base import BaseCommand

from geonode.base.models import ResourceBase


class Command(BaseCommand):
    """Writes the metadata of every resource anew, with the address of the settings."""

    def add_arguments(self, parser):
        parser.add_argument("-d", action="store_true")
        parser.add_argument("-i", action="store_true")
        parser.add_argument("--set-attr", default=True)

    def handle(self, *args, **options):
        for resource in ResourceBase.objects.all():
            resource.metadata_xml = "<gmd:MD_Metadata>%scatalogue/%d</gmd:MD_Metadata>" % (settings.SITEURL, resource.pk)
            resource.save()
