#!/bin/sh
# yizhan <app>                   runs a service:      yizhan admission
# yizhan <app> <script> [args]   runs a script of it: yizhan identity create-first-administrator --login admin
# yizhan ready                   is the service here ready? (the health check)
# yizhan backup <new folder>                 all databases as of one moment, while the services work
# yizhan restore <folder> [--replace]        the services stopped
# yizhan initiate <host:port>    makes a lone mongod a replica set
set -eu
case "${1:-}" in
  '')
    sed -n 's/^# //p' "$0" >&2
    exit 2
    ;;
  ready)
    exec node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
    ;;
  initiate)
    exec node infra/local/src/initiate-replica-set.mjs "$2" rs0
    ;;
  backup | restore)
    command="$1"
    shift
    exec node "infra/backup/src/$command-command.ts" "$@"
    ;;
  *)
    app="$1"
    script="${2:-main}"
    shift
    [ "$#" -eq 0 ] || shift
    exec node "apps/$app/src/$script.ts" "$@"
    ;;
esac
