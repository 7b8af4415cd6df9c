from django.db import models


class Beat(models.Model):
    """Counts what the scheduler sent and the harvesting worker ran."""

    count = models.IntegerField(default=0)
    last = models.DateTimeField(auto_now=True)
    worker = models.CharField(max_length=255)
