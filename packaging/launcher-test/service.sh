# shellcheck shell=sh disable=SC2030,SC2031,SC2154 # see ../launcher-test.sh
# Tests of ./gantry service run, with a service that only pretends.

fake_service() {
  [ "$(uname -s)" = Linux ] || exit 0
  mkdir -p "$here/llm-service/natives"
  echo sum >"$here/llm-service/natives/linux-x64.sha256"
  cat >"$here/mvnw" <<'MVNW'
#!/bin/sh
echo "$*" >>calls
mkdir -p llm-service/server/target llm-service/embedding-onnx/target/engine
echo jar >llm-service/server/target/llm-server.jar
MVNW
  cat >"$here/jdk/bin/java" <<'JAVA'
#!/bin/sh
trap 'echo "{\"event\":\"server.stopped\"}"; exit 0' TERM
printf '%s\n' "$@"
env | sed -n '/^GANTRY_LLM_/p'
echo '{"event":"server.listening","host":"127.0.0.1","port":4711}'
echo '{"event":"model.ready"}'
[ -z "${FAKE_WAIT-}" ] || while :; do sleep 1; done
exit "${FAKE_EXIT:-0}"
JAVA
}

builds_and_runs_the_service_and_says_when_it_answers() {
  fake_service
  start service run --port 4711 --model=/models/other.gguf --slots 2 >"$here/out" 2>"$here/err"
  contains "$(cat "$here/out")" "dev.gantry.llm.Main
--port=4711
--model-path=/models/other.gguf
--slots=2"
  contains "$(cat "$here/out")" "GANTRY_LLM_NATIVES_DIR=$here/llm-service/natives/target/natives/linux-"
  case $(cat "$here/out") in
    *GANTRY_LLM_MODEL_PATH*) fail 'the model is named twice' ;;
  esac
  contains "$(cat "$here/err")" 'SERVING on port 4711'
  contains "$(cat "$here/calls")" 'llm-service/server,llm-service/embedding-onnx'
  start service run >/dev/null 2>&1
  equal "$(calls)" 1
}

passes_the_exit_code_of_the_service_on() {
  fake_service
  code=0
  FAKE_EXIT=70 start service run >/dev/null 2>&1 || code=$?
  equal "$code" 70
}

lets_the_service_end_in_good_order() {
  fake_service
  cd /
  FAKE_WAIT=yes JAVA_HOME=$here/jdk MAVEN_USER_HOME=$here/m2 "$here/gantry" service run >"$here/out" 2>"$here/err" &
  running=$!
  tries=0
  until grep -q SERVING "$here/err" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || fail 'it does not serve'
    sleep 1
  done
  kill -TERM "$running"
  code=0
  wait "$running" || code=$?
  equal "$code" 0
  contains "$(cat "$here/out")" server.stopped
}

says_how_it_is_called() {
  code=0
  output=$(start service stop 2>&1) || code=$?
  equal "$code" 2
  contains "$output" './gantry service run'
}

leaves_its_help_to_the_command_line() {
  contains "$(start service run --help)" "dev.gantry.Main
service
run
--help"
}

it 'builds and runs the service and says when it answers' in_a_fake_gantry builds_and_runs_the_service_and_says_when_it_answers
it 'passes the exit code of the service on' in_a_fake_gantry passes_the_exit_code_of_the_service_on
it 'lets the service end in good order' in_a_fake_gantry lets_the_service_end_in_good_order
it 'says how the service is called' in_a_fake_gantry says_how_it_is_called
it 'leaves the help of the service to the command line' in_a_fake_gantry leaves_its_help_to_the_command_line
