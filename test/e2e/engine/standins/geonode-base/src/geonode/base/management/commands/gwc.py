from django.core.management.base import BaseCommand, CommandError

from geonode import LINE


class Command(BaseCommand):
    """From 5.1 on; it has no tiles to make."""

    def add_arguments(self, parser):
        if LINE < (5, 1):
            raise CommandError("this line has create_tile_layers instead")
        parser.add_argument("subcommand", choices=["create"])
        parser.add_argument("--all", action="store_true")

    def handle(self, *args, **options):
        self.stdout.write("0 tile layers")
