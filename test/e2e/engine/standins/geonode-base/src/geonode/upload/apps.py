from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


def limits(sender, using, **kwargs):
    from geonode.upload.models import UploadSizeLimit

    if using == "default":
        for slug in ("dataset_upload_size", "document_upload_size", "asset_upload_size"):
            UploadSizeLimit.objects.get_or_create(slug=slug, defaults={"max_size": settings.DEFAULT_MAX_UPLOAD_SIZE})


class UploadConfig(AppConfig):
    name = "geonode.upload"

    def ready(self):
        post_migrate.connect(limits, sender=self)
