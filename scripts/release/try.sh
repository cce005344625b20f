#!/bin/bash
# try.sh DIST: installs, runs and removes what a release holds, as a stranger would. Needs root and
# debootstrap for the Debian package (DEBIAN=FOLDER is a minimal system that is there already), and
# leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/../.."
dist=$(realpath "$1")
work=$(mktemp -d)
trap 'umount -q "$work"/*/proc || true; rm -rf --one-file-system "$work"' EXIT
passed() { echo "try: $*"; }
wrong() { echo "try: $*" >&2; exit 1; }

# The demo's cluster is not ready: 1, and no other exit code.
judged() {
  local code=0
  "$@" > "$work/output" 2> "$work/errors" || code=$?
  [ $code -eq 1 ] || { cat "$work/errors" >&2; wrong "$*: exit code $code where 1 was expected"; }
  grep -q '^NOT READY' "$work/output"
}

(cd "$dist" && sha256sum --quiet -c SHA256SUMS)
passed "the checksums fit"
archive=$(echo "$dist"/importlint-*-static.tar.gz)
version=$(basename "$archive" | sed 's/importlint-\(.*\)-linux-.*/\1/')

# The static executable in a root folder that holds nothing else but the inputs. Swift's runtime
# reads /proc/self/exe and cmdline, as every container has them.
empty=$work/empty
mkdir -p "$empty/proc"
tar -xzf "$archive" -C "$empty" --strip-components=1 --wildcards '*/importlint'
cp -r demo "$empty/demo"
mount -t proc proc "$empty/proc"
judged chroot "$empty" /importlint check demo/snapshot --target demo/target.yaml
umount "$empty/proc"
passed "the static executable judges in an empty root folder"

# install.sh: refuses what was changed, installs what fits.
mkdir -p "$work/served/v$version"
cp "$dist"/* "$work/served/v$version/"
install() {
  sh "$dist/install.sh" --base-url "file://$work/served" --version "$version" \
    --prefix "$work/prefix" "$@"
}
install > "$work/output"
judged "$work/prefix/bin/importlint" check demo/snapshot --target demo/target.yaml
sums=$(sha256sum "$dist/SHA256SUMS" | cut -d ' ' -f 1)
install --sums "$sums" --dynamic > "$work/output"
rm -rf "$work/prefix"
if install --sums 0 2> "$work/errors"; then wrong "install.sh took wrong checksums"; fi
printf x >> "$work/served/v$version/$(basename "$archive")"
if install 2> "$work/errors"; then wrong "install.sh took a changed archive"; fi
grep -q 'the checksum of .* is not that' "$work/errors"
[ ! -e "$work/prefix" ] || wrong "install.sh left something of what it refused"
passed "install.sh installs what fits, and nothing else"

# The Debian package in a minimal system.
debian=$work/debian
if [ -n "${DEBIAN:-}" ]; then
  cp -a "$DEBIAN" "$debian"
else
  debootstrap --variant=minbase "${SUITE:-bookworm}" "$debian" > "$work/debootstrap.log"
fi
mkdir -p "$debian/proc"
mount -t proc proc "$debian/proc"
cp "$dist"/importlint_*.deb "$debian/importlint.deb"
cp -r demo "$debian/demo"
inside() { chroot "$debian" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /importlint.deb man-db > "$work/apt.log" 2>&1
judged inside importlint check /demo/snapshot --target /demo/target.yaml
inside importlint check /demo/snapshot --target /demo/target.yaml --format html=/page.html \
  2> "$work/errors" || true
[ -s "$debian/page.html" ] || wrong "no page was written"
# Minimal systems leave manual pages out when they install; where they do not, they are found.
inside dpkg -L importlint | grep -q /usr/share/man/man1/importlint-check.1.gz
inside bash -n /usr/share/bash-completion/completions/importlint
inside apt-get purge -y -qq importlint > "$work/apt.log" 2>&1
left=$(find "$debian/usr" -name '*importlint*')
[ -z "$left" ] || wrong "the package left $left"
passed "the Debian package is installed, judges, and leaves nothing behind"

# The image, where buildah is: built of the same system, run without a shell in it.
if ! command -v buildah > /dev/null; then
  passed "no buildah here: the image was not built"
  exit 0
fi
build() { buildah --storage-driver vfs --root "$work/images" --runroot "$work/run" "$@"; }
umount "$debian/proc"
base=$(build from scratch)
build add -q "$base" "$debian" / > "$work/log"
build commit -q "$base" localhost/base:1 > "$work/log"
build bud --isolation chroot --build-arg BASE=localhost/base:1 --build-arg "VERSION=$version" \
  --build-arg "TARGETARCH=$(dpkg --print-architecture)" -t importlint \
  -f packaging/container/Containerfile "$dist" > "$work/log" 2>&1 ||
  { cat "$work/log" >&2; exit 1; }
image=$(build from localhost/importlint)
contained() { build run --isolation chroot -v "$PWD/demo:/snapshots/demo:ro" "$image" -- "$@"; }
judged contained /usr/bin/importlint check demo/snapshot --target demo/target.yaml
if contained /bin/sh -c true 2> "$work/errors"; then wrong "there is a shell in the image"; fi
user=$(build inspect --format '{{.OCIv1.Config.User}}' "$image")
[ "$user" = 65532:65532 ] || wrong "the image runs as $user"
passed "the image is built, judges as user $user, and has no shell"
