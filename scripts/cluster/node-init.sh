# The first process of the node, in its own namespaces: it lays out the node's file system, then holds the
# namespaces until it is ended. SYSTEM: programs that this machine lacks; STATE: /var/lib of the node.
set -eu
mount -t tmpfs tmpfs /run
if [ -n "$SYSTEM" ]; then mount -t overlay overlay -o "lowerdir=$SYSTEM/usr:/usr" /usr; fi
mount --bind "$STATE" /var/lib
mount --make-rshared /
hostname "$NODE_NAME"
ip link set lo up
touch /run/ready
trap 'exit 0' TERM
while :; do sleep 3600 & wait $!; done
