#!/bin/sh
# Runs Bakehouse: ./build.sh --target=Push-All. The program is published once, and again when what it is made of has
# changed, so that a call costs the start of a compiled program and no look through the projects.
set -eu
case $0 in */*) cd -- "${0%/*}" ;; esac

# The .NET SDK needs no ICU for what it does here, and has nothing to say at its first start.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}"
# Pages of code that can be written to or run, and never both, cost a tenth of a start.
export DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

programs=.build/program

# The contents decide, not the times: to another branch and back again is no change.
key=$(
  {
    printf '%s\n' "${UsePublishedPackages-}"
    find build Directory.* global.json build.sh -type f ! -name '.*' -exec cksum {} +
  } | LC_ALL=C sort | cksum
)
program=$programs/${key% *}-${key#* }

# The first dotnet that has an SDK which global.json accepts.
find_dotnet() {
  for candidate in "$(command -v dotnet)" "${DOTNET_ROOT:-/usr/share/dotnet}/dotnet" "${HOME-}/.dotnet/dotnet"; do
    if [ -x "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  version=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\)\..*/\1/p' global.json)
  {
    echo "build.sh: There is no .NET SDK $version on this machine."
    echo "  Install it in your home folder (build.sh finds it there) with this line:"
    echo "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash /dev/stdin --channel $version"
  } >&2
  return 1
}

publish() {
  dotnet=$(find_dotnet)
  mkdir -p "$programs"
  work=$programs/work
  exec 9>"$programs/lock"
  if command -v flock >/dev/null; then
    flock 9
  else
    work=$work.$$
  fi
  if [ -x "$program/dotnet" ]; then
    exec 9>&-
    return
  fi

  echo "build.sh: compiling Bakehouse, once" >&2
  rm -rf "$program" "$work/published"
  # What the compiler's analyzers find is the business of the target Check. No build server is left running.
  "$dotnet" publish build/Bakehouse.csproj --configuration Release --use-current-runtime --no-self-contained \
    --artifacts-path "$work" --output "$work/published" --nologo --verbosity quiet -nodeReuse:false \
    -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:UseSharedCompilation=false >"$work.log" 2>&1 9>&- || {
    code=$?
    cat "$work.log" >&2
    echo "build.sh: Bakehouse could not be compiled." >&2
    exit "$code"
  }
  ln -s "$dotnet" "$work/published/dotnet"
  : >"$work/published/used"
  mv "$work/published" "$program"

  # A run that is still going on may be of an older program, so the last few stay.
  find "$programs"/*-*/used -exec ls -t {} + | sed -e '1,5d' -e 's,/used$,,' | xargs rm -rf
  exec 9>&-
}

[ -x "$program/dotnet" ] || publish
: >"$program/used"
exec "$program/dotnet" "$program/Bakehouse.dll" "$@"
