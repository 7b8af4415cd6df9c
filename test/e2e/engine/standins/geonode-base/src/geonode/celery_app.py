import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geonode.settings")
app = Celery("geonode")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task(name="geonode.celery_app.add", queue="default", ignore_result=False)
def add(a, b):
    return a + b
