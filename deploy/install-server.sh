#!/bin/sh
# A province's server from an unpacked bundle: system user, folders, programme, units of systemd.
# Run as root from the folder of the bundle. Nothing is downloaded. Run again to upgrade.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }

id keng >/dev/null 2>&1 || useradd --system --home-dir /srv/keng --shell /usr/sbin/nologin keng
install -d -o keng -g keng -m 0700 /srv/keng /var/backups/keng
install -d -m 0755 /etc/keng
"$here/install.sh" /opt/keng
[ -e /etc/keng/keng.env ] || install -m 0600 "$here/deploy/keng.env.example" /etc/keng/keng.env
if [ -d /etc/systemd/system ]; then
  install -m 0644 "$here"/deploy/*.service "$here"/deploy/*.timer /etc/systemd/system/
fi
cat <<'NEXT'
Next, by hand:
  1. edit /etc/keng/keng.env (names, database, mail)
  2. psql -f deploy/postgresql.sql       as the owner of the PostgreSQL cluster
  3. as the user keng, with the settings of /etc/keng/keng.env:
       /opt/keng/bin/keng migrate && /opt/keng/bin/keng units load && /opt/keng/bin/keng pack install NAME
  4. systemctl daemon-reload
     systemctl enable --now keng.service keng-backup.timer keng-seal.timer keng-verify.timer
  5. copy /srv/keng/seal.key to another place, never beside the database
NEXT
