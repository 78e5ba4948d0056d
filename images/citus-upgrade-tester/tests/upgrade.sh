#!/bin/sh
# An older version of the extension is installed, used, and upgraded under a running server.
set -eu

if install-extension 0.9 2>/tmp/no-such-version; then
  echo 'FAILED: a version that there is not was installed' >&2
  exit 1
fi
grep -Fx '  1.0' /tmp/no-such-version

cat >/tmp/upgrade-steps.sh <<'END'
set -eu
query() {
  psql --no-psqlrc --no-align --tuples-only --set=ON_ERROR_STOP=1 --command="$1" "${2-postgres}"
}

install-extension 1.0
query 'CREATE EXTENSION rot13'
test "$(query "SELECT extversion FROM pg_extension WHERE extname = 'rot13'")" = 1.0
test "$(query "SELECT rot13('abc')")" = nop
if query "SELECT rot13_letters('abc')" 2>/dev/null; then exit 1; fi

install-extension 1.1
query 'ALTER EXTENSION rot13 UPDATE'
test "$(query "SELECT extversion FROM pg_extension WHERE extname = 'rot13'")" = 1.1
test "$(query "SELECT rot13_letters('a-b-c')")" = 3
test "$(query "SELECT rot13('abc')")" = nop

# And back: in another database, the older one is what there is.
install-extension 1.0
createdb other
query 'CREATE EXTENSION rot13' other
test "$(query "SELECT extversion FROM pg_extension WHERE extname = 'rot13'" other)" = 1.0
END
with-postgres sh /tmp/upgrade-steps.sh
