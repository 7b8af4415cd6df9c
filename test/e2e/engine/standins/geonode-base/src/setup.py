"""Builds the stub as the distribution "GeoNode", in the version that the image build names."""

import os

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

VERSION = os.environ["STANDIN_VERSION"]
BEFORE_5_0 = VERSION.startswith("4.")


class WithoutOtherLines(build_py):
    """Leaves out what the line does not have, so that a project that needs it fails as with the real one."""

    lacks = {
        "geonode.people": ["hashers"],
        "geonode.upload": ["db_router"],
        "geonode.base.management.commands": ["thesaurus"],
    }

    def find_package_modules(self, package, package_dir):
        lacks = self.lacks.get(package, []) if BEFORE_5_0 else []
        return [module for module in super().find_package_modules(package, package_dir) if module[1] not in lacks]


setup(
    name="GeoNode",
    version=VERSION,
    packages=find_packages(exclude=[] if BEFORE_5_0 else ["importer"]),
    include_package_data=True,
    package_data={"": ["fixtures/*.json", "templates/**/*.html", "static/**/*", "locale/*"]},
    python_requires=">=3.10",
    install_requires=["django-celery-results"] if BEFORE_5_0 else ["redis==6.2.0"],
    cmdclass={"build_py": WithoutOtherLines},
)
