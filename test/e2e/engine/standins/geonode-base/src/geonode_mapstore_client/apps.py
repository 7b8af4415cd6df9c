import os

from django.apps import AppConfig
from django.conf import settings


class ClientConfig(AppConfig):
    name = "geonode_mapstore_client"

    def ready(self):
        settings.TEMPLATES[0]["DIRS"].insert(0, os.path.join(self.path, "templates"))
