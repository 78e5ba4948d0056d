#!/bin/sh
# Asks the package manager of the image that this runs in which packages have newer versions.
# Usage: list-updates.sh FILE. FILE gets a line for each: NAME INSTALLED AVAILABLE.
set -eu
if command -v apt-get >/dev/null; then
  apt-get update -qq
  # "Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian:13/stable [amd64])"; new dependencies have no installed version.
  apt-get --simulate --quiet --quiet -o Debug::NoLocking=1 dist-upgrade \
    | sed -n 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\) .*/\1 \2 \3/p' >"$1"
elif command -v apk >/dev/null; then
  # "openssl-3.5.1-r0 < 3.5.2-r0"
  apk --no-cache version -l '<' \
    | sed -n 's/^\([^ ]*\)-\([0-9][^ -]*-r[0-9]*\) *< *\([^ ]*\).*/\1 \2 \3/p' >"$1"
else
  : >"$1"
fi
