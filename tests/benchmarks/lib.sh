# What the benchmarks share; they source it. The machine may have other work, and figures of one run compare with one
# another only: so the sides take turns, and what counts are ratios of medians.
# shellcheck shell=bash disable=SC2034,SC2154,SC2164 # shared with what sources it, which has set -e

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly repository

# needs PROGRAM…: names those that this machine lacks, which are packages of the same name, and ends
needs() {
  local program missing=""
  for program in "$@"; do
    # Not "command -v": to a shell, time is a word of its own.
    [ -n "$(type -P "$program")" ] || missing+=" $program"
  done
  [ -z "$missing" ] || {
    echo "This benchmark needs$missing. Install it: apt-get install$missing" >&2
    exit 1
  }
}

# elapsed FROM: the seconds since FROM, a value of EPOCHREALTIME
elapsed() {
  awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.4f\n", to - from }'
}

# median FILE: the median of the numbers in a file, a line each
median() {
  sort -n "$1" | awk '{ t[NR] = $1 } END { printf "%.3f\n", (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2 }'
}

# seconds COMMAND…: prints how long it took; what it says goes to the file $log, which is shown where it fails
seconds() {
  local start=$EPOCHREALTIME
  "$@" >"$log" 2>&1 || {
    cat "$log" >&2
    echo "failed: $*" >&2
    return 1
  }
  elapsed "$start"
}

# goal WHAT MEASURED LIMIT: prints it, and notes in $missed where more was measured
missed=0
goal() {
  local verdict=ok
  awk -v measured="$2" -v limit="$3" 'BEGIN { exit measured > limit }' || {
    verdict=MISSED
    missed=1
  }
  printf '  %-44s %8s  (at most %s)  %s\n' "$1" "$2" "$3" "$verdict"
}

ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f\n", a / b }'
}

# Brings up the sandbox, and makes its engine and tools those of this shell.
use_sandbox() {
  "$repository/build.sh" --target=Sandbox-Up >"$log"
  local state=$repository/.sandbox/state.json
  PATH=$(jq -r '.state.path | join(":")' "$state"):$PATH
  DOCKER_HOST=$(jq -r .state.dockerHost "$state")
  BUILDX_CONFIG=$repository/.sandbox/buildx
  export PATH DOCKER_HOST BUILDX_CONFIG
}

# What the benchmarks compare with and build on: packages of Debian, unpacked here with what they need and not installed. They
# come from the archive that this machine's apt uses, which checks their signatures.
readonly peers=$repository/.build/benchmarks/peers

# apt_of SUITE COMMAND…: apt-get with lists of its own, of one suite
apt_of() {
  local state=$peers/apt-$1 uri
  mkdir -p "$state"/{lists,archives}/partial
  : >"$state/status"
  # A machine on which apt has never fetched its lists knows no releases.
  # shellcheck disable=SC2016 # apt's own variable
  uri=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' | sed '/security/d' | head -n 1)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $1 main" >"$state/sources.list"
  apt-get --quiet=2 -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::PreferencesParts=/dev/null -o Dir::State="$state" -o Dir::State::Status="$state/status" \
    -o Dir::Cache="$state" -o APT::Sandbox::User=root -o APT::Install-Recommends=false "${@:2}"
}

# unpack SUITE PACKAGE: the package with all that it depends on, into the folder $peers/PACKAGE
unpack() {
  [ ! -d "$peers/$2" ] || return 0
  apt_of "$1" update
  apt_of "$1" --download-only --yes install "$2" >/dev/null
  mkdir -p "$peers/$2.new"
  local archive
  for archive in "$peers/apt-$1/archives"/*.deb; do
    dpkg-deb --extract "$archive" "$peers/$2.new"
  done
  rm "$peers/apt-$1/archives"/*.deb
  mv "$peers/$2.new" "$peers/$2"
}

# serve NAME: starts a registry of the benchmark's own on a free port of the loopback, with its data in the folder $work/NAME:
# its host and port are in $served, its process in $served_process, the requests it gets in the file $work/NAME.requests, a
# line each.
serve() {
  local port=5200
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
  done
  served=127.0.0.1:$port
  cat >"$work/$1.yml" <<END
version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: $work/$1 } }
http: { addr: $served }
END
  docker-registry serve "$work/$1.yml" >"$work/$1.requests" 2>"$work/$1.log" &
  served_process=$!
  until (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    kill -0 "$served_process" || {
      cat "$work/$1.log" >&2
      return 1
    }
    sleep 0.05
  done
}

# Starts the registry that images are pushed to: $registry, $registry_process, and its requests in $requests.
start_registry() {
  serve registry
  registry=$served registry_process=$served_process requests=$work/registry.requests
}

# asked FROM [PATTERN]: methods and paths of the requests since line FROM of $requests
asked() {
  tail -n "+$(($1 + 1))" "$requests" | sed -n 's/^[^"]*"\([A-Z]* [^ ]*\) HTTP.*/\1/p' | grep "${2-}" || true
}

asked_so_far() {
  wc -l <"$requests"
}

# Makes the folder $company: a clone of Bakehouse that has none of its images, as a company has that brings its own. It
# stays where it is, so that it is compiled once only.
make_company() {
  company=$repository/.build/benchmarks/company
  rm -rf "$company"/{build,images,.git,artifacts}
  mkdir -p "$company/images"
  (
    cd "$repository"
    cp -R build build.sh global.json VERSION .gitattributes .gitignore Directory.* "$company"
  )
  grep --files-with-matches '^\[TaskName(' "$company"/build/Images/*.cs | xargs rm
  git -C "$company" init --quiet --initial-branch=main
}

# commit MESSAGE: commits what is in $company, and sets the facts as a pipeline of the default branch has them
commit() {
  git -C "$company" add --all
  git -C "$company" -c user.name=Benchmark -c user.email=benchmark@example.org commit --quiet --message="$1"
  CI_COMMIT_SHA=$(git -C "$company" rev-parse HEAD)
  export CI_COMMIT_SHA CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main CI_COMMIT_REF_SLUG=main
}
