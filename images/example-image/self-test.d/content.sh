#!/bin/sh
# What is served must be there, whether the service runs or not.
set -eu
test -d "${EXAMPLE_DIRECTORY:-/usr/local/lib/cloud}"
