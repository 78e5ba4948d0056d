#!/bin/sh
# Runs in the build container, beside its systemd.
set -eu

# "degraded" where a unit has failed, which is an exit code of 1.
systemctl is-system-running

apt-get update
apt-get install -y --no-install-recommends cron
rm -rf /var/lib/apt/lists/*

systemctl daemon-reload
systemctl enable --now cron.service heartbeat.timer
systemctl is-active cron.service

# The timer's first beat: the build fails here, and not a service at night.
for _ in $(seq 50); do
    [ ! -s /var/lib/heartbeat/last ] || break
    sleep 0.2
done
grep -q '^20' /var/lib/heartbeat/last

# How it was when the image was made, for its tests.
mkdir -p /usr/share/base-init-jobs
systemctl list-units --state=active --no-legend --plain cron.service heartbeat.timer |
    cut -d ' ' -f 1 >/usr/share/base-init-jobs/seen-active

# What belongs to the build container alone.
systemctl stop heartbeat.timer cron.service
rm -rf /var/lib/heartbeat /var/log/journal /var/lib/systemd/random-seed
: >/etc/machine-id
