from celery import shared_task
from django.db.models import F

from geonode import LINE


@shared_task(bind=True, queue="harvesting" if LINE >= (5, 0) else "geonode", ignore_result=False)
def harvesting_scheduler(self):
    from geonode.harvesting.models import Beat

    Beat.objects.get_or_create(pk=1)
    Beat.objects.filter(pk=1).update(count=F("count") + 1, worker=self.request.hostname or "")
    Beat.objects.get(pk=1).save(update_fields=["last"])
