#!/bin/sh
# Runs tests inside an image. Usage: run-tests.sh FOLDER IMAGE/FILE…
#
# FOLDER/tests/IMAGE/FILE is a file of tests: goss.yaml, tests/NAME.bats, tests/NAME.sh. The first one leaves FOLDER/results/
# 1.out (what was printed; of a shell test errors too), 1.err (errors) and 1.end (exit code, seconds since 1970 at its
# start and its end), the next one 2.out and so on. FOLDER/results/ is there before.
# FOLDER/goss/goss, if there is one, is used, and not the image's goss.
# FOLDER/results/packages has a line "NAME VERSION" for each package that the image has installed; there is no such file
# where no package manager tells.
#
# Needs nothing of the image but the shell that runs it: whoever reads the results finds out what is missing.
set -u
folder=$1
shift
goss=goss
if [ -e "$folder/goss/goss" ]; then
  goss=$folder/goss/goss
  PATH=$PATH:$folder/goss
fi

seconds() {
  date +%s 2>/dev/null || echo 0
}

# Before the tests, as these may install something.
if command -v dpkg-query >/dev/null; then
  dpkg-query --show --showformat='${db:Status-Status} ${Package} ${Version}\n' \
    | sed -n 's/^installed //p' >"$folder/results/packages"
elif command -v apk >/dev/null; then
  # "openssl-3.5.1-r0"
  apk info -v | sed -n 's/^\(.*\)-\([0-9][^-]*-r[0-9]*\)$/\1 \2/p' >"$folder/results/packages"
fi

number=0
for test; do
  number=$((number + 1))
  result=$folder/results/$number
  file=${test#*/}
  start=$(seconds)
  (
    cd "$folder/tests/${test%%/*}" || exit 1
    case $file in
      # What its commands print, goss tells at this level alone.
      goss.yaml) GOSS_LOGLEVEL=DEBUG exec "$goss" --gossfile goss.yaml validate --format json --no-color ;;
      *.bats) exec bats --formatter tap --timing "$file" ;;
      *) exec sh "$file" 2>&1 ;;
    esac
  ) >"$result.out" 2>"$result.err" </dev/null
  echo "$? $start $(seconds)" >"$result.end"
done
exit 0
