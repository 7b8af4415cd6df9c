import contextlib
import io
import os
import subprocess
import sys
import unittest
from socket import gethostname
from unittest import mock

import project

healthcheck = project.load("healthcheck")

HOST = gethostname()
SPLIT = {"CELERY__HARVESTER_AUTOSCALE_VALUES": "1,1"}
MERGED = {"CELERY__HARVESTER_AUTOSCALE_VALUES": ""}


def run(environ, ping):
    output = io.StringIO()
    with mock.patch.dict(os.environ, environ, clear=True), contextlib.redirect_stdout(output):
        return healthcheck.main(ping), output.getvalue()


class Healthcheck(unittest.TestCase):
    def test_healthy_when_every_worker_answers(self):
        self.assertEqual(run(SPLIT, lambda workers: workers), (0, ""))
        self.assertEqual(run(MERGED, lambda workers: workers), (0, ""))

    def test_asks_the_workers_of_this_container_alone(self):
        asked = []
        run(SPLIT, lambda workers: asked.extend(workers) or workers)
        self.assertEqual(asked, [f"worker1@{HOST}", f"harvesting_worker@{HOST}"])
        asked.clear()
        run(MERGED, lambda workers: asked.extend(workers) or workers)
        self.assertEqual(asked, [f"worker1@{HOST}"])

    def test_names_the_worker_that_is_silent(self):
        self.assertEqual(
            run(SPLIT, lambda workers: [f"worker1@{HOST}"]), (1, f"no answer from harvesting_worker@{HOST}\n")
        )

    def test_the_answer_of_another_container_does_not_count(self):
        self.assertEqual(run(MERGED, lambda workers: ["worker1@elsewhere"])[0], 1)

    def test_a_broker_that_is_down_is_a_reason_without_the_password(self):
        def ping(workers):
            raise ConnectionError("redis://:very-secret@redis:6379/0")

        code, output = run(MERGED, ping)
        self.assertEqual(code, 1)
        self.assertIn("broker cannot be reached", output)
        self.assertNotIn("very-secret", output)

    def test_does_not_load_the_settings(self):
        code = """
import project, sys
healthcheck = project.load("healthcheck")
healthcheck.TIMEOUT = 0.1
assert healthcheck.ping(["worker1@nowhere"]) == []
sys.exit("django.conf" in sys.modules)
"""
        environ = {**os.environ, "BROKER_URL": "memory://", "DJANGO_SETTINGS_MODULE": f"{project.NAME}.settings"}
        process = subprocess.run([sys.executable, "-c", code], cwd=os.path.dirname(__file__), env=environ)
        self.assertEqual(process.returncode, 0)


if __name__ == "__main__":
    unittest.main()
