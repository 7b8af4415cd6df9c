import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import project

guard = project.load("migration_guard")


class Objection(unittest.TestCase):
    def test_cases(self):
        for have, want, confirmed, words in (
            (None, "5.1", None, None),
            ("5.1", "5.1", None, None),
            ("5.0", "5.1", None, "nothing but a backup"),
            ("5.0", "5.1", "5.0", "nothing but a backup"),
            ("5.0", "5.1", "5.1", None),
            ("4.4", "5.1", "5.0", "nothing but a backup"),
            ("5.9", "5.10", None, "nothing but a backup"),
            ("5.10", "5.9", None, "cannot read"),
            # An older line is never agreed to.
            ("5.1", "5.0", "5.0", "cannot read"),
        ):
            with self.subTest(have=have, want=want, confirmed=confirmed):
                said = guard.objection(have, want, confirmed)
                self.assertEqual(said is None, words is None, said)
                self.assertIn(words or "", said or "")

    def test_data_of_an_adopted_project_is_of_the_line_that_was_adopted(self):
        with tempfile.TemporaryDirectory() as folder:
            guard.LINE_FILE, guard.LOCK_FILE = Path(folder, "geonode_line"), Path(folder, "geonode_init.lock")
            with mock.patch.dict(os.environ, ADOPTED_LINE="5.0"):
                self.assertIsNone(guard.line_of_data())
                guard.LOCK_FILE.touch()
                self.assertEqual(guard.line_of_data(), "5.0")
                guard.LINE_FILE.write_text("5.1\n")
                self.assertEqual(guard.line_of_data(), "5.1")
            guard.LINE_FILE.unlink()
            self.assertIsNone(guard.line_of_data())

    def test_line_of_a_version(self):
        self.assertEqual([guard.line_of(v) for v in ("5.1.1", "5.0.3.post1", "4.4.5")], ["5.1", "5.0", "4.4"])


if __name__ == "__main__":
    unittest.main()
