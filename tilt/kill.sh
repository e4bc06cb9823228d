#!/bin/sh
# Kills a process that tilt/run.sh started, as a crash would, and lets Tilt start it again: kill.sh <name>
set -eu
pid=$(head -n 1 "$COMMERCE_DATA_DIR/tilt/$1.pid")
kill -KILL "$pid"
echo "killed $1, process $pid"
exec tilt trigger "$1"
