# shellcheck shell=sh disable=SC2154 # the variables of ./gantry
# What compose files of this project read from the environment; what the user has set stays.

export_environment() {
  if [ -z "${GANTRY_UID-}" ] || [ -z "${GANTRY_GID-}" ]; then
    find_ids
  fi
  export GANTRY_UID GANTRY_GID
  [ -n "${GANTRY_CA_BUNDLE-}" ] || find_ca_bundle
}

find_ids() {
  uid=
  gid=
  # on Linux, where this needs no program
  if [ -r /proc/self/status ]; then
    while read -r key value _; do
      case $key in
        Uid:) uid=$value ;;
        Gid:)
          gid=$value
          break
          ;;
      esac
    done </proc/self/status
  fi
  : "${GANTRY_UID:=${uid:-$(id -u)}}" "${GANTRY_GID:=${gid:-$(id -g)}}"
}

# The authorities that this system trusts, which image builds then trust as well: behind a proxy
# that opens TLS connections its authority is among them.
find_ca_bundle() {
  for bundle in "${SSL_CERT_FILE-}" "${CURL_CA_BUNDLE-}" /etc/ssl/certs/ca-certificates.crt \
    /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem; do
    if [ -f "$bundle" ] && [ -r "$bundle" ]; then
      GANTRY_CA_BUNDLE=$bundle
      export GANTRY_CA_BUNDLE
      return
    fi
  done
}
