# The programs that mirror.sh compares with: packages of Debian, unpacked into .build/benchmarks with what they need and
# not installed. They come from the archive that this machine's apt uses, which checks their signatures.
# shellcheck shell=bash disable=SC2154,SC2164 # shared with what sources it, which has set -e

# apt_of SUITE COMMAND…: apt-get with lists of its own, of one suite
apt_of() {
  local state=$peers/apt-$1 uri
  mkdir -p "$state"/{lists,archives}/partial
  : >"$state/status"
  # shellcheck disable=SC2016 # apt's own variables
  uri=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' \
    | sed -n '/security\|updates\|backports/d; s/ .*//p' | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $1 main" >"$state/sources.list"
  apt-get --quiet=2 -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::PreferencesParts=/dev/null -o Dir::State="$state" -o Dir::State::Status="$state/status" \
    -o Dir::Cache="$state" -o APT::Sandbox::User=root -o APT::Install-Recommends=false "${@:2}"
}

# unpack SUITE PACKAGE: the package with all that it depends on, into the folder $peers/PACKAGE
unpack() {
  [ ! -d "$peers/$2" ] || return 0
  apt_of "$1" update
  apt_of "$1" --download-only --yes install "$2" >/dev/null
  mkdir -p "$peers/$2.new"
  local archive
  for archive in "$peers/apt-$1/archives"/*.deb; do
    dpkg-deb --extract "$archive" "$peers/$2.new"
  done
  rm "$peers/apt-$1/archives"/*.deb
  mv "$peers/$2.new" "$peers/$2"
}

# Puts skopeo and crane on PATH. Debian 13's skopeo wants Debian 13's C library, which it gets from its own folder.
find_peers() {
  peers=$repository/.build/benchmarks/peers
  mkdir -p "$peers/bin"
  unpack trixie skopeo
  unpack sid crane
  local program
  for program in skopeo crane; do
    cat >"$peers/bin/$program" <<END
#!/bin/sh
exec $peers/$program/usr/lib64/ld-linux-x86-64.so.2 --library-path $peers/$program/usr/lib/x86_64-linux-gnu \\
  $peers/$program/usr/bin/$program "\$@"
END
    chmod +x "$peers/bin/$program"
  done
  PATH=$peers/bin:$PATH
  export PATH
}
