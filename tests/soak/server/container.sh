#!/bin/sh
# The image of deploy/Containerfile, from a bundle to containers that work:
#
#     tests/soak/server/container.sh BUNDLE
#
# No registry is asked: a clean Debian with its Python stands in for the base image. The whole
# Containerfile is built; the image runs as its user on a root that cannot be written, without any
# network but its own loopback; what a person saved is there in the next container of the volume.
# Needs root, debootstrap, buildah, podman and runc, 2 GB.
set -eu
bundle=$(readlink -f "$1")
mirror=${MIRROR:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }
base=localhost/python:3.11-slim-bookworm

began=$(date +%s)
say() { printf '\n== %s (%ss)\n' "$1" "$(($(date +%s) - began))"; }
fail() { echo "$1"; exit 1; }
stores() { # podman or buildah, with images and containers of this run only
  program=$1
  shift
  "$program" --root "$place/store" --runroot "$place/run" "$@"
}
engine() { stores podman --log-level fatal --cgroup-manager cgroupfs --runtime runc "$@"; }
ended() {
  engine rm --force --all >/dev/null 2>&1 || true
  umount "$place/store/overlay" 2>/dev/null || true
  rm -rf --one-file-system "$place"
}
trap ended EXIT
# Limits of its own: not every machine lets a container raise them. Its writes stay in the volumes.
within() {
  how=$1
  shift
  engine run $how --read-only --network none --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 \
    --env-file "$place/keng.env" -v keng:/srv/keng -v backups:/var/backups/keng keng "$@"
}
healthy() {
  for _ in $(seq 60); do
    engine healthcheck run "$1" >/dev/null 2>&1 && return 0
    sleep 1
  done
  engine logs "$1"
  fail "$1 did not become healthy"
}
visit() {
  name=$1
  shift
  engine exec -i -e PLACE=http://localhost:8000 -e PHONE=/srv/keng/phone.txt "$name" python - "$@" <"$here/visit.py"
}

say "The base"
if [ -n "${CLEAN_BASE:-}" ]; then
  root=$CLEAN_BASE
else
  root=$place/root
  debootstrap --variant=minbase --include=python3,python3-venv bookworm "$root" "$mirror" >"$place/log"
fi
tar -C "$root" -c . | stores podman import --quiet - "$base"

say "The whole Containerfile"
mkdir "$place/bundle"
tar -xzf "$bundle" -C "$place/bundle" --strip-components 1
cd "$place/bundle"
stores buildah bud --isolation chroot --network host --format docker --build-arg "BASE=$base" \
  --file deploy/Containerfile --tag keng .
cd /
engine image inspect --format '{{.User}} {{.Size}} {{.HealthCheck}}' keng

say "Tables, units, programme, the first account"
echo KENG_ALLOWED_HOSTS=localhost >"$place/keng.env"
within --rm keng migrate | tail -n 1
within --rm keng units load
within --rm keng pack install antq
within --rm keng user add quantri --unit 'thành phố Hải Phòng' --role administrator >"$place/told"
password=$(sed -n 's/.*: \([a-z0-9]\{4\}-[a-z0-9-]*\).*/\1/p' "$place/told")

say "A container serves"
within "--detach --name first" >/dev/null
healthy first
[ "$(engine exec first id -un)" = keng ] || fail "it runs as another user"
! engine exec first touch /opt/keng/x 2>/dev/null || fail "the programme can be written"
! engine exec first sh -c ': > /x' 2>/dev/null || fail "the root can be written"
visit first first "$password"
engine exec first keng backup --to /var/backups/keng --keep 14
engine exec first keng verify

say "Stopped in good order, and another one on the same volume"
asked=$(date +%s)
engine stop --time 45 first >/dev/null
echo "stopped after $(($(date +%s) - asked)) s with $(engine inspect --format '{{.State.ExitCode}}' first)"
[ "$(engine inspect --format '{{.State.ExitCode}}' first)" = 0 ] || fail "it was not a good order"
engine rm first >/dev/null
within "--detach --name second" >/dev/null
healthy second
visit second again
visit second more

say "Killed, and started again"
engine kill --signal KILL second >/dev/null
engine wait second >/dev/null
! engine healthcheck run second >/dev/null 2>&1 || fail "the health check says that the dead are well"
engine start second >/dev/null
healthy second
visit second again
engine exec second keng verify

say "Its backup comes back in a volume of its own"
saved=$(engine exec second sh -c 'ls /var/backups/keng/*.kengbackup')
engine run --rm --read-only --network none --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 \
  --env-file "$place/keng.env" -v keng:/old:ro -v practice:/srv/keng -v backups:/var/backups/keng:ro \
  keng keng restore "$saved" --seal-key /old/seal.key
say "All of it held"
