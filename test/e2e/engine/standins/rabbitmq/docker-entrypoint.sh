#!/bin/sh
# As the official image's: the server drops root; RABBITMQ_DEFAULT_USER, _PASS and _VHOST are read by the server itself.
set -eu
case ${1:-} in
rabbitmq*)
    if [ "$(id -u)" = 0 ]; then
        find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq '{}' +
        exec gosu rabbitmq "$@"
    fi
    ;;
esac
exec "$@"
