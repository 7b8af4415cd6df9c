from django.contrib.auth.models import AbstractUser
from django.db import models


class Profile(AbstractUser):
    organization = models.CharField(max_length=255, blank=True, null=True)
    language = models.CharField(max_length=10, default="en")
    extra_data = models.JSONField(blank=True, default=dict)
