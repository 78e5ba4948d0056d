#!/usr/bin/env bash
# Copies images from one registry to another with Bakehouse (the whole program: ./build.sh --target=Cache-All), with skopeo
# sync --all, with crane cp (four at once) and with docker pull, tag and push, side by side, and compares: ten images that
# share a layer, from nothing, unchanged and with one changed; 200 unchanged tags; and Bakehouse's memory with a blob of
# 2 GB. Fails where a goal is missed. Usage: mirror.sh [ROUNDS] (3 if not given)
#
# It uses this clone's sandbox for Docker and the registries. skopeo and crane are packages of Debian (13, and unstable),
# which are unpacked with all they need and not installed. It needs jq, openssl, curl, git, apt-get and GNU time. What it
# writes is in .build/benchmarks (the layers stay there for the next time) and in a temporary folder that goes: some 6 GB. That
# folder is in memory where there is room for it: the registries wait for the disk with each blob, and would make all equally slow.
# shellcheck disable=SC2317 # functions are called by name, and by the trap
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=tests/benchmarks/lib.sh
source ./lib.sh
# shellcheck source=tests/benchmarks/images.sh
source ./images.sh
# shellcheck source=tests/benchmarks/peers.sh
source ./peers.sh

needs jq openssl curl git time
rounds=${1:-3}
memory=/dev/shm
room=$(df --output=avail --block-size=1G "$memory" 2>/dev/null | tail -n 1 || true)
free=$(awk '/^MemAvailable/ { print int($2 / 1000000) }' /proc/meminfo)
if [ "${room:-0}" -ge 8 ] && [ "$free" -ge 10 ]; then
  work=$(mktemp -d -p "$memory")
else
  work=$(mktemp -d)
fi
log=$work/log
data=$repository/.build/benchmarks/layers
mkdir -p "$data"
trap end EXIT

end() {
  [ -z "${upstream_process-}" ] || kill "$upstream_process"
  [ -z "${target_process-}" ] || kill "$target_process"
  rm -rf "$work"
}

# The target as it is before anything was copied.
empty_target() {
  [ -z "${target_process-}" ] || {
    kill "$target_process"
    wait "$target_process" || true
  }
  rm -rf "$work/target"
  serve target
  target=$served target_process=$served_process
}

