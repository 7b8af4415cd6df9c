// The Django project of upstream's skeleton, as far as an adoption reads or runs it. NAME is the package.

export const MANAGE = `#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "NAME.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`;

// The first start of upstream in short: migrate both databases, a well-known admin whose password is then replaced, the lock.
export const ENTRYPOINT = `#!/bin/bash
set -e
cat > wsgi_of_settings.py <<'END'
import os
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
END
python manage.py migrate --noinput
python manage.py migrate --noinput --database=datastore
if [ ! -e /mnt/volumes/statics/geonode_init.lock ]; then
    mkdir -p /mnt/volumes/statics/static /mnt/volumes/statics/uploaded
    python manage.py loaddata sample_admin initial_data
    touch /mnt/volumes/statics/geonode_init.lock
    python manage.py shell -c "
import os
from django.contrib.auth import get_user_model
user = get_user_model().objects.get(username='admin')
user.set_password(os.environ['ADMIN_PASSWORD'])
user.save()
"
fi
exec "$@"
`;

export const SETTINGS = `import os

try:
    from NAME.local_settings import *
except ImportError:
    from geonode.settings import *

PROJECT_NAME = "NAME"
if not SITEURL.endswith("/"):
    SITEURL = "{}/".format(SITEURL)
SITENAME = os.getenv("SITENAME", "NAME")
LOCAL_ROOT = os.path.abspath(os.path.dirname(__file__))
WSGI_APPLICATION = "{}.wsgi.application".format(PROJECT_NAME)
INSTALLED_APPS += (PROJECT_NAME, "shops")
ROOT_URLCONF = os.getenv("ROOT_URLCONF", "{}.urls".format(PROJECT_NAME))
STATICFILES_DIRS = [os.path.join(LOCAL_ROOT, "static")] + STATICFILES_DIRS
LOCALE_PATHS = (os.path.join(LOCAL_ROOT, "locale"),) + LOCALE_PATHS
TEMPLATES[0]["DIRS"].insert(0, os.path.join(LOCAL_ROOT, "templates"))

# an edit of ours
OUR_SETTING = "edited by hand"
`;

export const URLS = `from django.urls import include, path
from geonode.urls import urlpatterns

urlpatterns = [path("shops/", include("shops.urls"))] + urlpatterns
`;

export const SHOPS = `from django.conf import settings
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request: HttpResponse("shops, " + settings.OUR_SETTING))]
`;

export const WSGI = `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "NAME.settings")
application = get_wsgi_application()
`;

export const APPS = `from django.apps import AppConfig as BaseAppConfig


class AppConfig(BaseAppConfig):
    name = "NAME"
    label = "NAME"
`;
