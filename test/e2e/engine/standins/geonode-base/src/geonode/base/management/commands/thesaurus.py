from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand

from geonode import LINE


class Command(BaseCommand):
    """Only "list", and from 5.1 on "autoload", which looks for thesauri/*.rdf in every application."""

    def add_arguments(self, parser):
        parser.add_argument("subcommand", nargs="?", choices=["list", *["autoload"] * (LINE >= (5, 1))])

    def handle(self, *args, **options):
        found = sorted(f for a in apps.get_app_configs() for f in Path(a.path).glob("thesauri/*.rdf"))
        for f in found:
            self.stdout.write(f"thesaurus {f.name}")
        self.stdout.write(f"{len(found)} thesauri")
