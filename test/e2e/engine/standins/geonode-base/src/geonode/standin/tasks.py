import os
import socket
import time

from celery import shared_task


def look(path):
    """What a process in this container sees at that path."""
    facts = {"path": path, "exists": os.path.exists(path)}
    if os.path.isdir(path):
        facts["entries"] = sorted(os.listdir(path))
    elif facts["exists"]:
        with open(path, "rb") as f:
            data = f.read(65536)
        facts.update(size=os.path.getsize(path), text=data.decode("utf-8", "replace"))
    return facts


@shared_task(bind=True, name="geonode.standin.tasks.whoami", queue="default", ignore_result=False)
def whoami(self, key=None, sleep=0):
    time.sleep(sleep)
    info = self.request.delivery_info or {}
    return {
        "pid": os.getpid(),
        "ppid": os.getppid(),
        "uid": os.getuid(),
        "hostname": socket.gethostname(),
        "worker": self.request.hostname,
        "eager": bool(self.request.is_eager),
        "queue": info.get("routing_key"),
        "key": key,
        "value": os.environ.get(key) if key else None,
    }


@shared_task(name="geonode.standin.tasks.read", queue="default", ignore_result=False)
def read(path):
    return look(path)
