#!/usr/bin/env bats
load helpers

@test "aws_region prefers AWS_REGION and asks nobody" {
    stub aws <<<'echo eu-west-1'
    AWS_REGION=eu-central-1 run aws_region
    [ "$output" = eu-central-1 ]
    [ ! -s "$CALLS" ]
}

@test "aws_region asks the AWS configuration, then the instance" {
    stub aws <<<'exit 1'
    stub curl <<<'case $* in *api/token*) echo the-token ;; *) cat >/dev/null; echo us-east-2 ;; esac'
    run aws_region
    [ "$status" -eq 0 ]
    [ "$output" = us-east-2 ]
    called 'aws configure get region'
}

@test "aws_metadata keeps the session token out of the arguments" {
    stub curl <<<'case $* in *api/token*) echo the-token ;; *) cat >"$CALLS.stdin"; echo i-123 ;; esac'
    run aws_instance_id
    [ "$output" = i-123 ]
    grep -q 'X-aws-ec2-metadata-token: the-token' "$CALLS.stdin"
    never_an_argument the-token
}

@test "aws_metadata says what is wrong where there is no instance" {
    stub curl <<<'exit 7'
    run aws_instance_id
    [ "$status" -eq 1 ]
    [[ $output == *"instance metadata service does not answer"* ]]
}

@test "aws_account_id is that of the caller" {
    stub aws <<<'echo 123456789012'
    run aws_account_id
    [ "$output" = 123456789012 ]
    called 'aws sts get-caller-identity --query Account --output text'
}

@test "aws_assume_role exports the credentials" {
    stub aws <<<"printf 'AKIA1\tsecret/+=\ttoken==\n'"
    aws_assume_role arn:aws:iam::1:role/reader my-session
    [ "$(sh -c 'echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN"')" = 'AKIA1 secret/+= token==' ]
    grep -q -e '--role-arn arn:aws:iam::1:role/reader --role-session-name my-session' "$CALLS"
}

@test "aws_assume_role exports nothing when AWS refuses" {
    stub aws <<<'echo AccessDenied >&2; exit 254'
    run aws_assume_role arn:aws:iam::1:role/reader
    [ "$status" -eq 254 ]
    [ -z "${AWS_SESSION_TOKEN:-}" ]
}

@test "aws_secret gives the whole secret" {
    stub aws <<<'echo "pa ss%s\\word"'
    run aws_secret db
    [ "$output" = 'pa ss%s\word' ]
    called 'aws secretsmanager get-secret-value --secret-id db --query SecretString --output text'
}

@test "aws_secret gives one key of a secret, never in an argument" {
    stub aws <<<"echo '{\"user\":\"u\",\"password\":\"p w\"}'"
    run aws_secret db password
    [ "$status" -eq 0 ]
    [ "$output" = 'p w' ]
}

@test "aws_secret names the missing key, and does not show the secret" {
    stub aws <<<"echo '{\"password\":\"hidden\"}'"
    run aws_secret db user
    [ "$status" -eq 1 ]
    [[ $output == *"the secret db has no key user"* ]]
    [[ $output != *hidden* ]]
}

@test "aws_parameter asks for the decrypted value" {
    stub aws <<<'echo value'
    run aws_parameter /app/key
    [ "$output" = value ]
    called 'aws ssm get-parameter --name /app/key --with-decryption --query Parameter.Value --output text'
}

@test "aws_ecr_login hands the password over on stdin" {
    stub aws <<<'case $1 in sts) echo 123456789012 ;; ecr) echo the-password ;; esac'
    stub docker <<<'cat >"$CALLS.stdin"'
    AWS_REGION=eu-central-1 run aws_ecr_login
    [ "$status" -eq 0 ]
    called 'docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com'
    [ "$(cat "$CALLS.stdin")" = the-password ]
    never_an_argument the-password
}

@test "aws_ecr_login does not log in when there is no password" {
    stub aws <<<'case $1 in sts) echo 123456789012 ;; *) exit 255 ;; esac'
    stub podman <<<'exit 0'
    AWS_REGION=eu-central-1 run aws_ecr_login podman
    [ "$status" -eq 255 ]
    run ! grep ^podman "$CALLS"
}
