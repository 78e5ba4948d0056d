#!/usr/bin/env bash
# Measures how long ./build.sh takes, warm, against an up to date `dotnet run` of the same project, as medians.
# Fails where that is more than a fifth. Usage: startup.sh [RUNS] (10 if not given)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

runs=${1:-10}
limit=0.2
direct="./build.sh --target=List"
compared="dotnet run --project build/Bakehouse.csproj -- --target=List"

# Each once, so that neither has anything left to compile.
$direct >/dev/null
$compared >/dev/null

# Prints the two medians, in seconds.
measure() {
  local csv
  csv=$(mktemp)
  hyperfine --shell=none --warmup=1 --runs="$runs" --export-csv="$csv" "$direct" "$compared" >&2
  awk -F, 'NR > 1 { print $(NF - 4) }' "$csv"
  rm "$csv"
}

# The same without hyperfine: the commands take turns, so that whatever else the machine does meets both.
measure_in_turns() {
  local -a direct_times=() compared_times=()
  local start i
  for ((i = 0; i < runs; i++)); do
    start=$EPOCHREALTIME
    $direct >/dev/null
    direct_times+=("$(elapsed "$start")")
    start=$EPOCHREALTIME
    $compared >/dev/null
    compared_times+=("$(elapsed "$start")")
  done
  median "${direct_times[@]}"
  median "${compared_times[@]}"
}

elapsed() {
  awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.4f\n", to - from }'
}

median() {
  printf '%s\n' "$@" | sort -n | awk '{ t[NR] = $1 } END { print (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2 }'
}

if command -v hyperfine >/dev/null; then
  medians=$(measure)
else
  medians=$(measure_in_turns)
fi

# shellcheck disable=SC2086 # two numbers
set -- $medians
awk -v direct="$1" -v compared="$2" -v limit="$limit" -v runs="$runs" 'BEGIN {
  printf "./build.sh   %.3f s\ndotnet run   %.3f s\nratio        %.3f (at most %s; medians of %d runs)\n",
    direct, compared, direct / compared, limit, runs
  exit direct / compared > limit
}'
