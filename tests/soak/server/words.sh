# What the parts of check.sh inside the clean Debian share; they read it in.
set -Eeuo pipefail
trap 'echo "Failed in ${BASH_SOURCE[0]}, line $LINENO: $BASH_COMMAND" >&2' ERR
cd /root
began=$(date +%s)
timers="keng-backup.timer keng-seal.timer keng-verify.timer"
step() { printf '\n-- %s (%ss)\n' "$1" "$(($(date +%s) - began))"; }
visit() { PHONE=/root/phone.txt python3 /root/visit.py "$@"; }
doctor() { python3 /root/doctor.py "$@"; } # names the checks that must lack something, and no others
ready() { python3 /root/new/deploy/wait_ready.py "$@"; }
refused() { # a command that must fail
  if "$@"; then
    echo "This went through: $*"
    return 1
  fi
}
