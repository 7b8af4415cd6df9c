# What the first start leaves in the databases.
import json

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from geonode.base.models import Region
from geonode.upload.models import UploadSizeLimit
from oauth2_provider.models import get_application_model

executor = MigrationExecutor(connections["default"])
application = get_application_model().objects.get(name="GeoServer")
site = Site.objects.get_current()
print(
    json.dumps(
        {
            "pending": len(executor.migration_plan(executor.loader.graph.leaf_nodes())),
            "site": site.domain,
            "redirects": application.redirect_uris.split(),
            "application": [application.client_type, application.authorization_grant_type, application.algorithm],
            "administrators": [u.username for u in get_user_model().objects.filter(is_superuser=True)],
            "anonymous": settings.ANONYMOUS_USER_ID,
            "regions": Region.objects.count(),
            "limits": sorted({limit.max_size for limit in UploadSizeLimit.objects.all()}),
        }
    )
)
