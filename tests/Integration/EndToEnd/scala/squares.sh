#!/bin/sh
# What the image is there for.
set -eu
java -cp '/app/*' Squares | grep --quiet '1, 4, 9, 16'
