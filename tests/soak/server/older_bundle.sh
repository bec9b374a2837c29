#!/bin/sh
# A bundle of an earlier commit, packed by the scripts of today, as the OLDER_BUNDLE of check.sh:
#
#     tests/soak/server/older_bundle.sh COMMIT FOLDER
set -eu
root=$(cd "$(dirname "$0")/../../.." && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git -C "$root" archive "$1" | tar -x -C "$place"
rm -rf "$place/deploy"
cp -r "$root/deploy" "$place/deploy"
cp "$root/Makefile" "$place/"
cp "$root/tools/make_bundle.py" "$root/tools/make_sbom.py" "$place/tools/"
make -C "$place" --silent .tools/bin/uv
"$place/.tools/bin/python" "$place/tools/make_bundle.py" -o "$folder"
