# shellcheck shell=sh
# Sourced at the start of every job: programs, credentials and names that the job works with.

# Without an engine, podman answers to its name. What docker keeps of credentials is podman's too.
engine=docker
if [ "${BAKEHOUSE_RUNNER-}" = rootless ]; then
  engine="podman newuidmap"
  export PATH="$PWD/.ci/podman:$PATH" CONTAINERS_CONF="$PWD/.ci/podman/containers.conf"
  # podman 4 takes the driver vfs, which copies an image for each layer, also where the kernel gives a user an overlay.
  # It is asked in a folder of its own, for podman remembers the first driver that it is asked for.
  probe="$HOME/.local/share/containers/probe"
  if [ -z "${STORAGE_DRIVER-}" ] &&
    podman --root="$probe" --storage-driver=overlay info >/dev/null 2>&1 &&
    podman --storage-driver=overlay info >/dev/null 2>&1; then
    export STORAGE_DRIVER=overlay
  fi
  rm -rf "$probe"
fi

# What the job's image lacks. An image that has it all saves half a minute a job.
missing=""
for program in ${PROGRAMS:-$engine git mmdebstrap}; do
  command -v "$program" >/dev/null || missing="$missing $program"
done
if [ -n "$missing" ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "The job's image or machine lacks:$missing. Only root can install them: put them there." >&2
    exit 1
  fi
  packages=$(printf '%s' "$missing" | sed 's/\bdocker\b/docker.io docker-buildx/; s/\bmmdebstrap\b/& debian-archive-keyring/; s/\bnewuidmap\b/uidmap/')
  echo "Installing$packages: the job's image has none."
  apt-get update -qq
  # Nobody is there to answer, neither debconf and ucf nor dpkg, of a configuration file that is there already.
  # shellcheck disable=SC2086 # several words
  DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 NEEDRESTART_SUSPEND=1 APT_LISTCHANGES_FRONTEND=none \
    apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    $packages </dev/null >/dev/null
fi

# The project's own registry, unless a variable names another, or a role in AWS leads to one.
if [ -z "${BAKEHOUSE_REGISTRY-}${AWS_ROLE_ARN-}" ] && [ -n "${CI_REGISTRY-}" ]; then
  export BAKEHOUSE_REGISTRY="$CI_REGISTRY"
  export BAKEHOUSE_REPOSITORY_PREFIX="${CI_REGISTRY_IMAGE#*/}"
fi

# Credentials: in a folder of this job's, never on a command line.
if command -v docker >/dev/null && [ -n "${DOCKER_AUTH_CONFIG-}${BAKEHOUSE_REGISTRY_PASSWORD-}${CI_REGISTRY_PASSWORD-}" ]; then
  DOCKER_CONFIG=$(mktemp -d)
  export DOCKER_CONFIG REGISTRY_AUTH_FILE="$DOCKER_CONFIG/config.json"
  if [ -n "${DOCKER_AUTH_CONFIG-}" ]; then
    printf '%s' "$DOCKER_AUTH_CONFIG" >"$DOCKER_CONFIG/config.json"
  fi
  if [ -n "${BAKEHOUSE_REGISTRY_PASSWORD-}" ]; then
    printf '%s' "$BAKEHOUSE_REGISTRY_PASSWORD" |
      docker login --username "$BAKEHOUSE_REGISTRY_USER" --password-stdin "$BAKEHOUSE_REGISTRY"
  fi
  if [ -n "${CI_REGISTRY_PASSWORD-}" ]; then
    printf '%s' "$CI_REGISTRY_PASSWORD" | docker login --username "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
  fi
fi

# AWS trusts GitLab's token of the job where a role is named; the AWS SDK reads these variables.
if [ -n "${AWS_ROLE_ARN-}" ] && [ -n "${BAKEHOUSE_ID_TOKEN-}" ]; then
  AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp)
  printf '%s' "$BAKEHOUSE_ID_TOKEN" >"$AWS_WEB_IDENTITY_TOKEN_FILE"
  export AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_SESSION_NAME="gitlab-$CI_JOB_ID"
fi

# Newer runners keep the job's token out of the address of "origin", which is asked for the head of the branch.
if [ -n "${CI_JOB_TOKEN-}" ] && [ -n "${CI_SERVER_URL-}" ]; then
  export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="credential.$CI_SERVER_URL.helper"
  # shellcheck disable=SC2016 # git's shell reads the variable
  export GIT_CONFIG_VALUE_0='!f() { echo username=gitlab-ci-token; echo "password=$CI_JOB_TOKEN"; }; f'
fi
