#!/usr/bin/env bash
# Plans a tree of a thousand images that are all in the registry, against the same requests sent by curl over as many
# connections, and looks at the memory that the plan takes. Fails where it takes more than five times curl's time, or
# 200 MB. Usage: thousand.sh [ROUNDS] (5 if not given)
#
# It uses the registry program of this clone's sandbox, and needs jq, curl and git. What it writes is in .build/benchmarks, in a
# temporary folder that goes, and in a registry that goes with it.
# shellcheck disable=SC2317 # functions are called by name, and by the trap
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=tests/benchmarks/lib.sh
source ./lib.sh

needs jq curl git
rounds=${1:-5}
connections=16
media_type=application/vnd.oci.image.manifest.v1+json
work=$(mktemp -d)
log=$work/log
trap end EXIT

end() {
  [ -z "${registry_process-}" ] || kill "$registry_process"
  rm -rf "$work"
}

# write_image NAME [PARENT]
write_image() {
  local folder=$company/images/$1 argument
  mkdir "$folder"
  if [ -n "${2-}" ]; then
    argument=${2^^}
    printf 'ARG %s=%s\nFROM ${%s}\n' "${argument//-/_}" "$2" "${argument//-/_}"
  else
    echo "FROM scratch"
  fi >"$folder/Dockerfile"
  echo "COPY content /$1" >>"$folder/Dockerfile"
  echo "$1" >"$folder/content"
}

# Ten roots, nine images on each, and ten on each of those.
write_tree() {
  local root middle leaf
  for root in {0..9}; do
    write_image "root-$root"
    for middle in {1..9}; do
      write_image "middle-$root-$middle" "root-$root"
      for leaf in {0..9}; do
        write_image "leaf-$root-$middle-$leaf" "middle-$root-$middle"
      done
    done
  done
}

plan() {
  "$company/build.sh" --target=Plan --registry="$registry"
}

# send FILE: sends the requests that a file of curl's options names
send() {
  curl --no-progress-meter --parallel --parallel-immediate --parallel-max "$connections" --config "$1"
}

# Pushes one empty image to all repositories, under the names that Bakehouse looks for. A fingerprint is known when the
# parent is there: so the roots go first, then what stands on them.
push() {
  local config='{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}' digest name tag level
  printf %s "$config" >"$work/config"
  digest=sha256:$(sha256sum "$work/config" | cut -d ' ' -f 1)
  printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%d},"layers":[]}' \
    "$media_type" application/vnd.oci.image.config.v1+json "$digest" "${#config}" \
    >"$work/manifest"

  local upload
  upload=$(curl --silent --head --request POST "http://$registry/v2/source/blobs/uploads/" \
    | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  curl --silent --fail --header "Content-Type: application/octet-stream" --request PUT \
    --data-binary "@$work/config" "$upload&digest=$digest"

  for level in root middle leaf; do
    plan >"$log"
    jq -r --arg level "$level" '.images[] | select(.name | startswith($level)) | .name' "$company/artifacts/plan.json" \
      | while read -r name; do
        printf 'next\nfail\noutput = /dev/null\nrequest = POST\nurl = "http://%s/v2/%s/blobs/uploads/?mount=%s&from=source"\n' \
          "$registry" "$name" "$digest"
      done | tail -n +2 >"$work/mounts"
    send "$work/mounts"
    jq -r --arg level "$level" '.images[] | select(.name | startswith($level))
      | . as $image | ["fp-\(.fingerprint)", "fp-\(.fingerprint)-t\(.testHash[:16])", .tags[].name][]
      | "\($image.name) \(.)"' "$company/artifacts/plan.json" \
      | while read -r name tag; do
        printf 'next\nfail\noutput = /dev/null\nrequest = PUT\nheader = "Content-Type: %s"\n' "$media_type"
        printf 'data-binary = "@%s"\nurl = "http://%s/v2/%s/manifests/%s"\n' \
          "$work/manifest" "$registry" "$name" "$tag"
      done | tail -n +2 >"$work/tags"
    send "$work/tags"
  done
}

# peak COMMAND…: runs it, and prints the most memory that its process had, in MB
peak() {
  local process most=0 now
  "$@" >"$log" 2>&1 &
  process=$!
  while now=$(awk '/^VmHWM/ { print int($2 / 1000) }' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
    most=$now
    sleep 0.01
  done
  wait "$process"
  echo "$most"
}

use_sandbox
start_registry
make_company
write_tree
commit "A thousand images"
"$company/build.sh" --target=List >"$log"
push

from=$(asked_so_far)
plan >"$log"
asked "$from" >"$work/asked"
sed -n "s,^HEAD \\(.*\\),next\nfail\nhead\noutput = /dev/null\nheader = \"Accept: $media_type\"\nurl = \"http://$registry\\1\",p" \
  "$work/asked" | tail -n +2 >"$work/heads"
for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  seconds plan >>"$work/plan"
  seconds send "$work/heads" >>"$work/curl"
done

ours=$(median "$work/plan") theirs=$(median "$work/curl")
printf 'a plan of %d images, %d requests: Bakehouse %s s, curl %s s\n' \
  "$(jq '.images | length' "$company/artifacts/plan.json")" "$(wc -l <"$work/asked")" "$ours" "$theirs"
goal "images that are not all there" "$(jq '[.images[] | select(.action != "Nothing")] | length' "$company/artifacts/plan.json")" 0
goal "requests other than HEAD" "$(grep -vc '^HEAD ' "$work/asked" || true)" 0
goal "requests: 1000 fingerprints, 3000 tags" "$(wc -l <"$work/asked")" 4000
goal "of curl's time" "$(ratio "$ours" "$theirs")" 5
goal "memory, MB" "$(peak "$company/build.sh" --target=Plan --registry="$registry")" 200
exit "$missed"
