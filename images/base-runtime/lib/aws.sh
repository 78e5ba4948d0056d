# shellcheck shell=dash
# AWS from a script. Source common.sh first. Secrets go through pipes and variables, never through argument lists.

# aws_metadata PATH: an item of the EC2 instance metadata, asked for with a session token (IMDSv2).
# AWS_EC2_METADATA_SERVICE_ENDPOINT moves the service, as it does for the AWS CLI.
aws_metadata() {
    local endpoint token
    endpoint=${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
    token=$(curl --silent --show-error --fail --max-time 2 --request PUT \
        --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "${endpoint%/}/latest/api/token") || {
        log_error "the instance metadata service does not answer: is this an EC2 instance, and is its hop limit 2 for containers?"
        return 1
    }
    printf 'header = "X-aws-ec2-metadata-token: %s"\n' "$token" \
        | curl --silent --show-error --fail --max-time 2 --config - "${endpoint%/}/latest/meta-data/$1"
}

# aws_region: from the environment, else the AWS configuration, else the instance.
aws_region() {
    local region=${AWS_REGION:-${AWS_DEFAULT_REGION:-}}
    [ -n "$region" ] || region=$(aws configure get region) || region=$(aws_metadata placement/region) || return
    printf '%s\n' "$region"
}

# aws_account_id: the account of the credentials in use.
aws_account_id() {
    aws sts get-caller-identity --query Account --output text
}

# aws_instance_id: the EC2 instance on which the container runs.
aws_instance_id() {
    aws_metadata instance-id
}

# aws_assume_role ROLE_ARN [SESSION_NAME]: exports the role's credentials into the calling shell.
aws_assume_role() {
    local credentials
    credentials=$(aws sts assume-role --role-arn "$1" --role-session-name "${2:-$(uname -n)}" \
        --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text) || return
    # One line, three fields. The here-document keeps the read in this shell, and the secret out of any argument list.
    IFS='	' read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<EOF
$credentials
EOF
    if [ -z "$AWS_SESSION_TOKEN" ]; then
        log_error "sts assume-role gave no credentials for $1"
        return 1
    fi
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
}

# aws_secret SECRET_ID [KEY]: a secret of Secrets Manager, or one key of a secret that is a JSON object.
aws_secret() {
    local secret
    secret=$(aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text) || return
    if [ $# -eq 1 ]; then
        printf '%s\n' "$secret"
    elif ! printf '%s\n' "$secret" | jq --exit-status --raw-output --arg key "$2" '.[$key] // empty' 2>/dev/null; then
        log_error "the secret $1 has no key $2"
        return 1
    fi
}

# aws_parameter NAME: a parameter of the SSM Parameter Store, decrypted.
aws_parameter() {
    aws ssm get-parameter --name "$1" --with-decryption --query Parameter.Value --output text
}

# aws_ecr_login [CLIENT]: logs CLIENT (docker, podman, skopeo, ...; default docker) in to the account's ECR registry.
aws_ecr_login() {
    local account region password
    account=$(aws_account_id) || return
    region=$(aws_region) || return
    password=$(aws ecr get-login-password --region "$region") || return
    printf '%s\n' "$password" \
        | "${1:-docker}" login --username AWS --password-stdin "$account.dkr.ecr.$region.amazonaws.com"
}
