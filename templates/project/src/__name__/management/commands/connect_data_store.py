"""Gives GeoServer's data store the database and the password of .env.

GeoNode makes the store at the first upload and never changes it again; without this, a new password locks
GeoServer out of the uploaded data. Prints one line, and can be repeated.
"""

import base64
import json
import os
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import BaseCommand, CommandError

SECONDS = 60
# What GeoServer tells about a store besides.
READ_ONLY = ("featureTypes", "dateCreated", "dateModified")


class Command(BaseCommand):
    help = "Gives GeoServer's data store the database and the password of .env"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only tell: fails if the store cannot be used")

    def handle(self, *args, check=False, **options):
        name = os.environ["GEONODE_GEODATABASE"]
        workspace = getattr(settings, "DEFAULT_WORKSPACE", "geonode")
        path = f"workspaces/{quote(workspace)}/datastores/{quote(name)}"
        store = ask(f"{path}.json")
        if store is None:
            self.stdout.write(f"GeoServer has no data store {name} yet")
            return
        wanted = {
            "host": os.environ["DATABASE_HOST"],
            "port": os.environ["DATABASE_PORT"],
            "database": name,
            "user": os.environ["GEONODE_GEODATABASE_USER"],
        }
        if is_right(path, store, wanted):
            self.stdout.write(f"GeoServer's data store {name} is connected")
            return
        if check:
            raise CommandError(f"GeoServer's data store {name} is not connected")
        put(path, store, {**wanted, "passwd": os.environ["GEONODE_GEODATABASE_PASSWORD"]})
        if not is_right(path, ask(f"{path}.json"), wanted):
            raise CommandError(f"GeoServer's data store {name} has the new values and cannot connect")
        self.stdout.write(f"GeoServer's data store {name} is connected now")


def is_right(path, store, wanted):
    """GeoServer never tells a password, but it cannot list the tables of a database without the right one."""
    entries = {entry["@key"]: str(entry.get("$", "")) for entry in entries_of(store)}
    if any(entries.get(key) != value for key, value in wanted.items()):
        return False
    try:
        return ask(f"{path}/featuretypes.json?list=available") is not None
    except CommandError:
        return False


def entries_of(store):
    return store["dataStore"]["connectionParameters"]["entry"]


def put(path, store, values):
    # All of it: GeoServer drops what a list of parameters leaves out.
    kept = [entry for entry in entries_of(store) if entry["@key"] not in values]
    body = {key: value for key, value in store["dataStore"].items() if key not in READ_ONLY}
    body["connectionParameters"] = {"entry": kept + [{"@key": key, "$": value} for key, value in values.items()]}
    ask(f"{path}.json", json.dumps({"dataStore": body}).encode())


def ask(path, body=None):
    """Asks GeoServer as its administrator; None where there is no such thing."""
    user = f"admin:{os.environ['GEOSERVER_ADMIN_PASSWORD']}".encode()
    request = Request(f"{os.environ['GEOSERVER_LOCATION']}rest/{path}", body, method="PUT" if body else "GET")
    request.add_header("Authorization", f"Basic {base64.b64encode(user).decode()}")
    request.add_header("Content-Type", "application/json")
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            return json.loads(answer.read() or b"{}")
    except HTTPError as error:
        if error.code == 404:
            return None
        raise CommandError(f"GeoServer answers {error.code} to {path}")
    except (URLError, OSError) as error:
        raise CommandError(f"GeoServer does not answer: {error}")
