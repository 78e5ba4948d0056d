#!/bin/sh
# The image as it is: its run script is started as a container starts it, all its self-tests pass, and TERM ends it.
set -u

if [ -e /container/run ]; then
    entrypoint &
    service=$!
    trap 'kill $service 2>/dev/null' EXIT
fi

# A service needs a moment until it is ready.
self-test --retry-timeout 60s --sleep 1s || exit 1

if [ -e /container/run ]; then
    kill -TERM "$service"
    wait "$service"
    status=$?
    trap - EXIT
    case $status in
        0 | 143) ;;
        *)
            echo "FAILED: TERM ended the run script with status $status; expected 0 or 143" >&2
            exit 1
            ;;
    esac
fi
