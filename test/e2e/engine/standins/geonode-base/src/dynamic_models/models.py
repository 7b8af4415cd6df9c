from django.db import models


class ModelSchema(models.Model):
    """The router keeps it in the datastore: there, and only there, a migration has something to do."""

    name = models.CharField(max_length=250, unique=True)
