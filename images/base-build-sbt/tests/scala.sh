#!/bin/sh
# scalac makes classes that run on the JDK of this image.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/Squares.scala" <<'EOF'
object Squares {
  def main(arguments: Array[String]): Unit = println((1 to 4).map(n => n * n).mkString(" "))
}
EOF
scalac -d "$work" "$work/Squares.scala"

found=$(java -cp "$work:/usr/share/scala/lib/scala-library.jar" Squares)
if [ "$found" != '1 4 9 16' ]; then
    echo "FAILED: expected 1 4 9 16, found $found" >&2
    exit 1
fi
