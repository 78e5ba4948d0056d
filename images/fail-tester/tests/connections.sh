#!/bin/sh
# The proxy cuts, swallows and delays, and a client sees it. What hangs is a failure too.
set -eu
with-postgres timeout 60 python3 -m pytest --quiet -p no:cacheprovider tests/connections.py
