#!/bin/sh
# Runs a process of the platform: run.sh <name> <command> [arguments]. Its environment, which has secrets, is a
# file that `scripts/tilt/backing.ts` wrote. It is recorded there, so that nothing outlives Tilt, which ends 2 s
# after it asked its processes to stop and leaves those that still run.
set -eu
name=$1
shift
directory=$COMMERCE_DATA_DIR/tilt
. "$directory/$name.env"
printf '%s\n%s\n%s\n' "$$" "$PPID" "$*" >"$directory/$name.pid"
exec "$@"
