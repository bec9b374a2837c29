#!/bin/bash
# What tests/soak/server/check.sh does inside the clean Debian, in the words of the documents.
set -euo pipefail
cd /root
began=$(date +%s)
step() { printf '\n-- %s (%ss)\n' "$1" "$(($(date +%s) - began))"; }
visit() { python3 /root/visit.py "$@"; }
unpacked() { mkdir -p "/root/$1" && tar -xzf "/root/$1.tar.gz" -C "/root/$1" --strip-components 1; }

unpacked new
first=new
if [ -e old.tar.gz ]; then
  unpacked old
  first=old
fi

step "Install ($first)"
cd "/root/$first"
deploy/install-server.sh
systemd-analyze verify /etc/systemd/system/keng*.service /etc/systemd/system/keng*.timer
su - postgres -c psql < deploy/postgresql.sql
keng migrate | tail -n 2
keng units load
keng pack install antq
keng user add quantri --unit 'thành phố Hải Phòng' --role administrator | tee /root/password
systemctl enable --now keng.service keng-backup.timer keng-seal.timer keng-verify.timer

step "nginx with a certificate of its own making"
install -d -m 0755 /etc/keng/tls
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=keng.example.vn \
  -addext subjectAltName=DNS:keng.example.vn \
  -keyout /etc/keng/tls/privkey.pem -out /etc/keng/tls/fullchain.pem 2>/dev/null
install -m 0644 deploy/nginx.conf /etc/nginx/sites-available/keng
ln -sf ../sites-available/keng /etc/nginx/sites-enabled/keng
nginx -t -q
systemctl reload nginx
grep -q keng.example.vn /etc/hosts || echo "127.0.0.1 keng.example.vn" >> /etc/hosts
python3 deploy/wait_ready.py

step "A person signs in and saves through nginx"
password=$(sed -n 's/.*: \([a-z0-9]\{4\}-[a-z0-9-]*\).*/\1/p' /root/password)
visit first "$password"

step "Backup, seal, verification by their own units"
for unit in backup seal verify; do systemctl start "keng-$unit.service"; done
ls -l /var/backups/keng
[ "$(stat -c '%U %a' /var/backups/keng)" = "keng 700" ]

step "The machine restarts Keng when it dies, and Keng comes back after PostgreSQL was away"
systemctl kill --signal=KILL keng.service
python3 deploy/wait_ready.py
systemctl restart postgresql
python3 deploy/wait_ready.py
visit again

if [ "$first" = old ]; then
  step "Upgrade"
  before=$(readlink -f /opt/keng)
  cd /root/new
  deploy/install-server.sh
  visit again
  visit more
  [ "$(readlink -f /opt/keng)" != "$before" ]

  step "Back"
  saved=$(ls /var/backups/keng/keng-before-upgrade-*.kengbackup)
  deploy/back-server.sh "$before" "$saved"
  [ "$(readlink -f /opt/keng)" = "$before" ]
  keng verify
  visit again
  visit gone # what was entered after the upgrade is not there

  step "Upgrade once more"
  deploy/install-server.sh
  visit again
fi

step "The doctor"
keng seal -o /var/backups/keng/last-seal.txt
keng doctor || true

step "Restored into another folder and database"
newest=$(ls -t /var/backups/keng/keng-2*.kengbackup | head -n 1)
runuser -u postgres -- createdb -O keng practice
install -d -o keng -g keng -m 0700 /srv/practice
cp -p /srv/keng/seal.key /srv/practice/
systemd-run --quiet --wait --collect --pipe --uid=keng --gid=keng \
  --setenv=KENG_DIR=/srv/practice --setenv='KENG_DATABASE_URL=postgresql://keng@/practice?host=/var/run/postgresql' \
  /opt/keng/bin/keng restore "$newest"

step "Taken away again"
systemctl disable --now keng.service keng-backup.timer keng-seal.timer keng-verify.timer
rm -f /etc/systemd/system/keng*.service /etc/systemd/system/keng*.timer /usr/local/bin/keng
rm -rf /opt/keng /opt/keng-*
systemctl daemon-reload
[ -d /srv/keng ] && [ -d /var/backups/keng ]
echo "The data stay."
