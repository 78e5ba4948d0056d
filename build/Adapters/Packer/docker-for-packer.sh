#!/bin/sh
# Stands before docker on the PATH of packer. The container gets the name, labels and options of the build; an image that
# the engine has is not pulled; what packer commits is remembered in a file. Packer gives no names and pushes nothing:
# names come after the tests.
set -eu

PATH=$BAKEHOUSE_PATH
export PATH

remember() {
    id=$(docker "$@")
    printf '%s\n' "$id" >"$BAKEHOUSE_BUILD/image"
    printf '%s\n' "$id"
}

# runc, rarely and on a busy machine, loses a container before its first process: nothing of the image has run then. What is
# left of it has its name.
start() {
    for _ in 1 2 3; do
        status=0
        id=$(docker run "$@" 2>"$BAKEHOUSE_BUILD/errors") || status=$?
        cat "$BAKEHOUSE_BUILD/errors" >&2
        if [ "$status" -eq 0 ] || ! grep -q 'waiting for init preliminary setup' "$BAKEHOUSE_BUILD/errors"; then
            break
        fi
        docker rm --force --volumes "$(sed -n 's/^--name=//p' "$BAKEHOUSE_BUILD/options")" >/dev/null
    done
    return "$status"
}

run() {
    init=$(cat "$BAKEHOUSE_BUILD/init")
    for argument; do
        shift
        case $argument in
        --entrypoint=*) [ -z "$init" ] || argument=--entrypoint=$init ;;
        esac
        set -- "$@" "$argument"
    done
    while IFS= read -r option; do
        set -- "$option" "$@"
    done <"$BAKEHOUSE_BUILD/options"
    start "$@"
    case $init in
    */systemd) await_systemd ;;
    esac
    # Somebody looks at the container first.
    if [ -e "$BAKEHOUSE_BUILD/hold" ]; then
        : >"$BAKEHOUSE_BUILD/started"
        while :; do sleep 1; done
    fi
    printf '%s\n' "$id"
}

# By its labels the build container is told from others; the image, and what runs of it, is not to have them.
commit() {
    while IFS= read -r option; do
        case $option in
        --label=*)
            label=${option#--label=}
            set -- "--change=LABEL ${label%%=*}=" "$@"
            ;;
        esac
    done <"$BAKEHOUSE_BUILD/options"
    remember commit "$@"
}

# Packer begins as soon as it knows the container's id. A system with a failed unit has started too.
await_systemd() {
    for _ in $(seq "$BAKEHOUSE_START_SECONDS"); do
        case $(docker exec "$id" systemctl is-system-running --wait 2>/dev/null || true) in
        running | degraded) return ;;
        esac
        sleep 1
    done
    echo "systemd has not started within $BAKEHOUSE_START_SECONDS seconds:" >&2
    docker logs "$id" >&2
    exit 1
}

case ${1-} in
run)
    shift
    run "$@"
    ;;
pull)
    for image; do :; done # the last argument
    docker image inspect --format '{{.Id}}' "$image" 2>/dev/null || docker "$@"
    ;;
commit)
    shift
    commit "$@"
    ;;
import)
    remember "$@"
    ;;
tag | push)
    echo "docker $1 is left to the run"
    ;;
image | container)
    case ${2-} in
    run | pull | commit | import | tag | push | build | load)
        shift
        exec "$0" "$@"
        ;;
    *) docker "$@" ;;
    esac
    ;;
-v | --version)
    docker "$@"
    ;;
-* | build | builder | buildx | compose | load | manifest | stack)
    echo "docker $1 is not for packer's files: it could name or push an image before its tests" >&2
    exit 1
    ;;
*)
    docker "$@"
    ;;
esac
