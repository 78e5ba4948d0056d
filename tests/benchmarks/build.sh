#!/usr/bin/env bash
# Builds and pushes a tree of eight images with Bakehouse and with docker buildx bake, on one engine and to one registry,
# and compares: cold, with nothing changed, with one leaf changed, and cold with tests (which bake does not have).
# Fails where a goal is missed. Usage: build.sh [ROUNDS [JOBS]] (3 rounds if not given, and Bakehouse's own number of jobs)
#
# It uses this clone's sandbox, and empties the build cache of its engine. It needs jq, openssl, git and apt-get. What it
# writes is in .build/benchmarks, in a temporary folder that goes, and in a registry that goes with it.
# shellcheck disable=SC2317 # functions are called by name, and by the trap
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=tests/benchmarks/lib.sh
source ./lib.sh
# shellcheck source=tests/benchmarks/tree.sh
source ./tree.sh

needs jq openssl git
rounds=${1:-3}
jobs=${2:+--jobs=$2}
work=$(mktemp -d)
log=$work/log
trap end EXIT

end() {
  [ -z "${registry_process-}" ] || kill "$registry_process"
  rm -rf "$work"
  [ -z "${registry-}" ] || remove_images
}

remove_images() {
  docker image ls --quiet --filter "reference=$registry/*/*" \
    | sort --unique | xargs --no-run-if-empty docker image rm --force >/dev/null
}

# bakehouse ARGUMENT…: pushes the tree; $prefix says where to
bakehouse() {
  # shellcheck disable=SC2086 # nothing, or one word
  "$company/build.sh" --target=Push-All --registry="$registry" --repository-prefix="bakehouse-$prefix" $jobs "$@"
}

bake() {
  write_bakefile "$company/images" "$work/bake.hcl" "bake-$prefix" latest main "$CI_COMMIT_SHA"
  docker buildx bake --progress=plain --push --file "$work/bake.hcl"
}

# Both sides at once would share the machine, one behind the other what the first has left: so each starts from nothing.
forget() {
  docker buildx prune --all --force >/dev/null
}

# measure SIDE CASE: adds the seconds to the file SIDE-CASE
measure() {
  seconds "$1" >>"$work/$1-$2"
}

# A docker that tells, and does nothing, and an engine that is none: what needs neither does not notice.
without_docker() {
  local folder=$work/no-docker
  mkdir -p "$folder"
  printf '#!/bin/sh\necho "$*" >>%s\nexit 1\n' "$work/docker-commands" >"$folder/docker"
  chmod +x "$folder/docker"
  PATH=$folder:$PATH DOCKER_HOST=tcp://127.0.0.1:1 bakehouse "$@"
}

# built: how many images the last run of Bakehouse has built
built() {
  jq '[.images[] | select(.action == "Build")] | length' "$company/artifacts/plan.json"
}

# Once more with nothing changed: without docker, and with an eye on the requests.
look_closer() {
  local from
  from=$(asked_so_far)
  seconds without_docker >>"$work/bakehouse-unchanged"
  asked "$from" >"$work/asked"
}

plan_leaf() {
  "$company/build.sh" --target=Plan --registry="$registry" --repository-prefix="bakehouse-$prefix" >/dev/null
  built >>"$work/built"
}

compare() {
  local ours theirs
  ours=$(median "$work/bakehouse-$1") theirs=$(median "$work/bake-$1")
  printf '%s: Bakehouse %s s, bake %s s\n' "$2" "$ours" "$theirs"
  goal "of bake's time" "$(ratio "$ours" "$theirs")" "$3"
}

use_sandbox
start_registry
make_company
push_external
: >"$work/docker-commands"
write_tree "$company/images"
commit "The tree"
"$company/build.sh" --target=List >/dev/null

for ((round = 1; round <= rounds; round++)); do
  prefix=$round-$$
  echo "round $round of $rounds" >&2
  sides=(bakehouse bake)
  ((round % 2)) || sides=(bake bakehouse)

  # One side to its end before the other begins, and forgets what the engine has of both.
  for side in "${sides[@]}"; do
    forget
    measure "$side" cold
    measure "$side" unchanged
    [ "$side" = bake ] || look_closer

    echo "$side $prefix" >"$company/images/$leaf/content"
    commit "Another leaf for $side in round $prefix"
    [ "$side" = bake ] || plan_leaf
    measure "$side" leaf
  done
done

compare cold "cold" 1.05
compare leaf "one leaf changed" 0.9
goal "images built, at most" "$(sort -n "$work/built" | tail -n 1)" 1
compare unchanged "nothing changed" 0.35
goal "requests other than HEAD" "$(grep -vc '^HEAD ' "$work/asked" || true)" 0
goal "requests asked twice" "$(sort "$work/asked" | uniq -d | wc -l)" 0
goal "requests: 8 fingerprints, 24 tags, 1 external" "$(wc -l <"$work/asked")" 33
goal "docker commands" "$(wc -l <"$work/docker-commands")" 0

write_tests "$company/images"
commit "Tests"
for ((round = 1; round <= rounds; round++)); do
  prefix=tests-$round-$$
  for side in bakehouse bake; do
    forget
    measure "$side" tested
  done
done
printf 'cold, with tests: Bakehouse %s s (bake without them %s s)\n' \
  "$(median "$work/bakehouse-tested")" "$(median "$work/bake-tested")"
goal "of bake's time without tests" "$(ratio "$(median "$work/bakehouse-tested")" "$(median "$work/bake-tested")")" 1.5
exit "$missed"
