#!/bin/sh
# No init system runs in a container: packages must not start their services (101: forbidden by policy).
exit 101
