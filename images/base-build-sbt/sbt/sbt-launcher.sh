#!/bin/sh
# sbt by Debian's packaged launcher. SBT_OPTS holds options of the JVM; a first argument @FILE is another boot configuration.
set -eu

case ${1:-} in
    @*) ;;
    --version)
        dpkg-query --show --showformat 'sbt launcher ${Version} of Debian\n' libsbt-launcher-interface-java
        exit
        ;;
    *)
        if ! grep -qs '^ *sbt\.version *=' project/build.properties; then
            echo "sbt: project/build.properties has no sbt.version, and the packaged launcher knows no version of its own." >&2
            echo "Write one into it: sbt.version=VERSION" >&2
            exit 1
        fi
        set -- @/usr/local/lib/sbt/sbt.boot.properties "$@"
        ;;
esac

# shellcheck disable=SC2086 # SBT_OPTS is a list
exec java ${SBT_OPTS:-} -jar /usr/share/java/sbt-launcher.jar "$@"
