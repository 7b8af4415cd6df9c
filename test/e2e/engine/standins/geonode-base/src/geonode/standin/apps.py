from django.apps import AppConfig
from django.conf import settings
from django.core import checks


def origins(app_configs, **kwargs):
    """Django's own check from 4.0 on."""
    return [
        checks.Error(f"CSRF_TRUSTED_ORIGINS: {o!r} has no scheme", id="4_0.E001")
        for o in settings.CSRF_TRUSTED_ORIGINS
        if "://" not in o
    ]


class StandinConfig(AppConfig):
    name = "geonode.standin"

    def ready(self):
        checks.register(origins, checks.Tags.security)
