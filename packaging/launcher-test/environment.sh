# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# Tests of launcher/environment.sh: what compose reads.

keeps_the_ca_bundle_that_the_user_named() {
  fake_environment GANTRY_CA_BUNDLE=/mine SSL_CERT_FILE=/etc/passwd
  equal "$(printed GANTRY_CA_BUNDLE)" /mine
}

takes_the_ca_bundle_of_the_usual_variables() {
  echo certificate >"$here/ca.pem"
  fake_environment GANTRY_CA_BUNDLE='' SSL_CERT_FILE="$here/nowhere" CURL_CA_BUNDLE="$here/ca.pem"
  equal "$(printed GANTRY_CA_BUNDLE)" "$here/ca.pem"
  equal "$(printed GANTRY_UID)" "$(id -u)"
}

# fake_environment VARIABLE=VALUE...: starts a java that prints its environment.
fake_environment() {
  printf '#!/bin/sh\nenv\n' >"$here/jdk/bin/java"
  env JAVA_HOME="$here/jdk" MAVEN_USER_HOME="$here/m2" "$@" "$here/gantry" --version >"$here/environment"
}

printed() {
  sed -n "s/^$1=//p" "$here/environment"
}

it 'keeps the CA bundle that the user named' in_a_fake_gantry keeps_the_ca_bundle_that_the_user_named
it 'takes the CA bundle of the usual variables' in_a_fake_gantry takes_the_ca_bundle_of_the_usual_variables
