from celery import shared_task
from django.db.models import F


@shared_task(bind=True, name="geonode.harvesting.tasks.monitor", queue="harvesting")
def monitor(self):
    from geonode.harvesting.models import Beat

    Beat.objects.get_or_create(pk=1)
    Beat.objects.filter(pk=1).update(count=F("count") + 1, worker=self.request.hostname or "")
    Beat.objects.get(pk=1).save(update_fields=["last"])
