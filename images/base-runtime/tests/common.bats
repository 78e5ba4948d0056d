#!/usr/bin/env bats
load helpers

@test "log_info writes to stderr, with level and message" {
    run --separate-stderr log_info hello world
    [ -z "$output" ]
    # shellcheck disable=SC2154 # set by run --separate-stderr
    [[ $stderr == *"Z INFO  hello world" ]]
}

@test "require_variables passes when all are set" {
    A=1 B=2 require_variables A B
}

@test "require_variables names each missing variable, and no other" {
    A=1 EMPTY='' run require_variables A EMPTY UNSET_ONE
    [ "$status" -eq 1 ]
    [[ $output == *"must be set: EMPTY UNSET_ONE" ]]
}

@test "require_variables works under set -u" {
    run sh -euc ". $LIBRARY/common.sh; require_variables UNSET_ONE"
    [ "$status" -eq 1 ]
    [[ $output == *"must be set: UNSET_ONE" ]]
}

@test "require_variables evaluates no code that comes as a name" {
    run require_variables 'A;touch evaluated'
    [ "$status" -eq 2 ]
    [ ! -e evaluated ]
}

@test "require_commands names what is not installed" {
    run require_commands sh no-such-command
    [ "$status" -eq 1 ]
    [[ $output == *"must be installed: no-such-command" ]]
}

@test "retry stops at the first success" {
    stub sleep <<<'exit 0'
    stub flaky <<<'[ "$(grep -c ^flaky "$CALLS")" -ge 3 ]'
    run retry 5 flaky
    [ "$status" -eq 0 ]
    [ "$(grep -c ^flaky "$CALLS")" -eq 3 ]
}

@test "retry doubles its delay up to 30 seconds and returns the last status" {
    stub sleep <<<'exit 0'
    stub broken <<<'exit 7'
    run retry 8 broken one 'two words'
    [ "$status" -eq 7 ]
    [ "$(grep -c '^broken one two words$' "$CALLS")" -eq 8 ]
    [ "$(grep ^sleep "$CALLS" | tr '\n' ' ')" = "sleep 1 sleep 2 sleep 4 sleep 8 sleep 16 sleep 30 sleep 30 " ]
}
