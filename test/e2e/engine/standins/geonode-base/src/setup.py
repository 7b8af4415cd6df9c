"""Builds the stub as the distribution "GeoNode", in the version that the image build names."""

import os

from setuptools import find_packages, setup

setup(
    name="GeoNode",
    version=os.environ["STANDIN_VERSION"],
    packages=find_packages(),
    include_package_data=True,
    package_data={"": ["fixtures/*.json", "templates/**/*.html", "static/**/*", "locale/*"]},
    python_requires=">=3.10",
)
