#!/bin/sh
# self-test: what it runs, what it answers, and that it names what failed.
set -u

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work"
export SELF_TEST_DIR="$work/checks"

fail() {
    echo "FAILED: $1" >&2
    cat "$work/output" >&2
    exit 1
}

# expect STATUS COMMAND...
expect() {
    expected=$1
    shift
    "$@" >"$work/output" 2>&1
    status=$?
    [ "$status" -eq "$expected" ] || fail "$*: expected exit status $expected, found $status"
}

says() {
    grep -q -e "$1" "$work/output" || fail "the output does not have: $1"
}

# Starts over with no check at all.
no_checks() {
    rm -rf "$SELF_TEST_DIR"
    mkdir -p "$SELF_TEST_DIR/liveness" "$SELF_TEST_DIR/readiness"
}

# check NAME: the check's content comes from stdin
check() {
    cat >"$SELF_TEST_DIR/$1"
}

no_checks
expect 0 self-test
echo 'exit 0' | check passes.sh
printf 'command:\n  "true":\n    exit-status: 0\n' | check passes.yaml
expect 0 self-test
expect 0 setpriv --reuid 12345 --regid 12345 --clear-groups self-test

echo 'echo the reason; exit 3' | check broken.sh
expect 1 self-test
says "$SELF_TEST_DIR/broken.sh"
says 'the reason'

no_checks
printf 'file:\n  /no/such/file:\n    exists: true\n' | check broken.yaml
expect 1 self-test
says "$SELF_TEST_DIR/broken.yaml"
says '/no/such/file'

no_checks
echo 'no: [goss' | check syntax.yaml
expect 1 self-test
says "$SELF_TEST_DIR/syntax.yaml"

no_checks
printf '@test "a bats check" {\n  false\n}\n' | check broken.bats
expect 1 self-test
says "$SELF_TEST_DIR/broken.bats"
if command -v bats >/dev/null; then
    says 'a bats check'
    printf '@test "a bats check" {\n  true\n}\n' | check broken.bats
    expect 0 self-test
else
    says 'bats is not in this image'
fi

no_checks
echo 'data' | check data.txt
expect 1 self-test
says 'data.txt'

no_checks
echo 'exit 0' | check "two words.sh"
expect 2 self-test
says 'two words'

no_checks
echo 'exit 1' | check general.sh
echo 'exit 1' | check readiness/later.sh
expect 0 self-test liveness
expect 1 self-test readiness
says later.sh
expect 1 self-test
says general.sh

no_checks
expect 0 self-test readiness
expect 1 env MAINTENANCE=1 self-test readiness
says 'maintenance mode'
echo 'exit 1' | check liveness/service.sh
expect 1 self-test liveness
expect 0 env MAINTENANCE=1 self-test liveness

no_checks
echo 'exit 1' | check broken.sh
expect 1 self-test --format junit
says '<testsuite'

expect 2 self-test livenes
says 'livenes'
expect 0 self-test --help
