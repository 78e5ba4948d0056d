#!/bin/sh
# Makes the cluster at the first start and becomes the server. It knows POSTGRES_PASSWORD, POSTGRES_USER, POSTGRES_DB,
# POSTGRES_HOST_AUTH_METHOD, and the *.sql files in /docker-entrypoint-initdb.d.
set -eu

[ "${1-}" = postgres ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
    chown postgres:postgres "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=${POSTGRES_USER:-postgres}
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if [ "$method" != trust ] && [ -z "${POSTGRES_PASSWORD-}" ]; then
        echo "POSTGRES_PASSWORD is not set; it is the password of $user. Set it, or POSTGRES_HOST_AUTH_METHOD=trust." >&2
        exit 1
    fi
    password=$(mktemp)
    echo "${POSTGRES_PASSWORD:-none}" >"$password"
    initdb --username="$user" --pwfile="$password" --auth-local=trust --auth-host="$method"
    rm "$password"
    echo "host all all all $method" >>"$PGDATA/pg_hba.conf"

    pg_ctl --wait --options="-c listen_addresses=''" start
    if [ "${POSTGRES_DB:-$user}" != postgres ]; then
        createdb --username="$user" "${POSTGRES_DB:-$user}"
    fi
    for file in /docker-entrypoint-initdb.d/*.sql; do
        [ ! -e "$file" ] || psql --username="$user" --dbname="${POSTGRES_DB:-$user}" --set=ON_ERROR_STOP=1 --file="$file"
    done
    pg_ctl --wait --mode=fast stop
fi
exec "$@"
