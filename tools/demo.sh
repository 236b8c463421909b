#!/usr/bin/env bash
# A fictitious office. With a display: its window. Without one: pictures of every page and the
# printed half-year report, in a folder that is named at the end.
#   tools/demo.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
program=.venv/bin/kvinnobyran

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" demo
fi

out=${1:-demo-output/$(date +%Y-%m-%d-%H%M%S)}
mkdir -p "$out"
out=$(cd "$out" && pwd)
office=$(mktemp -d "${TMPDIR:-/tmp}/office.XXXXXX") # encrypted, and gone when this ends
trap 'rm -rf "$office"' EXIT

echo "There is no display here, so the window opens on a virtual one and is photographed."
tools/with-desktop.sh env QT_QPA_PLATFORM=xcb "$program" shots --out "$out/sidor"

"$program" demo --data "$office/kontor" --no-window --json >"$office/nycklar.json"
read_key() { .venv/bin/python -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$office/nycklar.json" "$1"; }
# The fictitious office stands still on 2027-12-15: this is its newest half-year that is over.
period=2027-H1
read_key passphrase | "$program" report --data "$(read_key data)" --user "$(read_key user)" \
    --passphrase-stdin --period "$period" --audience external --format pdf \
    --out "$out/halvarsrapport-$period.pdf"

echo
echo "Everything is in $out"
echo "  sidor/                        a picture of every page"
echo "  halvarsrapport-$period.pdf   the printed half-year report, as an outsider gets it"
