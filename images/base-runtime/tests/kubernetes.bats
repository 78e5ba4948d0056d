#!/usr/bin/env bats
load helpers

two_pods() {
    cat <<'EOF'
{"items":[
  {"metadata":{"name":"starting"},"status":{"conditions":[{"type":"Ready","status":"False"}]}},
  {"metadata":{"name":"leaving","deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"conditions":[{"type":"Ready","status":"True"}]}},
  {"metadata":{"name":"ready"},"status":{"conditions":[{"type":"Ready","status":"True"}]}}
]}
EOF
}

in_namespace() {
    mkdir "$BATS_TEST_TMPDIR/account"
    echo "$1" >"$BATS_TEST_TMPDIR/account/namespace"
    export K8S_SERVICE_ACCOUNT=$BATS_TEST_TMPDIR/account
}

@test "k8s_namespace is that of the service account" {
    in_namespace shop
    run k8s_namespace
    [ "$output" = shop ]
}

@test "k8s_namespace is that of the context, else default" {
    export K8S_SERVICE_ACCOUNT=$BATS_TEST_TMPDIR/none
    stub kubectl <<<'echo team'
    run k8s_namespace
    [ "$output" = team ]
    stub kubectl <<<'exit 1'
    run k8s_namespace
    [ "$output" = default ]
}

@test "k8s_pod takes a pod that is ready and stays" {
    in_namespace shop
    two_pods >"$BATS_TEST_TMPDIR/pods"
    stub kubectl <<<"cat $BATS_TEST_TMPDIR/pods"
    run k8s_pod app=web
    [ "$output" = ready ]
    called 'kubectl --namespace shop get pods --selector app=web --output json'
}

@test "k8s_pod says which labels have no ready pod" {
    in_namespace shop
    stub kubectl <<<'echo "{\"items\":[]}"'
    run k8s_pod app=web
    [ "$status" -eq 1 ]
    [[ $output == *"no pod with the labels app=web is ready in the namespace shop" ]]
}

@test "k8s_exec keeps arguments together and hands stdin on" {
    in_namespace shop
    two_pods >"$BATS_TEST_TMPDIR/pods"
    stub kubectl <<<"case \$3 in get) cat $BATS_TEST_TMPDIR/pods ;; exec) shift 6; printf '<%s>' \"\$@\"; cat ;; esac"
    run k8s_exec app=web echo 'two words' <<<'from stdin'
    [ "$output" = '<echo><two words>from stdin' ]
    called 'kubectl --namespace shop exec --stdin ready -- echo two words'
}

@test "k8s_wait_for_rollout waits for the given time" {
    in_namespace shop
    stub kubectl <<<'exit 0'
    run k8s_wait_for_rollout deployment/web 30s
    [ "$status" -eq 0 ]
    called 'kubectl --namespace shop rollout status deployment/web --timeout 30s'
}

@test "k8s_wait_for_rollout shows the warnings when it fails" {
    in_namespace shop
    stub kubectl <<<'case $3 in rollout) exit 1 ;; get) echo "Back-off pulling image" ;; esac'
    run k8s_wait_for_rollout deployment/web
    [ "$status" -eq 1 ]
    [[ $output == *"deployment/web did not complete within 5m"* ]]
    [[ $output == *"Back-off pulling image"* ]]
}

@test "k8s_secret decodes one value" {
    in_namespace shop
    stub kubectl <<<'echo "{\"data\":{\"password\":\"cCB3\"}}"'
    run k8s_secret db password
    [ "$output" = 'p w' ]
}

@test "k8s_secret names the missing key" {
    in_namespace shop
    stub kubectl <<<'echo "{\"data\":{}}"'
    run k8s_secret db password
    [ "$status" -eq 1 ]
    [[ $output == *"the secret db has no key password"* ]]
}
