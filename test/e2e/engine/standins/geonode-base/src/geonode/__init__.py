"""Stand-in for the GeoNode package: just enough Django for a generated project to start.

It is NOT GeoNode. It has the module names, the settings names, the environment names and their strictness, the models
of the fixtures and the URLs that a GeoNode project refers to, so that the project's own settings, urls, wsgi,
entrypoint, celery start-up and management commands run unmodified.
"""

import os
from importlib import metadata

try:
    VERSION = metadata.version("GeoNode")
except metadata.PackageNotFoundError:  # while the image is built
    VERSION = os.environ["STANDIN_VERSION"]

__version__ = tuple(int(n) for n in VERSION.split(".")[:3])
LINE = __version__[:2]


def get_version():
    return VERSION
