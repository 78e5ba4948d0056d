#!/bin/sh
# sbt can start something. Says which sbt it is.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "FAILED: $1" >&2
    cat output >&2
    exit 1
}

release_tells_its_version() {
    sbt --version --allow-empty >output 2>&1 || fail "sbt --version ended with $?"
    grep -q '[0-9]\.[0-9]' output || fail 'sbt --version says no version'
}

# The launcher resolves a program and the Scala library from repositories on disk, loads it and runs it.
launcher_starts_a_program_without_network() {
    scala=$(scalac -version 2>&1 | sed 's/.*version \([0-9.]*\).*/\1/')
    cat >Greeter.scala <<'EOF'
class Greeter extends xsbti.AppMain {
  def run(configuration: xsbti.AppConfiguration): xsbti.MainResult = {
    println(configuration.arguments.mkString("launched: ", " ", ""))
    new xsbti.Exit { val code = 5 }
  }
}
EOF
    mkdir classes
    scalac -cp /usr/share/java/sbt-launcher-interface.jar -d classes Greeter.scala

    module=repository/example/greeter/1.0
    mkdir -p "$module"
    jar --create --file "$module/greeter-1.0.jar" -C classes .
    cat >"$module/greeter-1.0.pom" <<'EOF'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>greeter</artifactId>
  <version>1.0</version>
</project>
EOF
    cat >boot.properties <<EOF
[scala]
  version: $scala
[app]
  org: example
  name: greeter
  version: 1.0
  class: Greeter
  cross-versioned: false
[repositories]
  here: file://$work/repository/
  debian: file:///usr/share/maven-repo/
[boot]
  directory: $work/boot
[ivy]
  ivy-home: $work/ivy
EOF
    status=0
    sbt @boot.properties one two >output 2>&1 || status=$?
    [ "$status" -eq 5 ] || fail "expected the program's exit status 5, found $status"
    grep -q '^launched: one two$' output || fail 'the program was not run with its arguments'
}

launcher_asks_for_a_version() {
    status=0
    sbt compile >output 2>&1 || status=$?
    [ "$status" -eq 1 ] || fail "expected exit status 1, found $status"
    grep -q 'sbt.version=' output || fail 'the error does not say what to write'
}

echo "sbt comes from: $SBT_SOURCE"
case $SBT_SOURCE in
    release) release_tells_its_version ;;
    debian)
        launcher_asks_for_a_version
        launcher_starts_a_program_without_network
        ;;
    *) fail "SBT_SOURCE is $SBT_SOURCE" ;;
esac
