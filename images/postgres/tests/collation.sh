#!/bin/sh
# A server of this image sorts as Finns do: ä and ö come behind z.
set -eu

# As the image's own user, with a cluster that goes with the container.
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
data=$(as_postgres mktemp -d)
password=$(as_postgres mktemp)
as_postgres sh -c 'echo secret >"$1"' sh "$password"

as_postgres initdb --pgdata="$data" --username=postgres --pwfile="$password" --encoding=UTF8 >/dev/null
as_postgres pg_ctl --pgdata="$data" --wait --silent --log="$data/log" \
    --options="-c listen_addresses='' -c unix_socket_directories='$data'" start
trap 'as_postgres pg_ctl --pgdata="$data" --mode=immediate --silent stop' EXIT
query() { as_postgres psql --host="$data" --username=postgres --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"; }

query --command='CREATE TABLE word (text text COLLATE "fi_FI")' >/dev/null
query --command="INSERT INTO word VALUES ('öljy'), ('zeta'), ('aamu'), ('äiti')" >/dev/null
sorted=$(query --command='SELECT text FROM word ORDER BY text' | tr '\n' ' ')
test "$sorted" = "aamu zeta äiti öljy " || { echo "sorted by the column's collation: $sorted"; exit 1; }

# A database of the locale itself.
query --command="CREATE DATABASE finnish TEMPLATE template0 LOCALE 'fi_FI.UTF-8'" >/dev/null
sorted=$(query --dbname=finnish --command="SELECT * FROM (VALUES ('ö'), ('z'), ('ä')) AS t (c) ORDER BY c" | tr '\n' ' ')
test "$sorted" = "z ä ö " || { echo "sorted by the database's locale: $sorted"; exit 1; }
