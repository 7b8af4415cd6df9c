#!/bin/sh
# The real image's own start script makes GeoNode's configuration; a project brings its own instead.
set -e
exec "$@"
