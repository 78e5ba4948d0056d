#!/bin/sh
# Alive while something listens on the port, however busy it is.
set -eu
port=${EXAMPLE_PORT:-8000}
if [ -z "$(ss --no-header --listening --tcp --numeric "sport = :$port")" ]; then
    echo "nothing listens on port $port"
    exit 1
fi
