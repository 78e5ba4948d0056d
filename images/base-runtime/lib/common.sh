# shellcheck shell=dash
# Logging, checks of what a script needs, and retries. For dash and bash; sourced, not run.

# log LEVEL MESSAGE...: one line on stderr, so that a function's result on stdout stays clean.
log() {
    local level=$1
    shift
    printf '%s %-5s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$level" "$*" >&2
}

log_info() { log INFO "$@"; }
log_warn() { log WARN "$@"; }
log_error() { log ERROR "$@"; }

# require_variables NAME...: fails and names every variable that is unset or empty.
require_variables() {
    local name value missing=
    for name in "$@"; do
        case $name in
            '' | [0-9]* | *[!A-Za-z0-9_]*)
                log_error "'$name' is no name of a variable"
                return 2
                ;;
        esac
        eval "value=\${$name-}"
        [ -n "$value" ] || missing="$missing $name"
    done
    [ -z "$missing" ] && return
    log_error "these variables must be set:$missing"
    return 1
}

# require_commands NAME...: fails and names every command that is not installed.
require_commands() {
    local name missing=
    for name in "$@"; do
        command -v "$name" >/dev/null || missing="$missing $name"
    done
    [ -z "$missing" ] && return
    log_error "these commands must be installed:$missing"
    return 1
}

# retry ATTEMPTS COMMAND...: until COMMAND succeeds, waiting 1, 2, 4, ... at most 30 seconds in between.
# The status is that of the last attempt.
retry() {
    local attempts=$1 attempt=1 delay=1 status
    shift
    while true; do
        "$@" && return
        status=$?
        if [ "$attempt" -ge "$attempts" ]; then
            log_error "$1 failed $attempt times, the last time with status $status"
            return "$status"
        fi
        log_warn "$1 failed with status $status; attempt $((attempt + 1)) of $attempts in $delay s"
        sleep "$delay"
        attempt=$((attempt + 1))
        delay=$((delay * 2))
        [ "$delay" -le 30 ] || delay=30
    done
}
