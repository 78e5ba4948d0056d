#!/bin/sh
# Sources in good style pass; each kind of fault is found, and its file is named.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
good=$work/good
mkdir "$good"
printf 'int\nadd(int a, int b)\n{\n\treturn a + b;\n}\n' >"$good/add.c"
printf 'SELECT 1;\n' >"$good/one.sql"
printf '#!/bin/sh\necho ok\n' >"$good/run.sh"
printf 'print("ok")\n' >"$good/ok.py"
check-style "$good"

# finds FILE TEXT
finds() {
  rm -rf "$work/bad"
  cp -r "$good" "$work/bad"
  printf '%b' "$2" >"$work/bad/$1"
  if check-style "$work/bad" >"$work/log" 2>&1; then
    echo "FAILED: $1 passed" >&2
    exit 1
  fi
  grep -F "$1" "$work/log" >/dev/null || {
    echo "FAILED: $1 is not named:" >&2
    cat "$work/log" >&2
    exit 1
  }
}

finds layout.c 'int add(int a,int b){return a+b;}\n'
finds error.c 'int\nfirst(void)\n{\n\tint *p = 0;\n\treturn *p;\n}\n'
finds spaces.sql 'SELECT 1;  \n'
finds unsafe.sh '#!/bin/sh\nrm -rf $1/*\n'
finds layout.py 'x=1;y = 2\n'
finds spelling.sql 'SELECT 1; -- teh end\n'
