#!/bin/sh
# with-ca.sh COMMAND...: runs a command of an image build that downloads something.
#
# Where the build was given a CA bundle (secret ca-bundle, a PEM file), for example because a proxy
# opens TLS connections, curl and Maven trust that bundle; otherwise what the base image trusts.
# The trust store is made anew each time in a tmpfs, so none of it gets into a layer.
set -eu

bundle=/run/secrets/ca-bundle
if grep -q "BEGIN CERTIFICATE" "$bundle" 2>/dev/null; then
  store=/run/trust/ca-bundle.p12
  # the JDK cannot read PEM; jdktrust is what marks a certificate as trusted for it
  openssl pkcs12 -export -nokeys -jdktrust anyExtendedKeyUsage -in "$bundle" -out "$store" -passout pass:changeit
  export CURL_CA_BUNDLE="$bundle"
  export MAVEN_OPTS="-Djavax.net.ssl.trustStore=$store -Djavax.net.ssl.trustStorePassword=changeit"
fi
# a network may be away for a moment; what has come is kept, so that trying again costs little
for pause in 5 15 30; do
  "$@" && exit
  echo "with-ca.sh: failed, trying again in $pause s" >&2
  sleep "$pause"
done
exec "$@"