# write_copies IMAGE:TAG,TAG…: the classes of what is to be copied
write_copies() {
  local entry tags number=0
  {
    printf 'using Cake.Frosting;\n\nnamespace Bakehouse.Images;\n'
    for entry in "$@"; do
      number=$((number + 1))
      tags=${entry#*:}
      printf '\n[TaskName("Cache-%s")]\npublic sealed class Copy%d : CachedImage\n{\n' "${entry%%:*}" "$number"
      printf '    protected internal override string Upstream => "docker.io/library/%s";\n' "${entry%%:*}"
      printf '    protected internal override IReadOnlyList<string> Tags => ["%s"];\n}\n' "${tags//,/\", \"}"
    done
  } >"$company/build/Images/CachedImages.cs"
  commit "Copies of $# images"
  "$company/build.sh" --target=List >/dev/null
}

bakehouse() {
  "$company/build.sh" --target=Cache-All --registry="$target" --upstream="docker.io=$upstream" --repository-prefix=bakehouse
}

# What a side copies: REPOSITORY:TAG, a line each, in the file $work/names.
skopeo_sync() {
  skopeo sync --all --src yaml --dest docker --src-tls-verify=false --dest-tls-verify=false "$work/sync.yml" "$target/skopeo"
}

crane_cp() {
  xargs -P 4 -I NAME crane cp --insecure "$upstream/NAME" "$target/crane/NAME" <"$work/names"
}

docker_push() {
  local name
  while read -r name; do
    docker pull --quiet "$upstream/$name"
    docker tag "$upstream/$name" "$target/docker/$name"
    docker push --quiet "$target/docker/$name"
  done <"$work/names"
}

# The engine keeps what it has pulled; a cold run has nothing.
forget() {
  [ "$1" = docker_push ] || return 0
  docker image ls --format '{{.Repository}}:{{.Tag}}' | grep -E "^($upstream|127\.0\.0\.1:[0-9]+/docker)/" \
    | xargs --no-run-if-empty docker image rm --force >/dev/null 2>&1 || true
}

# prepare_transfer: lists the layers of the ten images for transfer, and begins their uploads
prepare_transfer() {
  local layer place location
  : >"$work/reads" && : >"$work/writes"
  for layer in "$data"/shared.gz "$data"/app-{1..9}-amd64-?.gz "$data"/app-10-a*64-?.gz; do
    place=$(basename "$layer" | sed -n 's/^\(app-[0-9]*\).*/\1/p')
    printf 'url = "http://%s/v2/library/%s/blobs/%s"\noutput = "/dev/null"\n' "$upstream" "${place:-app-1}" "$(digest "$layer")" >>"$work/reads"
    location=$(curl -sS -X POST -D - -o /dev/null "$target/v2/transfer/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
    printf 'url = "%s&digest=%s"\nupload-file = "%s"\noutput = "/dev/null"\n' "$location" "$(digest "$layer")" "$layer" >>"$work/writes"
  done
}

# The bytes alone, which no copier can undercut: all layers are read by one curl, and at the same time written by another, from
# files. Nothing is checked, decided or named, and the uploads were begun before.
transfer() {
  curl -sSf --parallel --parallel-max 6 --config "$work/reads" &
  curl -sSf --parallel --parallel-max 6 --config "$work/writes"
  wait "$!"
}

# name_all REPOSITORY:TAG…: what the other sides copy
name_all() {
  printf '%s\n' "$@" >"$work/names"
  {
    printf '%s:\n  tls-verify: false\n  images:\n' "$upstream"
    printf '%s\n' "$@" | awk -F: '{ tags[$1] = tags[$1] (tags[$1] ? ", " : "") "\"" $2 "\"" } END {
      for (name in tags) printf "    %s: [%s]\n", name, tags[name] }'
  } >"$work/sync.yml"
}


# measure SIDE CASE: adds a line "seconds cpu-seconds peak-MB requests bytes" to the file SIDE-CASE
measure() {
  local from start wall bytes
  from=$(asked_so_far)
  start=$EPOCHREALTIME
  # A function is run by a shell of its own, which is what GNU time then measures, with all that it starts.
  export -f bakehouse skopeo_sync crane_cp docker_push transfer
  export company target upstream work
  command time --format='%U %S %M' --output="$work/time" bash -euc "$1" >"$log" 2>&1 || {
    cat "$log" >&2
    echo "failed: $1" >&2
    return 1
  }
  wall=$(elapsed "$start")
  bytes=$(tail -n "+$((from + 1))" "$requests" | awk '/"GET [^ ]*\/blobs\// { sum += $10 } END { printf "%d\n", sum / 1000000 }')
  awk -v wall="$wall" -v requests="$(asked "$from" | wc -l)" -v bytes="$bytes" \
    '{ printf "%s %.2f %d %d %s\n", wall, $1 + $2, $3 / 1000, requests, bytes }' "$work/time" >>"$work/$1-$2"
}

# column SIDE CASE NUMBER: its median
column() {
  awk -v column="$3" '{ print $column }' "$work/$1-$2" >"$work/column"
  median "$work/column"
}

# show CASE TITLE SIDE…
show() {
  local case=$1 side number
  printf '%-24s %9s %9s %9s %9s %9s\n' "$2" 'wall s' 'CPU s' 'peak MB' 'requests' 'MB read'
  for side in "${@:3}"; do
    printf '  %-22s' "$side"
    for number in 1 2 3 4 5; do
      printf ' %9s' "$(column "$side" "$case" "$number")"
    done
    echo
  done
}

# fill SIDE: its first copy, which is not measured. It has to work at once for Bakehouse. The others have more goes: the
# registry refuses a manifest that somebody writes at the same moment, and crane gives up.
fill() {
  local goes=5
  [ "$1" != bakehouse ] || goes=1
  until "$1" >"$log" 2>&1; do
    goes=$((goes - 1))
    [ "$goes" -gt 0 ] || {
      cat "$log" >&2
      echo "failed: $1" >&2
      return 1
    }
  done
}

readonly sides=(bakehouse skopeo_sync crane_cp docker_push)

# in_turns CASE: each side once, beginning with another one each round
in_turns() {
  local number
  for ((number = 0; number < ${#sides[@]}; number++)); do
    measure "${sides[(number + round) % ${#sides[@]}]}" "$1"
  done
}

use_sandbox
find_peers
serve upstream
upstream=$served upstream_process=$served_process requests=$work/upstream.requests
make_company
push_apps
write_copies app-{1..10}:1
name_all library/app-{1..10}:1

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  for ((side = 0; side < ${#sides[@]}; side++)); do
    one=${sides[(side + round) % ${#sides[@]}]}
    empty_target
    forget "$one"
    measure "$one" cold
    measure "$one" unchanged
    push_app 3 "-$round-$side"
    measure "$one" changed
  done
  empty_target
  prepare_transfer
  measure transfer cold
done

# 200 tags of 20 repositories: small images, as it is about asking, not about moving.
names=() copies=()
for number in {1..20}; do
  make_layer "small-$number" 20000
  push_image "library/small-$number" "small-$number" amd64 "small-$number"
  for tag in {1..10}; do
    push_manifest "library/small-$number" "$data/small-$number.json" "$manifest_type" "$tag"
    names+=("library/small-$number:$tag")
  done
  copies+=("small-$number:1,2,3,4,5,6,7,8,9,10")
done
write_copies "${copies[@]}"
name_all "${names[@]}"
empty_target
for side in "${sides[@]}"; do
  forget "$side"
  fill "$side"
done
for ((round = 1; round <= rounds; round++)); do
  in_turns many
done

# No archive: nobody unpacks it.
random 2000000000 big >"$data/big.gz"
digest "$data/big.gz" >"$data/big.id"
push_image library/big big amd64 big
push_manifest library/big "$data/big.json" "$manifest_type" 1
rm "$data/big.gz"
write_copies big:1
empty_target
measure bakehouse big

show cold "ten images, cold" "${sides[@]}" transfer
show unchanged "unchanged" "${sides[@]}"
show changed "one changed" "${sides[@]}"
show many "200 tags, unchanged" "${sides[@]}"
show big "a blob of 2 GB" bakehouse
goal "cold: of skopeo's time" "$(ratio "$(column bakehouse cold 1)" "$(column skopeo_sync cold 1)")" 0.6
echo "  the bytes alone, of skopeo's time: $(ratio "$(column transfer cold 1)" "$(column skopeo_sync cold 1)")"
for side in skopeo_sync crane_cp docker_push; do
  goal "200 tags: of the time of $side" "$(ratio "$(column bakehouse many 1)" "$(column "$side" many 1)")" 1
done
goal "peak memory with 2 GB, in MB" "$(column bakehouse big 3)" 120
exit "$missed"
