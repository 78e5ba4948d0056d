#!/bin/sh
# Makes rootfs.tar, the only layer of base-root: a minimal Debian 13, tini, goss and the files under rootfs/.
#
# Runs on the host, as root or as an ordinary user with user namespaces. http_proxy is honoured.
# With the same state of the Debian archive every run makes the same bytes, in any clone and under any umask.
set -eu

suite=trixie
# Later times in the archive are set to this one.
SOURCE_DATE_EPOCH=1767225600 # 2026-01-01T00:00:00Z
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

cd "$(dirname "$0")"

if ! command -v mmdebstrap >/dev/null; then
    echo "rootfs.sh: mmdebstrap is not installed. Install it: apt-get install mmdebstrap" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work" rootfs.tar.part' EXIT
trap 'exit 1' HUP INT TERM

# Owner, mode and time come from here, not from the checkout. X keeps the executable bit, which git knows.
normalised_tar() {
    tar --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" \
        --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --exclude=.gitkeep "$@"
}

normalised_tar --create --file="$work/files.tar" --directory=rootfs container etc usr

# /etc/hostname and /etc/resolv.conf are copies of the host's: they would make the result differ from host to host.
# Device nodes are the container runtime's business, and a builder without privileges cannot unpack them.
# Packages with alternatives (a JRE, PostgreSQL) fail to install without the directories of their man pages.
# shellcheck disable=SC2016 # $1 is for the hook's own shell
mmdebstrap \
    --variant=minbase \
    --include=goss,tini \
    --skip=output/dev,chroot/policy-rc.d \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='rm -f "$1"/etc/hostname "$1"/etc/resolv.conf "$1"/var/cache/apt/*.bin' \
    --customize-hook='for section in 1 2 3 4 5 6 7 8 9; do mkdir -p "$1/usr/share/man/man$section"; done' \
    --customize-hook="tar-in $work/files.tar /" \
    --format=tar "$suite" rootfs.tar.part

# A root file system that is mounted read-only needs the place where the runtime mounts /dev.
mkdir "$work/dev"
normalised_tar --append --file=rootfs.tar.part --directory="$work" ./dev

mv rootfs.tar.part rootfs.tar
echo "rootfs.tar sha256:$(sha256sum rootfs.tar | cut -d ' ' -f 1)"
