#!/usr/bin/env bash
# Does with the environment what the official image does: KAFKA_LOG_DIRS → log.dirs, ___ → -, __ → _, _ → .
set -euo pipefail
properties=/opt/kafka/config/server.properties

env | grep '^KAFKA_' | grep -vE '^KAFKA_(HEAP_OPTS|OPTS|JVM_PERFORMANCE_OPTS)=' | while IFS='=' read -r name value; do
  key=$(sed -E 's/^KAFKA_//; s/___/-/g; s/__/%/g; s/_/./g; s/%/_/g' <<< "$name" | tr '[:upper:]' '[:lower:]')
  echo "$key=$value"
done > "$properties"

kafka() {
  # shellcheck disable=SC2086
  exec java ${KAFKA_HEAP_OPTS:--Xmx512m} -XX:+UseSerialGC ${KAFKA_OPTS:-} \
    -Dlog4j2.configurationFile=/opt/kafka/log4j2.properties -cp '/opt/kafka/libs/*' "$@"
}

# The first process of a container ends by a signal only where it says so, and not before its child ends.
trap 'exit 143' TERM
(kafka kafka.tools.StorageTool format --ignore-formatted --cluster-id="$CLUSTER_ID" --config "$properties") &
wait $!
trap - TERM
kafka kafka.Kafka "$properties"
