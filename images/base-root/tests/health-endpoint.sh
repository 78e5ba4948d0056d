#!/bin/sh
# self-test serve: /healthz for probes and load balancers, metrics for Prometheus.
set -u

work=$(mktemp -d)
export SELF_TEST_DIR="$work/checks" SELF_TEST_CACHE=1ms
export SELF_TEST_LISTEN=127.0.0.1:18080 SELF_TEST_METRICS_LISTEN=127.0.0.1:18081
mkdir "$SELF_TEST_DIR"
echo "test ! -e $work/broken" >"$SELF_TEST_DIR/service.sh"

self-test serve 2>/dev/null &
health=$!
self-test serve --metrics 2>/dev/null &
metrics=$!
trap 'kill $health $metrics; rm -rf "$work"' EXIT

# answers URL STATUS TEXT: retried, as the server needs a moment to start
answers() {
    goss --gossfile - validate --retry-timeout 10s --sleep 100ms <<EOF || exit 1
http:
  $1:
    status: $2
    body:
      - '$3'
EOF
}

answers http://127.0.0.1:18080/healthz 200 'Failed: 0'
touch "$work/broken"
answers http://127.0.0.1:18080/healthz 503 "$SELF_TEST_DIR/service.sh"
answers http://127.0.0.1:18081/self-test/metrics 200 '/goss_tests_outcomes_total\{outcome="fail",type="command"\} [1-9]/'
rm "$work/broken"
answers http://127.0.0.1:18080/healthz 200 'Failed: 0'
answers http://127.0.0.1:18081/self-test/metrics 200 '/goss_tests_outcomes_total\{outcome="pass",type="command"\} [1-9]/'
