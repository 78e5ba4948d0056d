#!/bin/sh
# The server is there for one command, whose exit code counts, and is gone with it.
set -eu

found=$(with-postgres psql --no-psqlrc --no-align --tuples-only --command="SELECT 6 * 7, current_setting('fsync')" postgres)
test "$found" = '42|off'

code=0
with-postgres sh -c 'exit 7' || code=$?
test "$code" = 7

code=0
pg_isready || code=$?
test "$code" = 2
