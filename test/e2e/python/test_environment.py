import os
import string
import unittest
from unittest import mock
from urllib.parse import unquote, urlsplit

import project

environment = project.load("environment")

PARTS = {
    "DATABASE_HOST": "db",
    "DATABASE_PORT": "5432",
    "GEONODE_DATABASE": "maps",
    "GEONODE_DATABASE_USER": "maps",
    "GEONODE_DATABASE_PASSWORD": "one",
    "GEONODE_GEODATABASE": "maps_data",
    "GEONODE_GEODATABASE_USER": "maps_data",
    "GEONODE_GEODATABASE_PASSWORD": "two",
    "BROKER": "redis",
    "BROKER_PASSWORD": "three",
}
PRINTABLE = [character for character in string.printable if character.isprintable()]
PASSWORDS = [f"a{character}b" for character in PRINTABLE] + ["".join(PRINTABLE), "%2F", "é☃"]


# GeoNode 4.4 keeps results in Django's database, and reads no such variable.
RESULTS = "CELERY_RESULT_BACKEND"
HAS_RESULTS = RESULTS in environment.compose(PARTS)


class Compose(unittest.TestCase):
    def test_plain_values(self):
        expected = {
            "DATABASE_URL": "postgis://maps:one@db:5432/maps",
            "GEODATABASE_URL": "postgis://maps_data:two@db:5432/maps_data",
            "BROKER_URL": "redis://:three@redis:6379/0",
        }
        results = {RESULTS: "redis://:three@redis:6379/1"} if HAS_RESULTS else {}
        self.assertEqual(environment.compose(PARTS), {**expected, **results})

    def test_rabbitmq_keeps_results_in_the_broker(self):
        urls = environment.compose({**PARTS, "BROKER": "rabbitmq"})
        self.assertEqual(urls["BROKER_URL"], "amqp://geonode:three@rabbitmq:5672/geonode")
        self.assertEqual(urls.get(RESULTS), "rpc://" if HAS_RESULTS else None)

    def test_another_database_server(self):
        url = environment.compose({**PARTS, "DATABASE_HOST": "pg.example.org", "DATABASE_PORT": "6432"})["DATABASE_URL"]
        self.assertEqual(url, "postgis://maps:one@pg.example.org:6432/maps")

    def test_every_printable_character_survives_in_a_password(self):
        for broker in ("redis", "rabbitmq"):
            for password in PASSWORDS:
                parts = {name: password if name.endswith("PASSWORD") else value for name, value in PARTS.items()}
                urls = environment.compose({**parts, "BROKER": broker})
                for name, url in urls.items():
                    if url == "rpc://":
                        continue
                    with self.subTest(broker=broker, name=name, password=password):
                        split = urlsplit(url)
                        self.assertEqual(unquote(split.password), password)
                        self.assertEqual(split.hostname, {"postgis": "db"}.get(split.scheme, broker))
                        self.assertIn(split.port, (5432, 5672, 6379))
                        self.assertNotIn("?", url)
                        self.assertNotIn("#", url)

    def test_does_not_change_its_argument(self):
        parts = dict(PARTS)
        environment.compose(parts)
        self.assertEqual(parts, PARTS)


class Apply(unittest.TestCase):
    def test_fills_what_is_missing(self):
        with mock.patch.dict(os.environ, PARTS, clear=True):
            environment.apply()
            self.assertEqual(os.environ["DATABASE_URL"], "postgis://maps:one@db:5432/maps")
            self.assertEqual(os.environ.get(RESULTS), "redis://:three@redis:6379/1" if HAS_RESULTS else None)

    def test_leaves_what_the_user_has_set(self):
        own = {"DATABASE_URL": "postgis://elsewhere/maps", "BROKER_URL": "redis://elsewhere/5"}
        with mock.patch.dict(os.environ, {**PARTS, **own}, clear=True):
            environment.apply()
            self.assertEqual({name: os.environ[name] for name in own}, own)
            self.assertEqual(os.environ["GEODATABASE_URL"], "postgis://maps_data:two@db:5432/maps_data")


if __name__ == "__main__":
    unittest.main()
