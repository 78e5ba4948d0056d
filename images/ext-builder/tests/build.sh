#!/bin/sh
# A small real extension is compiled without a warning, and packed for the version of PostgreSQL that this image is for.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r ../pg-base*/tests/rot13 "$work"

CFLAGS=-Werror build-extension "$work/rot13" "$work/out"
tar --list --file "$work/out/rot13-pg$PG_MAJOR.tar.gz" >"$work/files"
for file in "$(pg_config --pkglibdir)/rot13.so" "$(pg_config --sharedir)/extension/rot13.control"; do
  grep -Fx ".$file" "$work/files"
done

# It is for this server, and for no other: the magic block is checked by loading it.
tar --extract --file "$work/out/rot13-pg$PG_MAJOR.tar.gz" --directory /
chown -R postgres "$work"
loaded=$(setpriv --reuid=postgres --regid=postgres --clear-groups sh -eu <<END
initdb --no-sync --auth=trust "$work/data" >/dev/null
echo "CREATE FUNCTION rot13(text) RETURNS text AS 'rot13' LANGUAGE C STRICT; SELECT rot13('nop');" \
  | tr '\n' ' ' | postgres --single -D "$work/data" postgres
END
)
echo "$loaded" | grep -F 'rot13 = "abc"'
