from django.core.management.base import BaseCommand, CommandError

from geonode import LINE


class Command(BaseCommand):
    """Up to 5.0; it has no tiles to make."""

    def handle(self, *args, **options):
        if LINE >= (5, 1):
            raise CommandError("from 5.1 on it is gwc create")
        self.stdout.write("0 tile layers")
