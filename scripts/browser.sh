#!/bin/bash
# browser.sh: opens the HTML report in headless Chromium and tests it there, with axe-core for
# contrast and landmarks; and the page of a fleet, with the times of its frames while it is scrolled.
# Pictures for people to look at are left in .build/browser.
set -euo pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
folder=$PWD/.build/browser
mkdir -p "$folder"

browser=${IMPORTLINT_BROWSER:-}
for name in chromium chromium-headless-shell chromium-browser google-chrome; do
  [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
if [ -z "$browser" ]; then
  echo "browser: there is no Chromium: apt install chromium" >&2
  exit 1
fi

# A release that is known: another one may find something else.
axe=$folder/axe.min.js
if [ ! -s "$axe" ]; then
  python3 -m pip download --quiet --no-deps --dest "$folder" axe-core-python==0.1.0
  python3 -c 'import glob, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + "/axe_core_python-*.whl")[0])
name = [n for n in wheel.namelist() if n.endswith("/axe.min.js")][0]
open(sys.argv[2], "wb").write(wheel.read(name))' "$folder" "$axe"
fi

rm -f "$folder"/*.png "$folder"/*.pdf "$folder/frames.txt"
code=0
IMPORTLINT_BROWSER=$browser IMPORTLINT_AXE=$axe IMPORTLINT_PICTURES=$folder \
  SWIFT=$swift scripts/test.sh --filter BrowserTests || code=$?
cat "$folder/frames.txt" || true
exit $code
