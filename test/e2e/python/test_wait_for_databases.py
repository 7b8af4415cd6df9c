import contextlib
import io
import os
import unittest
from unittest import mock

import psycopg2

import project

wait_for_databases = project.load("wait_for_databases")

PASSWORD = "very-secret"
URL = f"postgis://maps:{PASSWORD}@db:5432/maps"
REFUSED = 'connection to server at "db", port 5432 failed: Connection refused\n\tIs the server running?'


class Server:
    """Answers each attempt with the next of these errors, then lets everybody in. Sleeping moves its clock."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.now = 0
        self.attempts = 0

    def connect(self, url):
        self.attempts += 1
        if self.errors:
            raise psycopg2.OperationalError(self.errors.pop(0))

    def sleep(self, seconds):
        self.now += seconds

    def wait(self, deadline):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            success = wait_for_databases.wait(URL, deadline, self.connect, lambda: self.now, self.sleep)
        return success, output.getvalue()


class Wait(unittest.TestCase):
    def test_says_nothing_when_the_database_is_there(self):
        self.assertEqual(Server().wait(10), (True, ""))

    def test_names_the_database_and_the_reason_once(self):
        success, output = Server(REFUSED, REFUSED, REFUSED).wait(60)
        self.assertTrue(success)
        self.assertEqual(output.count("waiting for database maps at db:5432"), 1)
        self.assertIn("Connection refused", output)
        self.assertEqual(len(output.splitlines()), 1)

    def test_says_when_the_reason_changes(self):
        _, output = Server(REFUSED, 'FATAL:  role "maps" does not exist').wait(60)
        self.assertEqual(len(output.splitlines()), 2)

    def test_gives_up_after_the_time_limit(self):
        server = Server(*[REFUSED] * 1000)
        success, output = server.wait(20)
        self.assertFalse(success)
        self.assertEqual(server.now, 20)
        self.assertIn("gave up waiting for database maps at db:5432", output)

    def test_tries_once_without_any_time(self):
        server = Server(REFUSED)
        self.assertFalse(server.wait(0)[0])
        self.assertEqual(server.attempts, 1)

    def test_explains_a_wrong_password_without_printing_it(self):
        _, output = Server(*['FATAL:  password authentication failed for user "maps"'] * 20).wait(5)
        self.assertIn("passwords in .env", output)
        self.assertNotIn(PASSWORD, output)

    def test_an_error_without_text(self):
        self.assertTrue(Server("").wait(5)[0])


class Connect(unittest.TestCase):
    def test_decodes_the_parts_and_passes_the_options_on(self):
        with mock.patch.object(psycopg2, "connect") as connect:
            wait_for_databases.connect("postgis://a%40b:p%2Fw%25@db:5433/maps?sslmode=require")
        connect.assert_called_once_with(
            host="db", port=5433, user="a@b", password="p/w%", dbname="maps", connect_timeout=5, sslmode="require"
        )


class Main(unittest.TestCase):
    def run_main(self, down):
        seen = []

        def wait(url, deadline):
            seen.append(url.rsplit("/", 1)[1])
            return seen[-1] != down

        parts = {"GEONODE_DATABASE": "maps", "GEONODE_GEODATABASE": "maps_data", "DATABASE_WAIT_SECONDS": "1"}
        with mock.patch.dict(os.environ, parts, clear=True), mock.patch.object(wait_for_databases, "wait", wait):
            return wait_for_databases.main(), seen

    def test_waits_for_both(self):
        self.assertEqual(self.run_main(down=None), (0, ["maps", "maps_data"]))

    def test_fails_when_either_is_missing(self):
        self.assertEqual(self.run_main(down="maps"), (1, ["maps"]))
        self.assertEqual(self.run_main(down="maps_data"), (1, ["maps", "maps_data"]))


if __name__ == "__main__":
    unittest.main()
