# The tree of images that build.sh measures with: eight in four levels, each of a RUN that sleeps two seconds and writes
# 8 MB. Its functions write it for Bakehouse, and for docker buildx bake.
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shared with what sources it, which has set -e

# NAME:PARENT, parents first
readonly tree=(one: two-a:one two-b:one three-a:two-a three-b:two-a three-c:two-b four-a:three-a four-b:three-c)
readonly leaf=four-b
readonly external=benchmark/external:1

# Pushes the image that the tree stands on: a shell, and 9 MB that no compression makes less, the same in every run.
push_external() {
  local folder=$work/external
  mkdir -p "$folder"/{bin,tmp}
  unpack trixie busybox-static
  cp "$peers/busybox-static/usr/bin/busybox" "$folder/bin/busybox"
  (
    cd "$folder"
    for program in sh sleep tail head mkdir basename date; do
      ln -s busybox "bin/$program"
    done
    head -c 9000000 /dev/zero | openssl enc -aes-128-ctr -K 0123456789abcdef0123456789abcdef -iv 0 >seed 2>/dev/null
  )
  tar -C "$folder" -c . | docker import - "$registry/$external" >/dev/null
  docker push --quiet "$registry/$external" >/dev/null
}

# write_tree FOLDER: one folder per image
write_tree() {
  local entry name parent argument number=0
  for entry in "${tree[@]}"; do
    name=${entry%:*} parent=${entry#*:} number=$((number + 1))
    mkdir -p "$1/$name"
    echo "$name" >"$1/$name/content"
    if [ -n "$parent" ]; then
      argument=$(tr a-z- A-Z_ <<<"$parent")
      printf 'ARG %s=%s\nFROM ${%s}\n' "$argument" "$parent" "$argument"
    else
      echo "FROM $registry/$external"
    fi >"$1/$name/Dockerfile"
    cat >>"$1/$name/Dockerfile" <<END
COPY content /content/$name
RUN sleep 2 && tail -c +$((number * 1000)) /seed | head -c 8388608 >/layer-$name
END
  done
}

# write_tests FOLDER: a test of each image
write_tests() {
  local name
  for name in "${tree[@]%:*}"; do
    mkdir -p "$1/$name/tests"
    echo "test -s /layer-$name" >"$1/$name/tests/layer.sh"
  done
}

# write_bakefile FOLDER FILE PREFIX TAG…: the same tree for bake, under the same tags
write_bakefile() {
  local folder=$1 file=$2 prefix=$3 entry name parent
  shift 3
  {
    printf 'group "default" { targets = [%s] }\n' "$(printf '"%s", ' "${tree[@]%:*}")"
    for entry in "${tree[@]}"; do
      name=${entry%:*} parent=${entry#*:}
      echo "target \"$name\" {"
      echo "  context = \"$folder/$name\""
      [ -z "$parent" ] || echo "  contexts = { $parent = \"target:$parent\" }"
      echo "  tags = [$(printf "\"$registry/$prefix/$name:%s\", " "$@")]"
      echo "}"
    done
  } >"$file"
}
