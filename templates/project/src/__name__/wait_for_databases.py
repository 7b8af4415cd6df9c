"""Waits until both databases accept a connection: python -m <project>.wait_for_databases

On the first start PostgreSQL creates roles and databases before it is ready. Nothing of Django is loaded.
"""

import os
import sys
import time
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg2

from . import environment

PAUSE = 2  # seconds between two attempts


def connect(url):
    # Keywords rather than the URL: what libpq says about a URL that it cannot parse would contain the password.
    parts = urlsplit(url)
    psycopg2.connect(
        host=parts.hostname,
        port=parts.port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        dbname=unquote(parts.path.lstrip("/")),
        connect_timeout=5,
        **dict(parse_qsl(parts.query)),
    ).close()


def wait(url, deadline, connect=connect, clock=time.monotonic, sleep=time.sleep):
    """True as soon as a connection succeeds, False when the deadline has passed."""
    parts = urlsplit(url)
    name = f"database {unquote(parts.path.lstrip('/'))} at {parts.hostname}:{parts.port}"
    reason = None
    while True:
        try:
            connect(url)
        except psycopg2.OperationalError as error:
            first_line = str(error).strip().partition("\n")[0]
            if first_line != reason:
                reason = first_line
                print(f"waiting for {name}: {reason}", flush=True)
        else:
            return True
        if clock() >= deadline:
            print(f"gave up waiting for {name}: {reason}", file=sys.stderr)
            if "authentication failed" in reason:
                print(
                    "The passwords in .env are set in the database when its volume is created, and not later.",
                    file=sys.stderr,
                )
            return False
        sleep(PAUSE)


def main():
    environment.apply()
    deadline = time.monotonic() + int(os.getenv("DATABASE_WAIT_SECONDS") or 300)
    urls = (os.environ["DATABASE_URL"], os.environ["GEODATABASE_URL"])
    return 0 if all(wait(url, deadline) for url in urls) else 1


if __name__ == "__main__":
    sys.exit(main())
