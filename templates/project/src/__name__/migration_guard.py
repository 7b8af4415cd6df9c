"""Keeps a newer line of GeoNode from migrating the databases of an older one before somebody has agreed.

Migrations have no way back: only a backup from before leads to the older line again. Which line has migrated the
databases stands in a file beside the uploads, so that a backup has both from one moment. The data of an adopted
project has no such file at first: it is of the line with which the project was adopted.
"""

import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

VOLUME = Path("/mnt/volumes/statics")
LINE_FILE = VOLUME / "geonode_line"
CONFIRMED_FILE = VOLUME / "geonode_line_confirmed"
LOCK_FILE = VOLUME / "geonode_init.lock"
PORT = 8000
SECONDS = 2


def line_of(version):
    """5.0 of 5.0.3.post1."""
    return ".".join(version.split(".")[:2])


def installed_line():
    return line_of(metadata.version("GeoNode"))


def read(path):
    try:
        return path.read_text().strip() or None
    except FileNotFoundError:
        return None


def line_of_data():
    """None for a site that has no data yet."""
    return read(LINE_FILE) or (os.getenv("ADOPTED_LINE") if LOCK_FILE.exists() else None)


def write(path, text):
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(f"{text}\n")
    os.replace(draft, path)


def order(line):
    return [int(part) for part in line.split(".") if part.isdigit()]


def objection(have, want, confirmed):
    """Why GeoNode `want` must not migrate the data of `have`; None where it may. A new site has no line yet."""
    if have in (None, want):
        return None
    if order(have) > order(want):
        return (
            f"The databases were migrated by GeoNode {have}, and this is {want}, which cannot read them. "
            f"Start GeoNode {have} again, or restore a backup of {want}: scripts/restore."
        )
    if confirmed == want:
        return None
    return (
        f"The databases are of GeoNode {have}, and this is {want}. It would migrate them, and nothing but a backup "
        f"leads back. Nothing was changed yet. Back up: scripts/backup. Then agree: "
        f"docker compose exec django python manage.py confirm_migration {want}"
    )


def current_objection():
    return objection(line_of_data(), installed_line(), read(CONFIRMED_FILE))


def wait_until_agreed(say):
    """Holds the start up while there is an objection, and tells it to whoever asks: log, health check and visitors."""
    reason = current_objection()
    if reason is None:
        return
    say(f"waiting: {reason}")
    server = ThreadingHTTPServer(("", PORT), answering(reason))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        while current_objection() is not None:
            time.sleep(SECONDS)
    finally:
        server.shutdown()
        server.server_close()
    say("agreed")


def answering(reason):
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = f"{reason}\n".encode()
            self.send_response(503)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", "60")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = answer

        def log_message(self, *args):
            pass

    return Handler


def record():
    """From here on the data is this line's, also if a migration stops half-way."""
    write(LINE_FILE, installed_line())
    CONFIRMED_FILE.unlink(missing_ok=True)
