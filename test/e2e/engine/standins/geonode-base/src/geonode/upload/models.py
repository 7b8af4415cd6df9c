from django.db import models


class UploadSizeLimit(models.Model):
    """Filled once, by the first migration; the setting does not matter afterwards."""

    slug = models.SlugField(primary_key=True, max_length=255)
    max_size = models.PositiveBigIntegerField()
