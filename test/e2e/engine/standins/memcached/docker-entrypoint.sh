#!/bin/sh
# As the official image's: options alone mean memcached. The container runs as the user memcache already.
set -e
case ${1:-} in
-*) set -- memcached "$@" ;;
esac
exec "$@"
