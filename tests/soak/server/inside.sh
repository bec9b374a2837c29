#!/bin/bash
# What tests/soak/server/check.sh does inside the clean Debian, in the words of the documents.
. /root/words.sh
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
systemctl enable --now keng.service $timers

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
ready

step "A person signs in and saves through nginx"
password=$(sed -n 's/.*: \([a-z0-9]\{4\}-[a-z0-9-]*\).*/\1/p' /root/password)
visit first "$password"
visit outside
[ $first = old ] || doctor address 'last good backup'

step "Backup, seal, verification by their own units"
for unit in backup seal verify; do systemctl start "keng-$unit.service"; done
ls -l /var/backups/keng
[ "$(stat -c '%U %a' /var/backups/keng)" = "keng 700" ]
[ $first = old ] || doctor address

if [ $first = old ]; then
  before=$(readlink -f /opt/keng)
  cd /root/new
  step "No upgrade where its backup finds no room"
  mount -t tmpfs -o size=256k tmpfs /var/backups/keng
  refused deploy/install-server.sh
  umount /var/backups/keng
  [ "$(readlink -f /opt/keng)" = "$before" ]
  systemctl start keng.service
  ready
  visit again

  step "Upgrade"
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

step "The machine restarts Keng when it dies"
kill -KILL "$(systemctl show --property MainPID --value keng.service)"
for _ in $(seq 60); do
  [ "$(systemctl show --property NRestarts --value keng.service)" = 0 ] || break
  sleep 1
done
[ "$(systemctl show --property NRestarts --value keng.service)" = 1 ]
ready
visit again

step "PostgreSQL goes away for a while, and comes back"
began_at=$(systemctl show --property ActiveEnterTimestamp --value keng.service)
systemctl stop postgresql 'postgresql@*'
refused ready 1
refused visit again 2>/dev/null
doctor database tables 'guards of the tables' clock 'seal key' 'last seal' 'last good backup' \
  'last verification' address
systemctl start postgresql
ready
visit again
[ "$(systemctl show --property ActiveEnterTimestamp --value keng.service)" = "$began_at" ]
