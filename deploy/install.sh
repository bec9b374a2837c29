#!/bin/sh
# Install Keng from this unpacked bundle into a folder (default /opt/keng), without any network.
# Needs Python of the version that the bundle was made for, with its module venv. Run again to upgrade.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/keng}
python=${PYTHON:-python3}

cd "$here"
sha256sum --check --quiet SHA256SUMS || { echo "The bundle is damaged; nothing was installed."; exit 1; }
wanted=$(cat PYTHON)
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$found" = "$wanted" ] || { echo "This bundle is for Python $wanted; $python is $found (set PYTHON=...)."; exit 2; }
[ -x "$target/bin/python" ] || "$python" -m venv "$target"
pip() { "$target/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }
PIP_NO_INDEX=1 pip install --find-links wheels --require-hashes --only-binary :all: -r requirements.txt
PIP_NO_INDEX=1 pip install --no-deps --force-reinstall wheels/keng-*.whl
"$target/bin/keng" --help >/dev/null
echo "Keng is in $target: $target/bin/keng"
