#!/bin/sh
# Keng on this server as its service runs it: its user, its settings. Installed as /usr/local/bin/keng.
# Files are named by absolute paths, in a folder that the user keng may open (/var/backups/keng).
set -eu
[ "$(id -u)" = 0 ] || { echo "keng: run this as root (sudo keng ...)" >&2; exit 2; }
exec systemd-run --quiet --wait --collect --pty --pipe \
  --property=User=keng --property=Group=keng --property=EnvironmentFile=/etc/keng/keng.env \
  --property=WorkingDirectory=/srv/keng --property=UMask=0077 --property=NoNewPrivileges=yes \
  "${KENG_PROGRAM:-/opt/keng}/bin/keng" "$@"
