import os
import stat

from django.core.management.commands import startapp


class Command(startapp.Command):
    """Django's own gives each file the mode of its template, 0644; this one lets PROJECT_UMASK decide."""

    def make_writeable(self, filename):
        super().make_writeable(filename)
        if os.getenv("PROJECT_UMASK"):
            mode = stat.S_IMODE(os.stat(filename).st_mode)
            os.chmod(filename, mode | (0o666 & ~int(os.environ["PROJECT_UMASK"], 8)))
