from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Only "autoload", which looks for thesauri/*.rdf in every application."""

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["autoload", "list"])

    def handle(self, *args, **options):
        found = sorted(f for a in apps.get_app_configs() for f in Path(a.path).glob("thesauri/*.rdf"))
        for f in found:
            self.stdout.write(f"thesaurus {f.name}")
        self.stdout.write(f"{len(found)} thesauri")
