from django.apps import AppConfig
from django.conf import settings


class HarvestingConfig(AppConfig):
    name = "geonode.harvesting"

    def ready(self):
        settings.CELERY_BEAT_SCHEDULE["harvesting-scheduler"] = {
            "task": "geonode.harvesting.tasks.harvesting_scheduler",
            "schedule": getattr(settings, "HARVESTER_SCHEDULER_FREQUENCY_MINUTES", 0.5) * 60,
        }
