#!/bin/sh
# Installs sbt as SBT_SOURCE says.
set -eu
here=$(dirname "$0")

die() {
    printf 'sbt: %s\n%s\n' "$1" "$2" >&2
    exit 1
}

install_release() {
    if [ -z "$SBT_VERSION" ] || [ -z "$SBT_URL" ] || [ -z "$SBT_SHA256" ]; then
        die "SBT_SOURCE=release needs the build arguments SBT_VERSION, SBT_URL and SBT_SHA256." \
            "Give all three, or choose the packaged launcher with SBT_SOURCE=debian."
    fi
    archive=$(mktemp)
    curl --fail --silent --show-error --location --retry 3 --output "$archive" "$SBT_URL" \
        || die "$SBT_URL cannot be fetched." \
            "Name a mirror that can be reached with SBT_URL, or choose the packaged launcher with SBT_SOURCE=debian."
    found=$(sha256sum "$archive" | cut -d ' ' -f 1)
    [ "$found" = "$SBT_SHA256" ] \
        || die "$SBT_URL has the SHA-256 $found, expected is $SBT_SHA256." \
            "Give the SBT_SHA256 that belongs to SBT_VERSION=$SBT_VERSION."
    tar --extract --gzip --file "$archive" --directory /usr/local/lib --no-same-owner
    rm "$archive"
    ln -s /usr/local/lib/sbt/bin/sbt /usr/local/bin/sbt
}

install_debian() {
    apt-get update
    apt-get install -y --no-install-recommends libsbt-launcher-interface-java
    rm -rf /var/lib/apt/lists/*
    install -D -m 0644 "$here/sbt.boot.properties" /usr/local/lib/sbt/sbt.boot.properties
    install -m 0755 "$here/sbt-launcher.sh" /usr/local/bin/sbt
}

case $SBT_SOURCE in
    release) install_release ;;
    debian) install_debian ;;
    *) die "SBT_SOURCE is '$SBT_SOURCE'." "It is either release or debian." ;;
esac
