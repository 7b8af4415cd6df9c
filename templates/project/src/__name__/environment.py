"""The connection URLs that GeoNode reads, composed from the parts in .env.

So each password stands in one place, unencoded. A URL that is set in .env itself wins.
"""

import os
from urllib.parse import quote


def _encode(value):
    return quote(value, safe="")


def _database_url(environ, database):
    """`database` is the common beginning of three names: its own, ..._USER and ..._PASSWORD."""
    user = _encode(environ.get(f"{database}_USER", ""))
    password = _encode(environ.get(f"{database}_PASSWORD", ""))
    host = environ.get("DATABASE_HOST") or "db"
    port = environ.get("DATABASE_PORT") or "5432"
    return f"postgis://{user}:{password}@{host}:{port}/{_encode(environ.get(database, ''))}"


def _broker_urls(environ):
    password = _encode(environ.get("BROKER_PASSWORD", ""))
    if environ.get("BROKER") == "rabbitmq":
        return {
            "BROKER_URL": f"amqp://geonode:{password}@rabbitmq:5672/geonode",
            "CELERY_RESULT_BACKEND": "rpc://",
        }
    return {
        "BROKER_URL": f"redis://:{password}@redis:6379/0",
        "CELERY_RESULT_BACKEND": f"redis://:{password}@redis:6379/1",
    }


def compose(environ):
    """The URLs that belong to these variables, as a new dict."""
    return {
        "DATABASE_URL": _database_url(environ, "GEONODE_DATABASE"),
        "GEODATABASE_URL": _database_url(environ, "GEONODE_GEODATABASE"),
        **_broker_urls(environ),
    }


def apply():
    for name, value in compose(os.environ).items():
        os.environ.setdefault(name, value)
