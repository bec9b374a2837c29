#!/bin/bash
# What goes wrong with a server, what the doctor says of it, and how it ends.
. /root/words.sh

step "Certificates: of an unknown maker, ending soon, of another name, good"
doctor address
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=CA of the province' \
  -keyout ca.key -out ca.pem 2>/dev/null
install -m 0644 ca.pem /usr/local/share/ca-certificates/province.crt
update-ca-certificates >/dev/null
certificate() { # DAYS NAME
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$2" -keyout /etc/keng/tls/privkey.pem \
    -out asked.csr 2>/dev/null
  openssl x509 -req -in asked.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days "$1" \
    -extfile <(echo "subjectAltName=DNS:$2") -out /etc/keng/tls/fullchain.pem 2>/dev/null
  systemctl reload nginx
  sleep 1
}
certificate 3 keng.example.vn
doctor address
certificate 30 other.example.vn
doctor address
certificate 30 keng.example.vn
doctor
visit again

step "A key that others can read, and a name that was forgotten"
chmod 644 /srv/keng/seal.key
doctor keys
chmod 600 /srv/keng/seal.key
sed -i 's/^KENG_ALLOWED_HOSTS=.*/KENG_ALLOWED_HOSTS=localhost/' /etc/keng/keng.env
doctor names
sed -i 's/^KENG_ALLOWED_HOSTS=.*/KENG_ALLOWED_HOSTS=keng.example.vn,localhost/' /etc/keng/keng.env
systemctl stop nginx
keng doctor > told
grep 'is the proxy running' told
systemctl start nginx

step "A backup that finds no room fails aloud and leaves no half file"
mount -t tmpfs -o size=256k tmpfs /var/backups/keng
chown keng:keng /var/backups/keng
chmod 700 /var/backups/keng
refused systemctl start keng-backup.service
[ -z "$(ls -A /var/backups/keng)" ]
journalctl --no-pager -u keng-backup.service > told
grep 'The disk of /var/backups/keng is full' told
umount /var/backups/keng
systemctl start keng-backup.service

step "Restored into another folder and database"
cd /
keng seal -o /var/backups/keng/last-seal.txt
newest=$(ls -t /var/backups/keng/keng-2*.kengbackup | head -n 1)
practice() { # NAME WORDS: keng on a folder and a database of that name
  place=$1
  shift
  systemd-run --quiet --wait --collect --pipe --uid=keng --gid=keng --setenv="KENG_DIR=/srv/$place" \
    --setenv="KENG_DATABASE_URL=postgresql://keng@/$place?host=/var/run/postgresql" /opt/keng/bin/keng "$@"
}
for place in practice damaged; do
  runuser -u postgres -- createdb -O keng $place
  install -d -o keng -g keng -m 0700 /srv/$place
  cp -p /srv/keng/seal.key /srv/$place/
done
practice practice restore "$newest"
for folder in account-names commended-names original-keys; do
  [ ! -e /srv/keng/$folder ] || cp -a /srv/keng/$folder /srv/practice/
done
practice practice verify

step "A damaged backup restores nothing"
cp -p "$newest" /var/backups/keng/damaged.kengbackup
printf 'Keng' | dd of=/var/backups/keng/damaged.kengbackup bs=1 seek=700000 conv=notrunc status=none
refused practice damaged restore /var/backups/keng/damaged.kengbackup 2> told
grep 'it is damaged or cut short' told
tables="SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
[ "$(runuser -u postgres -- psql -At -d damaged -c "$tables")" = 0 ]

step "Taken away"
systemctl disable --now keng.service $timers 2>/dev/null
rm -f /etc/systemd/system/keng* /usr/local/bin/keng
rm -rf /opt/keng*
systemctl daemon-reload
[ -d /srv/keng ] && [ -d /var/backups/keng ]
[ -z "$(find /proc -maxdepth 1 -user keng)" ]
systemctl list-unit-files 'keng*' > told || true # it says no where there are none
grep '^0 unit files' told

step "Installed again: the data stayed"
/root/new/deploy/install-server.sh
systemctl enable --now keng.service $timers
ready
visit again
keng verify
doctor
