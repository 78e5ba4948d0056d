#!/bin/sh
# A cluster of the old version, with data in it, is upgraded with pg_upgrade, and the new version serves that data.
set -eu

# initdb and pg_upgrade refuse to run as root.
if [ "$(id -u)" = 0 ]; then
  exec setpriv --reuid=postgres --regid=postgres --init-groups sh "$0"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PGHOST="$work"

"$PG_OLD_BIN/initdb" --no-sync --auth=trust --encoding=UTF8 --locale=C.UTF-8 old >/dev/null
"$PG_OLD_BIN/pg_ctl" --silent --wait -D old --log=old.log --options="-c listen_addresses= -k $work" start
psql --quiet postgres <<END
CREATE TABLE kept (n int PRIMARY KEY, word text);
INSERT INTO kept SELECT n, 'word ' || n FROM generate_series(1, 1000) n;
CREATE INDEX ON kept (word);
END
"$PG_OLD_BIN/pg_ctl" --silent --wait -D old stop

initdb --no-sync --auth=trust --encoding=UTF8 --locale=C.UTF-8 new >/dev/null
pg_upgrade --old-bindir="$PG_OLD_BIN" --new-bindir="$(pg_config --bindir)" --old-datadir=old --new-datadir=new \
  --socketdir="$work"

pg_ctl --silent --wait -D new --log=new.log --options="-c listen_addresses= -k $work" start
trap 'pg_ctl --silent -D "$work/new" --mode=immediate stop; rm -rf "$work"' EXIT
test "$(psql --no-align --tuples-only --command="SELECT current_setting('server_version_num')::int / 10000" postgres)" = "$PG_MAJOR"
test "$(psql --no-align --tuples-only --command="SELECT count(*) FROM kept WHERE word = 'word ' || n" postgres)" = 1000
