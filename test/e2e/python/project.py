"""Finds the package of the rendered project: PROJECT_SRC is the path of its src/."""

import importlib
import os
import sys
from pathlib import Path

SRC = Path(os.environ["PROJECT_SRC"])
NAME = next(SRC.glob("*/settings.py")).parent.name
sys.path.insert(0, str(SRC))


def load(module):
    return importlib.import_module(f"{NAME}.{module}")
