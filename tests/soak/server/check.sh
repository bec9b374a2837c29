#!/bin/sh
# A province's server from nothing, as docs/how-to/install-without-network.md tells it:
#
#     tests/soak/server/check.sh BUNDLE [OLDER_BUNDLE]
#
# A clean Debian (debootstrap) boots with its own systemd in a container that has no network; there
# the bundle is installed with PostgreSQL and nginx over TLS, and worked with through nginx: sign in,
# save, backup, seal, verify. Processes die, PostgreSQL goes away, the machine is rebooted and loses
# its power, a disk is full, a certificate is wrong; a practice restore and the removal come last.
# With an older bundle that one is installed first and brought up, and the way back is gone as well.
# Needs root, debootstrap, systemd-nspawn (NSPAWN=...), 3 GB.
set -eu
bundle=$(readlink -f "$1")
older=${2:+$(readlink -f "$2")}
mirror=${MIRROR:-http://deb.debian.org/debian}
nspawn=${NSPAWN:-systemd-nspawn}
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
root=$place/root
container=
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }

say() { printf '\n== %s (%ss)\n' "$1" "$(($(date +%s) - began))"; }
# Asked each time: a helper of the container's beginning may have been its first process.
leader() { cut -d' ' -f1 "/proc/$container/task/$container/children"; }
within() {
  nsenter --target "$(leader)" --mount --uts --ipc --net --pid --cgroup --root --wd \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
}
boot() {
  say "It boots"
  "$nspawn" --quiet --directory="$root" --boot --register=no --keep-unit --private-network \
    --console=pipe </dev/null >>"$place/boot.log" 2>&1 &
  container=$!
  sleep 3
  for _ in $(seq 90); do
    within systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded' && break
    sleep 1
  done
  within systemctl is-system-running || { within systemctl --failed; exit 1; }
}
ended() {
  kill -TERM ${container:+"$container"} 2>/dev/null || true
  wait ${container:+"$container"} 2>/dev/null || true
  rm -rf --one-file-system "$place"
}
trap ended EXIT

began=$(date +%s)
say "A clean Debian"
if [ -n "${CLEAN_ROOT:-}" ]; then # a root that was made before, to save the minutes
  cp -a "$CLEAN_ROOT" "$root"
else
  packages=systemd,systemd-sysv,dbus,python3,python3-venv,postgresql,nginx-light,openssl,ca-certificates
  debootstrap --variant=minbase --include="$packages" bookworm "$root" "$mirror" >"$place/debootstrap.log"
fi
cp "$bundle" "$root/root/new.tar.gz"
[ -z "$older" ] || cp "$older" "$root/root/old.tar.gz"
cp "$here"/*.sh "$here"/*.py "$root/root/"

boot
within bash /root/inside.sh
say "Rebooted"
within systemctl poweroff || true
wait "$container" || true
boot
within bash /root/came_back.sh
say "Its power is cut"
kill -KILL "$(leader)"
wait "$container" || true
boot
within bash /root/came_back.sh
within bash /root/ills_and_end.sh
say "All of it held"
