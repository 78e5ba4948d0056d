# The upstream that mirror.sh copies from: images whose layers are real archives, so that Docker takes them too, of a
# content that nothing compresses and that is the same in every run. They are put into the registry by hand.
# shellcheck shell=bash disable=SC2154 # shared with what sources it, which has set -e

# random BYTES SEED: so many bytes, the same for the same seed
random() {
  head -c "$1" /dev/zero | openssl enc -aes-128-ctr -K "$(printf '%s' "$2" | md5sum | cut -c1-32)" -iv 0 2>/dev/null
}

# digest FILE
digest() {
  printf 'sha256:%s' "$(sha256sum "$1" | cut -d' ' -f1)"
}

# make_layer NAME BYTES: the files NAME.gz, which is the layer, and NAME.id, the digest of what is packed in it
make_layer() {
  [ ! -e "$data/$1.gz" ] || return 0
  mkdir -p "$data/tree"
  random "$2" "$1" >"$data/tree/$1"
  tar -C "$data/tree" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$data/$1.tar" "$1"
  digest "$data/$1.tar" >"$data/$1.id"
  gzip -1 -n -c "$data/$1.tar" >"$data/$1.gz"
  rm -r "$data/$1.tar" "$data/tree"
}

# push_blob REPOSITORY FILE
push_blob() {
  local blob location
  blob=$(digest "$2")
  [ "$(curl -sSI -o /dev/null -w '%{http_code}' "$upstream/v2/$1/blobs/$blob")" != 200 ] || return 0
  location=$(curl -sS -X POST -D - -o /dev/null "$upstream/v2/$1/blobs/uploads/" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p')
  curl -sSf -o /dev/null -X PUT -T "$2" -H 'Content-Type: application/octet-stream' "$location&digest=$blob"
}

# descriptor FILE TYPE [MORE]
descriptor() {
  printf '{"mediaType":"%s","size":%d,"digest":"%s"%s}' "$2" "$(stat -c %s "$1")" "$(digest "$1")" "${3-}"
}

# push_manifest REPOSITORY FILE TYPE NAME: NAME is a tag or a digest
push_manifest() {
  curl -sSf -o /dev/null -X PUT -H "Content-Type: $3" --data-binary "@$2" "$upstream/v2/$1/manifests/$4"
}

readonly manifest_type=application/vnd.docker.distribution.manifest.v2+json
readonly list_type=application/vnd.docker.distribution.manifest.list.v2+json
readonly layer_type=application/vnd.docker.image.rootfs.diff.tar.gzip
readonly config_type=application/vnd.docker.container.image.v1+json

# push_image REPOSITORY NAME ARCHITECTURE LAYER…: leaves the manifest in $data/NAME.json
push_image() {
  local place=$1 name=$2 architecture=$3 layer ids='' layers=''
  shift 3
  for layer in "$@"; do
    ids+=,\"$(cat "$data/$layer.id")\"
    layers+=,$(descriptor "$data/$layer.gz" "$layer_type")
    push_blob "$place" "$data/$layer.gz"
  done
  printf '{"architecture":"%s","os":"linux","config":{"Labels":{"name":"%s"}},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$architecture" "$name" "${ids#,}" >"$data/$name.config"
  push_blob "$place" "$data/$name.config"
  printf '{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}' \
    "$manifest_type" "$(descriptor "$data/$name.config" "$config_type")" "${layers#,}" >"$data/$name.json"
  push_manifest "$place" "$data/$name.json" "$manifest_type" "$(digest "$data/$name.json")"
}

# push_app NUMBER [CONTENT]: the image library/app-NUMBER:1 of the shared layer and three of its own; the tenth is an index
# of two platforms
push_app() {
  local place=library/app-$1 name=app-$1${2-} architecture layer
  for architecture in amd64 arm64; do
    for layer in a b c; do
      make_layer "$name-$architecture-$layer" 8600000
    done
    push_image "$place" "$name-$architecture" "$architecture" shared "$name-$architecture"-{a,b,c}
    if [ "$1" != 10 ]; then
      push_manifest "$place" "$data/$name-$architecture.json" "$manifest_type" 1
      return
    fi
  done
  printf '{"schemaVersion":2,"mediaType":"%s","manifests":[%s,%s]}' "$list_type" \
    "$(descriptor "$data/$name-amd64.json" "$manifest_type" ',"platform":{"os":"linux","architecture":"amd64"}')" \
    "$(descriptor "$data/$name-arm64.json" "$manifest_type" ',"platform":{"os":"linux","architecture":"arm64"}')" \
    >"$data/$name.json"
  push_manifest "$place" "$data/$name.json" "$list_type" 1
}

# push_apps: ten images: 12 manifests, 45 distinct blobs, 377 MB
push_apps() {
  local number
  make_layer shared 93000000
  for number in {1..10}; do
    push_app "$number"
  done
}
