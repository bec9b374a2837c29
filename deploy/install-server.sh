#!/bin/sh
# A province's server from an unpacked bundle: system user, folders, programme, units of systemd.
# Run as root from the folder of the bundle. Nothing is downloaded.
# Run the script of a newer bundle to upgrade: each version lies in a folder of its own, /opt/keng
# leads to the one in use and moves on only after a backup was made and the tables were brought up.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }
command -v systemctl >/dev/null || { echo "This server has no systemd; use install.sh."; exit 2; }
if [ -d /opt/keng ] && [ ! -L /opt/keng ]; then
  echo "/opt/keng is a folder of its own; move it to another name first (it stays usable by install.sh)."
  exit 2
fi

wheel=$(basename "$here"/wheels/keng-*.whl)
version=$(echo "$wheel" | cut -d- -f2)-$(sha256sum "$here/SHA256SUMS" | cut -c1-8)
program=/opt/keng-$version

id keng >/dev/null 2>&1 || useradd --system --home-dir /srv/keng --shell /usr/sbin/nologin keng
install -d -o keng -g keng -m 0700 /srv/keng /var/backups/keng
install -d -m 0755 /etc/keng
"$here/install.sh" "$program"
[ -e /etc/keng/keng.env ] || install -m 0600 "$here/deploy/keng.env.example" /etc/keng/keng.env
install -m 0755 "$here/deploy/keng-here.sh" /usr/local/bin/keng
install -m 0644 "$here"/deploy/*.service "$here"/deploy/*.timer /etc/systemd/system/
systemctl daemon-reload

if [ ! -e /opt/keng ]; then
  ln -sfn "$program" /opt/keng
  cat <<NEXT
Next, by hand, from this folder:
  1. edit /etc/keng/keng.env (names, database, mail)
  2. su - postgres -c psql < deploy/postgresql.sql
  3. keng migrate
     keng units load
     keng pack install NAME
     keng user add LOGIN --unit 'NAME OF THE UNIT' --role administrator
  4. systemctl enable --now keng.service keng-backup.timer keng-seal.timer keng-verify.timer
  5. nginx and its certificate: docs/how-to/install-without-network.md
  6. keng doctor
  7. copy /srv/keng/seal.key to another place, never beside the database
NEXT
  exit 0
fi

before=$(readlink -f /opt/keng)
if [ "$before" = "$program" ]; then
  echo "This version is in use already."
  exit 0
fi
echo "From $before to $program: Keng stops now."
systemctl stop keng.service
if ! KENG_PROGRAM=$program keng migrate --backup-to /var/backups/keng; then
  cat <<BACK
The upgrade did not come to its end; /opt/keng still leads to $before.
If nothing was changed yet (no backup could be made), start again: systemctl start keng
Otherwise go back: deploy/back-server.sh $before FILE   (the backup that is named above)
BACK
  exit 1
fi
ln -sfn "$program" /opt/keng
systemctl start keng.service
if ! /opt/keng/bin/python "$here/deploy/wait_ready.py"; then
  echo "Keng does not answer: journalctl -u keng, keng doctor."
  echo "Back: deploy/back-server.sh $before FILE   (the backup that is named above)"
  exit 1
fi
keng verify || echo "Verification found something: read it before people work on."
echo "Keng $version is in use. Not wanted? deploy/back-server.sh $before FILE   (the backup above)"
