# Queues: those that GeoNode declares, those that its tasks are sent to, those that a running worker serves.
import json

from geonode.celery_app import app

declared = set(app.amqp.queues)
used = {task.queue for task in app.tasks.values() if getattr(task, "queue", None)}
served = {
    queue["name"]: worker.split("@")[0]
    for worker, queues in (app.control.inspect(timeout=10).active_queues() or {}).items()
    for queue in queues
}
print(json.dumps({"unserved": sorted((declared | used) - set(served)), "harvesting": served.get("harvesting")}))
