#!/bin/sh
# Asks the package manager of the image that this runs in which packages have newer versions.
# Usage: list-updates.sh FILE. FILE gets a line for each: NAME INSTALLED AVAILABLE.
# Exits with 2 where the package manager fails: 1 is docker's own, for an image without a shell.
set -u
export LC_ALL=C
if command -v apt-get >/dev/null; then
  # An archive that cannot be reached is an error, and not as good as one without news.
  apt-get update -qq -o APT::Update::Error-Mode=any &&
    apt-get --simulate -qq -o Debug::NoLocking=1 dist-upgrade >"$1.all" || exit 2
  # "Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian:13/stable [amd64])"; new dependencies have no installed version.
  sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\) .*/\1 \2 \3/p' "$1.all" >"$1" || exit 2
elif command -v apk >/dev/null; then
  apk --no-cache version -l '<' >"$1.all" || exit 2
  # "openssl-3.5.1-r0 < 3.5.2-r0"
  sed -n 's/^\([^ ]*\)-\([0-9][^ -]*-r[0-9]*\) *< *\([^ ]*\).*/\1 \2 \3/p' "$1.all" >"$1" || exit 2
else
  : >"$1"
fi
