#!/bin/sh
# Runs Celery: beat, a worker for everything but harvesting, and a worker for harvesting.
# On a small machine CELERY__HARVESTER_AUTOSCALE_VALUES is empty: then one worker does it all.
set -u

app=geonode.celery_app:app # finds the tasks.py of every installed app, this project's included
level=${CELERY__LOG_LEVEL:-WARNING}
# In the volume, so that a new container goes on counting; nginx serves only static/ and uploaded/ from there.
schedule=/mnt/volumes/statics/celerybeat-schedule

# Each of these becomes its process (exec), so that a signal reaches Celery and not a shell around it.

# worker NAME [OPTION...]
worker() {
    name=$1
    shift
    exec celery -A "$app" worker -n "$name@%h" --loglevel="$level" -E -Ofair --prefetch-multiplier=1 \
        --without-gossip --without-mingle --statedb="/var/tmp/$name.state" \
        --max-tasks-per-child="${CELERY__MAX_TASKS_PER_CHILD:-50}" "$@"
}

worker1() {
    worker worker1 --autoscale="${CELERY__AUTOSCALE_VALUES:-2,1}" \
        --max-memory-per-child="${CELERY__MAX_MEMORY_PER_CHILD:-400000}" "$@"
}

harvesting_worker() {
    worker harvesting_worker --autoscale="$CELERY__HARVESTER_AUTOSCALE_VALUES" \
        --max-memory-per-child="${CELERY__HARVESTER_MAX_MEMORY_PER_CHILD:-600000}" -Q harvesting
}

beat() {
    # No pid file: the number in one left behind may by now belong to another process.
    exec celery -A "$app" beat --loglevel="$level" --schedule="$schedule" --pidfile=
}

if [ -z "${CELERY__HARVESTER_AUTOSCALE_VALUES:-}" ]; then
    worker1 --beat --schedule="$schedule"
fi

stopping=
status=0
trap 'stopping=yes' TERM INT

beat &
beat=$!
worker1 -X harvesting &
worker1=$!
harvesting_worker &
harvesting_worker=$!

# check NAME PID
check() {
    if ! kill -0 "$2" 2>/dev/null; then
        echo "celery.sh: $1 has ended; stopping the others" >&2
        status=1 # so that the restart policy starts all of them again
        stopping=yes
    fi
}

while [ -z "$stopping" ]; do
    sleep 2 &
    wait "$!" # also collects what has ended, and returns at once on a signal
    if [ -z "$stopping" ]; then
        check beat "$beat"
        check worker1 "$worker1"
        check harvesting_worker "$harvesting_worker"
    fi
done

# Running tasks are finished first; Docker waits for stop_grace_period.
for pid in "$beat" "$worker1" "$harvesting_worker"; do
    kill -TERM "$pid" 2>/dev/null
done
for pid in "$beat" "$worker1" "$harvesting_worker"; do
    while kill -0 "$pid" 2>/dev/null; do
        wait "$pid"
    done
done
exit "$status"
