#!/bin/sh
# Runs tests inside an image. Usage: run-tests.sh FOLDER
#
# FOLDER/goss/goss, if there is one, is used where the image has no goss of its own.
# FOLDER/tests/NAME/ holds one image's tests: goss.yaml, tests/*.bats, tests/*.sh. What came of them is written to
# FOLDER/results/: what was printed (.out, as JUnit where the tool can), errors (.err), exit code (.exit), seconds (.time).
# FOLDER/results/packages has a line "NAME VERSION" for each package that the image has installed; there is no such file
# where no package manager tells. The exit code says only whether the tests could be run.
set -u
folder=$1
results=$folder/results
mkdir -p "$results" || exit 1
command -v goss >/dev/null || PATH=$PATH:$folder/goss

# run RESULT COMMAND…: keeps output, exit code and duration
run() {
  result=$results/$1
  shift
  start=$(date +%s)
  "$@" >"$result.out" 2>"$result.err" </dev/null
  echo $? >"$result.exit"
  echo $(($(date +%s) - start)) >"$result.time"
}

# Before the tests, as these may install something.
if command -v dpkg-query >/dev/null; then
  dpkg-query --show --showformat='${db:Status-Status} ${Package} ${Version}\n' \
    | sed -n 's/^installed //p' >"$results/packages"
elif command -v apk >/dev/null; then
  # "openssl-3.5.1-r0"
  apk info -v | sed -n 's/^\(.*\)-\([0-9][^-]*-r[0-9]*\)$/\1 \2/p' >"$results/packages"
fi

for tests in "$folder"/tests/*/; do
  image=$(basename "$tests")
  cd "$tests" || exit 1
  if [ -f goss.yaml ]; then
    run "$image.goss" goss --gossfile goss.yaml validate --format junit --no-color
  fi
  for file in tests/*.bats; do
    [ -e "$file" ] && run "$image.$(basename "$file")" bats --formatter junit "$file"
  done
  for file in tests/*.sh; do
    [ -e "$file" ] && run "$image.$(basename "$file")" sh "$file"
  done
done
exit 0
