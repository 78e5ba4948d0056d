# The programs that mirror.sh compares with.
# shellcheck shell=bash disable=SC2154,SC2164 # shared with what sources it, which has set -e

# Puts skopeo and crane on PATH. Debian 13's skopeo wants Debian 13's C library, which it gets from its own folder. They read
# settings of their own, and none of this machine's: neither whom to trust, nor logins, mirrors and signatures.
find_peers() {
  local settings=$peers/settings
  mkdir -p "$peers/bin" "$settings/registries.d"
  echo '{ "default": [{ "type": "insecureAcceptAnything" }] }' >"$settings/policy.json"
  echo '{}' >"$settings/config.json"
  : >"$settings/registries.conf"
  unpack trixie skopeo
  unpack sid crane
  local program options
  for program in skopeo crane; do
    options=""
    [ "$program" != skopeo ] || options="--policy=$settings/policy.json --registries.d=$settings/registries.d"
    cat >"$peers/bin/$program" <<END
#!/bin/sh
export DOCKER_CONFIG=$settings REGISTRY_AUTH_FILE=$settings/config.json CONTAINERS_REGISTRIES_CONF=$settings/registries.conf
exec $peers/$program/usr/lib64/ld-linux-x86-64.so.2 --library-path $peers/$program/usr/lib/x86_64-linux-gnu \\
  $peers/$program/usr/bin/$program $options "\$@"
END
    chmod +x "$peers/bin/$program"
  done
  PATH=$peers/bin:$PATH
  export PATH
}
