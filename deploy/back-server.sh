#!/bin/sh
# Back to an earlier version: back-server.sh PROGRAM BACKUP
#   PROGRAM  the folder of that version, /opt/keng-...
#   BACKUP   the backup that was made before the upgrade, in /var/backups/keng
# What was entered after that backup does not come back. Nothing is deleted: the database and the
# folder of the newer version stay under another name until somebody removes them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "Run this as root."; exit 2; }
[ $# = 2 ] || { sed -n '2,6s/^# //p' "$0"; exit 2; }
program=$(readlink -f "$1") backup=$(readlink -f "$2")
[ -x "$program/bin/keng" ] || { echo "$program holds no Keng."; exit 2; }
[ -f "$backup" ] || { echo "There is no backup $backup."; exit 2; }
url=$(sed -n 's/^KENG_DATABASE_URL=//p' /etc/keng/keng.env | tail -n 1 | tr -d "\"'")
case $url in
  'postgresql://keng@/keng?host=/var/run/postgresql' | '') ;;
  *) echo "The database is not the one of deploy/postgresql.sql; go back by hand (docs/how-to/upgrade.md)."
     exit 2 ;;
esac
as_postgres() { cd / && runuser -u postgres -- psql --quiet --set ON_ERROR_STOP=1 --dbname postgres --command "$1"; }

stamp=$(date -u +%Y%m%d%H%M%S)
left=/srv/keng-left-$stamp
systemctl stop keng.service keng-backup.timer keng-seal.timer keng-verify.timer
mv /srv/keng "$left"
install -d -o keng -g keng -m 0700 /srv/keng
for key in seal.key secret.key; do
  [ ! -e "$left/$key" ] || cp -p "$left/$key" /srv/keng/
done
if [ -n "$url" ]; then
  as_postgres "ALTER DATABASE keng RENAME TO keng_left_$stamp"
  as_postgres "CREATE DATABASE keng OWNER keng ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
  as_postgres "REVOKE ALL ON DATABASE keng FROM PUBLIC"
fi
if ! KENG_PROGRAM=$program keng restore "$backup"; then
  echo "The backup did not come back. Everything of before lies in $left${url:+ and in the database keng_left_$stamp}."
  exit 1
fi
# The keys of names and originals are in no backup; they come along from the folder itself.
for folder in account-names commended-names original-keys; do
  [ ! -e "$left/$folder" ] || cp -a "$left/$folder" /srv/keng/
done
ln -sfn "$program" /opt/keng
systemctl start keng.service keng-backup.timer keng-seal.timer keng-verify.timer
/opt/keng/bin/python "$here/wait_ready.py" || { echo "Keng does not answer: journalctl -u keng."; exit 1; }
echo "Back on $program. The newer data stay in $left${url:+ and in the database keng_left_$stamp} until you remove them."
