#!/bin/sh
# A project brings its own start script; the real image's one asks Let's Encrypt, which cannot be reached from here.
echo "stand-in: the project's own entrypoint is missing" >&2
exit 1
