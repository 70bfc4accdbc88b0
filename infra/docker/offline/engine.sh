#!/usr/bin/env bash
# A Docker engine where none answers, and its end.
#   engine.sh start   does nothing when an engine answers; else installs docker.io (Debian, as root) and starts dockerd
#   engine.sh stop    ends the dockerd that `start` started, and no other
# Exits with 1 and says why when there can be no engine here; nothing is left running then.
set -euo pipefail
cd "$(dirname "$0")/../../.."

place="${YIZHAN_CACHE:-.local/cache}/engine"
noted="$place/dockerd.pid"

answers() { timeout 10 docker info > /dev/null 2>&1; }

# The start of a process, which tells it from a later one with the same pid.
beginning() { sed 's/.*) //' "/proc/$1/stat" 2> /dev/null | cut -d' ' -f20; }

is_ours() {
  [ -f "$noted" ] || return 1
  read -r pid began < "$noted"
  [ -n "$began" ] && [ "$(beginning "$pid")" = "$began" ]
}

install_engine() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "没有 Docker 引擎，且无法安装（需要 root 与 apt-get） · no Docker engine, and none can be installed here"
    return 1
  fi
  echo "安装 docker.io · installing docker.io"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends docker.io iptables > /dev/null
}

start() {
  if answers; then
    echo "Docker 引擎已在运行 · a Docker engine answers already"
    return 0
  fi
  if [ -n "${DOCKER_HOST:-}" ]; then
    echo "DOCKER_HOST 指向的引擎没有应答 · the engine that DOCKER_HOST names does not answer"
    return 1
  fi
  command -v dockerd > /dev/null || install_engine || return 1
  mkdir -p "$place"
  setsid dockerd > "$place/dockerd.log" 2>&1 < /dev/null &
  local pid=$!
  echo "$pid $(beginning "$pid")" > "$noted"
  for _ in $(seq 150); do
    if answers; then
      echo "Docker 引擎已启动（进程 $pid） · the Docker engine is started"
      return 0
    fi
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.2
  done
  echo "Docker 引擎未能启动 · the Docker engine did not start:"
  tail -n 3 "$place/dockerd.log" | cut -c1-300
  stop
  return 1
}

stop() {
  is_ours || return 0
  read -r pid _ < "$noted"
  kill -TERM "$pid"
  for _ in $(seq 300); do
    is_ours || break
    sleep 0.1
  done
  if is_ours; then kill -KILL "$pid"; fi
  rm -f "$noted"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,5s/^# //p' "$0" >&2; exit 2 ;;
esac
