# Shared by the tests of the shell functions.
bats_require_minimum_version 1.5.0

LIBRARY=/usr/local/lib/cloud

# stub NAME: puts a command in front of PATH; its body comes from stdin. Its calls are recorded in $CALLS.
stub() {
    {
        echo '#!/bin/sh'
        # shellcheck disable=SC2016 # expanded by the stub
        echo 'echo "${0##*/} $*" >>"$CALLS"'
        cat
    } >"$BATS_TEST_TMPDIR/bin/$1"
    chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

called() {
    grep --quiet --fixed-strings --line-regexp -- "$1" "$CALLS" || {
        echo "expected the call: $1"
        echo "found:"
        cat "$CALLS"
        return 1
    }
}

# What was an argument of a command, or of a child of it, is in $CALLS.
never_an_argument() {
    ! grep --fixed-strings -- "$1" "$CALLS"
}

setup() {
    mkdir "$BATS_TEST_TMPDIR/bin"
    export PATH="$BATS_TEST_TMPDIR/bin:$PATH" CALLS="$BATS_TEST_TMPDIR/calls"
    : >"$CALLS"
    unset AWS_REGION AWS_DEFAULT_REGION
    # shellcheck source=/dev/null
    . "$LIBRARY/common.sh"
    # shellcheck source=/dev/null
    . "$LIBRARY/aws.sh"
    # shellcheck source=/dev/null
    . "$LIBRARY/kubernetes.sh"
}
