#!/bin/sh
# Makes the images that stand for Docker Hub's in the sandbox, of Debian's packages, and pushes them.
#
# Usage: make.sh REGISTRY, in this folder. docker and mmdebstrap are on PATH, DOCKER_HOST says which engine builds,
# http_proxy is how this machine reaches Debian's archive and build_proxy how a container does; both may be empty.
# An image's tag is the version that the release of Debian has.
set -eu

registry=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# debian TAG SUITE: the release itself
debian() {
    mmdebstrap --quiet --variant=minbase --skip=output/dev --format=tar "$2" "$work/$2.tar" >&2
    docker import --change 'CMD ["bash"]' "$work/$2.tar" "$registry/library/debian:$1" >&2
    rm "$work/$2.tar"
    publish "debian:$1"
}

# image NAME TAG DEBIAN: a folder's Dockerfile on a release
image() {
    docker build --quiet --tag "$registry/library/$1:$2" \
        --build-arg "DEBIAN=$registry/library/debian:$3" --build-arg "VERSION=$2" \
        --build-arg "http_proxy=${build_proxy-}" --build-arg "no_proxy=localhost,127.0.0.1" \
        "$1" >&2
    publish "$1:$2"
}

publish() {
    docker push --quiet "$registry/library/$1" >&2
    names="${names-} $registry/library/$1"
}

debian 13-slim trixie
debian 12-slim bookworm
image postgres 17 13-slim
image postgres 15 12-slim
image redis 8 13-slim
image redis 7 12-slim

# shellcheck disable=SC2086 # a list of names
docker image rm --force $names >/dev/null
