# shellcheck shell=dash
# Kubernetes from a script. Source common.sh first.

# Mounted into every pod that has a service account.
K8S_SERVICE_ACCOUNT=${K8S_SERVICE_ACCOUNT:-/var/run/secrets/kubernetes.io/serviceaccount}

# k8s_namespace: that of the pod, else that of kubectl's current context, else default.
k8s_namespace() {
    local namespace=
    if [ -r "$K8S_SERVICE_ACCOUNT/namespace" ]; then
        namespace=$(cat "$K8S_SERVICE_ACCOUNT/namespace")
    else
        namespace=$(kubectl config view --minify --output 'jsonpath={..namespace}' 2>/dev/null)
    fi
    printf '%s\n' "${namespace:-default}"
}

# k8s_pod SELECTOR: the name of one ready pod with these labels, such as app=web,tier=front.
k8s_pod() {
    local pods pod
    pods=$(kubectl --namespace "$(k8s_namespace)" get pods --selector "$1" --output json) || return
    pod=$(printf '%s\n' "$pods" | jq --raw-output '
        [.items[]
         | select(.metadata.deletionTimestamp == null)
         | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))
         | .metadata.name] | first // empty')
    if [ -z "$pod" ]; then
        log_error "no pod with the labels $1 is ready in the namespace $(k8s_namespace)"
        return 1
    fi
    printf '%s\n' "$pod"
}

# k8s_exec SELECTOR COMMAND...: runs COMMAND in one ready pod with these labels. stdin is handed on.
k8s_exec() {
    local pod
    pod=$(k8s_pod "$1") || return
    shift
    kubectl --namespace "$(k8s_namespace)" exec --stdin "$pod" -- "$@"
}

# k8s_wait_for_rollout KIND/NAME [TIMEOUT]: until the rollout is complete (default 5m).
# When it is not, the events of the namespace that warn are shown.
k8s_wait_for_rollout() {
    local namespace
    namespace=$(k8s_namespace)
    kubectl --namespace "$namespace" rollout status "$1" --timeout "${2:-5m}" && return
    log_error "the rollout of $1 did not complete within ${2:-5m}"
    kubectl --namespace "$namespace" get events --field-selector type=Warning --sort-by .lastTimestamp >&2
    return 1
}

# k8s_secret NAME KEY: one value of a secret, decoded.
k8s_secret() {
    local secret
    secret=$(kubectl --namespace "$(k8s_namespace)" get secret "$1" --output json) || return
    if ! printf '%s\n' "$secret" | jq --exit-status --raw-output --arg key "$2" '.data[$key] // empty | @base64d'; then
        log_error "the secret $1 has no key $2"
        return 1
    fi
}
