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

# The host's hostname and resolver would make the result differ from host to host. Documentation goes as dpkg.cfg.d
# says for packages to come; only the directories of man pages stay: packages with alternatives (a JRE, PostgreSQL)
# fail to install without them.
cat >"$work/clean.sh" <<'EOF'
set -eu
cd "$1"
rm -f etc/hostname etc/resolv.conf var/cache/apt/*.bin
rm -rf usr/share/man/* usr/share/info/* usr/share/locale/*
find usr/share/doc ! -type d ! -name copyright -delete
find usr/share/doc -mindepth 1 -type d -empty -delete
mkdir usr/share/man/man1 usr/share/man/man2 usr/share/man/man3 usr/share/man/man4 usr/share/man/man5 \
    usr/share/man/man6 usr/share/man/man7 usr/share/man/man8 usr/share/man/man9
EOF

# Device nodes are the container runtime's business, and a builder without privileges cannot unpack them.
chmod -R a+rX "$work"
mmdebstrap \
    --variant=minbase \
    --include=goss,tini \
    --skip=output/dev,chroot/policy-rc.d \
    --customize-hook="sh $work/clean.sh \"\$1\"" \
    --customize-hook="tar-in $work/files.tar /" \
    --format=tar "$suite" rootfs.tar.part

# A root file system that is mounted read-only needs the place where the runtime mounts /dev.
mkdir "$work/dev"
normalised_tar --append --file=rootfs.tar.part --directory="$work" ./dev

mv rootfs.tar.part rootfs.tar
echo "rootfs.tar sha256:$(sha256sum rootfs.tar | cut -d ' ' -f 1)"
