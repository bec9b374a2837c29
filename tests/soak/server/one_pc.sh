#!/bin/sh
# One PC, as the README tells it: a fresh clone in a clean Debian with git, make and python3-venv.
#
#     tests/soak/server/one_pc.sh
#
# An ordinary user clones this repository and says `make demo` with its output in a file: it must
# tell where to log in and as whom, serve there, and let that person in. Needs root, debootstrap and
# the package index of Python; variables named PIP_*, UV_* and SSL_CERT_FILE are passed on, a file of
# certificates that they name is copied.
set -eu
mirror=${MIRROR:-http://deb.debian.org/debian}
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d)
root=$place/root
port=8765
shell=
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }
began=$(date +%s)
say() { printf '\n== %s (%ss)\n' "$1" "$(($(date +%s) - began))"; }
ended() {
  kill -KILL $shell 2>/dev/null || true
  wait
  rm -rf --one-file-system "$place"
}
trap ended EXIT

say "A clean Debian"
if [ -n "${CLEAN_PC:-}" ]; then
  cp -a "$CLEAN_PC" "$root"
else
  debootstrap --variant=minbase --include=git,make,python3,python3-venv,ca-certificates bookworm \
    "$root" "$mirror" >"$place/log"
fi
cp /etc/resolv.conf "$root/etc/"
[ -z "${SSL_CERT_FILE:-}" ] || install -D -m 0644 "$SSL_CERT_FILE" "$root$SSL_CERT_FILE"
git clone --quiet --bare "$(git -C "$here" rev-parse --show-toplevel)" "$root/srv/keng.git"
chroot "$root" useradd --create-home lan
chroot "$root" chown -R lan /srv/keng.git
cp "$here/visit.py" "$root/home/lan/"
passed=$(env | grep -E '^(PIP_|UV_|SSL_CERT_FILE=)' | sed "s/.*/'&'/" | tr '\n' ' ')

say "make demo in a fresh clone"
commit=$(git -C "$here" rev-parse HEAD)
cat >"$place/session" <<SESSION
cd && git clone --quiet /srv/keng.git keng && cd keng && git checkout --quiet $commit
exec env -i HOME=/home/lan PATH=/usr/bin:/bin LANG=C.UTF-8 $passed make demo PORT=$port
SESSION
chmod 644 "$place/session"
cp "$place/session" "$root/home/lan/session"
# Processes of their own: what ends first takes the others along.
unshare --pid --fork --kill-child --mount-proc="$root/proc" \
  chroot "$root" su lan -c 'sh /home/lan/session' >"$place/told" 2>&1 &
shell=$!
until grep -q "^Keng: http://127.0.0.1:$port/" "$place/told"; do
  kill -0 "$shell" 2>/dev/null || { cat "$place/told"; exit 1; }
  sleep 2
done
say "It told where to log in and as whom"
grep -A 3 -E '^(Đăng nhập|Keng: http)' "$place/told"
password=$(sed -n 's/.*password: //p' "$place/told")
grep -q '^  quantri ' "$place/told"

say "That person is let in"
for _ in $(seq 60); do
  PLACE=http://127.0.0.1:$port python3 "$root/home/lan/visit.py" signs-in "$password" 2>/dev/null && break
  sleep 1
done
PLACE=http://127.0.0.1:$port python3 "$root/home/lan/visit.py" signs-in "$password"
say "All of it held"
