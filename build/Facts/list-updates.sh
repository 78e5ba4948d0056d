#!/bin/sh
# Asks the package manager of the image that this runs in which packages have newer versions.
# Usage: list-updates.sh FILE WORD. FILE begins with WORD, which tells this run's answer from any other file, and ends with a
# line that says what the answer is; without that line it is none:
#   end NUMBER    it is whole: so many lines "update NAME INSTALLED AVAILABLE" stand before
#   nobody WHY    there is nobody to ask: none, unknown MANAGER, or sources MANAGER, which has no archive to look into
#   failed WHAT   the package manager failed, and what it says
# What programs say is kept in memory: on a full disk it would be cut short, and look whole.
set -u
export LC_ALL=C
answer=$1
said=""

say() {
  printf '%s\n' "$*" >>"$answer" || exit
}

nobody() {
  say "nobody $*"
  exit
}

# line PATTERN: the first with it of what was said
line() {
  printf '%s\n' "$said" | sed -n "/$1/{p;q;}"
}

# failed WHAT [PATTERN]: ends, with the first line that has the pattern
failed() {
  say "failed $1: $(line "${2-.}")"
  exit
}

# updates SED-OPTION…: ends with the updates that these make of what was said. A line that cannot be read is to be left as it is.
updates() {
  lines=$(printf '%s\n' "$said" | sed -n "$@") || failed sed
  [ -z "$lines" ] || say "$lines"
  number=$(printf '%s' "$lines" | sed -n '$=')
  say "end ${number:-0}"
  exit
}

echo "$2" >"$answer" || exit
if command -v apt-get >/dev/null; then
  # An archive that cannot be reached is an error, and not as good as one without news. Before version 2.1 apt only warns, and
  # goes on with the lists that it has.
  outdated='^[EW]: .*\(Failed to fetch\|index files failed\|index files will be used\|is not updated\)'
  said=$(apt-get update -qq -o APT::Update::Error-Mode=any 2>&1) || failed "apt-get update"
  [ -z "$(line "$outdated")" ] || failed "apt-get update" "$outdated"
  said=$(apt-get indextargets 'Identifier: Packages' 2>&1) || failed "apt-get indextargets"
  [ -n "$said" ] || nobody sources apt-get
  said=$(apt-get --simulate -qq -o Debug::NoLocking=1 dist-upgrade 2>&1) || failed "apt-get dist-upgrade" '^E: '
  # "Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian:13/stable [amd64])"; new dependencies have no installed version.
  updates -e 's/^Inst \([^ ]*\) \[\([^]]*\)\] (\([^ ]*\) .*/update \1 \2 \3/p' -e t -e '/^Inst [^ ]* (/d' -e 's/^Inst /update &/p'
fi
if command -v apk >/dev/null; then
  [ -n "$(sed '/^ *#/d; /^ *$/d' /etc/apk/repositories /etc/apk/repositories.d/*.list 2>/dev/null)" ] || nobody sources apk
  # It names the archives that it does without. Its other warnings, of its own age for one, are no failure.
  outdated='^\(WARNING\|ERROR\): .*:\/\/'
  said=$(apk --no-cache version -l '<' 2>&1) || failed "apk version"
  [ -z "$(line "$outdated")" ] || failed "apk version" "$outdated"
  # "openssl-3.5.1-r0 < 3.5.2-r0"
  updates -e 's/^\([^ ]*\)-\([0-9][^ -]*-r[0-9]*\) *< *\([^ ]*\).*/update \1 \2 \3/p' -e t -e 's/^.* < /update &/p'
fi
for manager in dnf microdnf yum zypper pacman xbps-install opkg; do
  ! command -v "$manager" >/dev/null || nobody unknown "$manager"
done
nobody none
