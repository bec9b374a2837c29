#!/bin/bash
# After the clean Debian was booted again: nobody started anything by hand.
. /root/words.sh

step "It came back by itself"
ready
for unit in keng.service nginx.service postgresql.service $timers; do
  systemctl is-active --quiet "$unit" || { echo "$unit is not there"; exit 1; }
done
systemctl list-timers --no-pager 'keng-*'
grep -q keng.example.vn /etc/hosts || echo "127.0.0.1 keng.example.vn" >> /etc/hosts
visit again
keng verify
doctor address
