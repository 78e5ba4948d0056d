#!/bin/sh
# The entrypoint: exit status, signals, orphans, maintenance mode.
set -u

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $1" >&2
    exit 1
}

# Runs "$@" again and again until it succeeds.
eventually() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || return 1
        sleep 0.05
    done
}

# Ends the process $1 with TERM and expects the exit status $2.
terminates_with() {
    kill -TERM "$1"
    wait "$1"
    status=$?
    [ "$status" -eq "$2" ] || fail "$3: expected exit status $2, found $status"
}

gone() { ! [ -e "/proc/$1" ]; }
runs_nothing_but_sleep() { tr '\0' ' ' <"/proc/$1/cmdline" | grep -q '^tini -s -- sleep infinity $'; }

entrypoint sh -c 'exit 7'
[ $? -eq 7 ] || fail "the exit status of the command is not that of the container"

entrypoint /no/such/command 2>"$work/error"
[ $? -eq 127 ] || fail "an unknown command did not end with 127"
grep -q /no/such/command "$work/error" || fail "the error does not name the unknown command"

# INT is missing here: a shell without job control starts its background commands with INT ignored.
for signal in TERM HUP USR1; do
    rm -f "$work/ready"
    entrypoint sh -c "trap 'exit 42' $signal; touch $work/ready; while :; do sleep 0.05; done" &
    eventually test -e "$work/ready" || fail "the command did not start"
    kill -s "$signal" $!
    wait $!
    status=$?
    [ "$status" -eq 42 ] || fail "$signal was not handed on: expected exit status 42, found $status"
done

# The inner shell leaves its child behind; somebody must wait for it, or it stays a zombie.
entrypoint sh -c "sh -c 'sleep 0.1 & echo \$! > $work/orphan'; sleep infinity" &
eventually test -s "$work/orphan" || fail "the orphan did not start"
eventually gone "$(cat "$work/orphan")" || fail "an orphan was not reaped: $(grep State "/proc/$(cat "$work/orphan")/status")"
terminates_with $! 143 "a plain command"

MAINTENANCE=1 entrypoint touch "$work/ran" 2>/dev/null &
eventually runs_nothing_but_sleep $! || fail "MAINTENANCE=1: the container does not stay up"
terminates_with $! 143 "MAINTENANCE=1"
[ ! -e "$work/ran" ] || fail "MAINTENANCE=1: the command was run"

touch "$work/maintenance"
MAINTENANCE_FILE=$work/maintenance entrypoint touch "$work/ran" 2>/dev/null &
eventually runs_nothing_but_sleep $! || fail "MAINTENANCE_FILE: the container does not stay up"
terminates_with $! 143 "MAINTENANCE_FILE"
[ ! -e "$work/ran" ] || fail "MAINTENANCE_FILE: the command was run"

MAINTENANCE=0 MAINTENANCE_FILE=$work/none entrypoint touch "$work/ran"
[ -e "$work/ran" ] || fail "without maintenance mode the command was not run"
