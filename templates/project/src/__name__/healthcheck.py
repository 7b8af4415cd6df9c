"""Asks the Celery workers of this container, over the broker, whether they are alive: python -m <project>.healthcheck

It runs every minute, so it loads Celery and not Django.
"""

import os
import sys
from socket import gethostname

from celery import Celery

from . import environment

TIMEOUT = 5  # seconds


def expected_workers(environ, host):
    """The names that celery.sh gives to its workers."""
    workers = [f"worker1@{host}"]
    if environ.get("CELERY__HARVESTER_AUTOSCALE_VALUES"):
        workers.append(f"harvesting_worker@{host}")
    return workers


def ping(workers):
    """The names of those that answered."""
    app = Celery(broker=os.environ["BROKER_URL"], fixups=(), set_as_current=False)  # no fixups: no Django
    app.conf.broker_connection_timeout = TIMEOUT
    replies = app.control.ping(destination=workers, timeout=TIMEOUT, limit=len(workers))
    return [worker for reply in replies for worker in reply]


def main(ping=ping):
    environment.apply()
    workers = expected_workers(os.environ, gethostname())
    try:
        answers = ping(workers)
    except Exception as error:  # whatever the broker's client raises; its text may hold the URL and so the password
        print(f"the broker cannot be reached ({type(error).__name__})")
        return 1
    silent = [worker for worker in workers if worker not in answers]
    if silent:
        print(f"no answer from {', '.join(silent)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
