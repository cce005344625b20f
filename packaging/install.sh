#!/bin/sh
# install.sh: fetches a release of importlint, verifies its checksum, and installs it.
#
#   sh install.sh --base-url https://downloads.example.com/importlint --version 1.0.0
#
# (That address is a placeholder: name the place where your releases lie.)
#
#   --base-url URL    where releases lie: URL/vVERSION/FILE        or IMPORTLINT_BASE_URL
#   --version VERSION which one                                    or IMPORTLINT_VERSION
#   --sums SHA256     what the SHA-256 of SHA256SUMS itself must be; without it the files are
#                     held against a list from the same place, which finds what broke on the way
#                     and nothing else
#   --prefix FOLDER   /usr/local, or $HOME/.local where that cannot be written
#   --dynamic         the executable that uses the system's glibc, instead of the static one
#
# Nothing is installed unless all of it fits. It never asks for another user's rights.
set -eu

fail() { echo "install: $*" >&2; exit 1; }
value() { [ "$2" -ge 2 ] || fail "$1 needs a value"; }

base=${IMPORTLINT_BASE_URL:-} version=${IMPORTLINT_VERSION:-} expected="" prefix="" kind=-static
while [ $# -gt 0 ]; do
  case $1 in
    --base-url) value "$1" $#; base=$2; shift ;;
    --version) value "$1" $#; version=$2; shift ;;
    --sums) value "$1" $#; expected=$2; shift ;;
    --prefix) value "$1" $#; prefix=$2; shift ;;
    --dynamic) kind="" ;;
    -h | --help) sed -n '2,/^set/p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 0 ;;
    *) fail "$1 is not an option; --help lists them" ;;
  esac
  shift
done
[ -n "$base" ] || fail "--base-url is missing: where do the releases lie?"
[ -n "$version" ] || fail "--version is missing"
case $version in
  *[!0-9A-Za-z.-]*) fail "$version is not a version" ;;
esac

[ "$(uname -s)" = Linux ] || fail "there are releases for Linux only, and this is $(uname -s)"
case $(uname -m) in
  x86_64 | amd64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) fail "there is no release for $(uname -m)" ;;
esac

if command -v curl > /dev/null 2>&1; then
  fetch() { curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"; }
elif command -v wget > /dev/null 2>&1; then
  fetch() { wget -q -O "$2" "$1"; }
else
  fail "neither curl nor wget is here"
fi
if command -v sha256sum > /dev/null 2>&1; then
  sum() { sha256sum "$1" | cut -d ' ' -f 1; }
elif command -v shasum > /dev/null 2>&1; then
  sum() { shasum -a 256 "$1" | cut -d ' ' -f 1; }
else
  fail "neither sha256sum nor shasum is here, and nothing is installed unverified"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
name=importlint-$version-linux-$arch$kind
place=${base%/}/v$version
fetch "$place/SHA256SUMS" "$work/SHA256SUMS" || fail "$place/SHA256SUMS cannot be fetched"
if [ -n "$expected" ] && [ "$(sum "$work/SHA256SUMS")" != "$expected" ]; then
  fail "SHA256SUMS is not the one that --sums names"
fi
wanted=$(sed -n "s/^\([0-9a-f]\{64\}\)  $name\.tar\.gz\$/\1/p" "$work/SHA256SUMS")
[ -n "$wanted" ] || fail "SHA256SUMS does not name $name.tar.gz"
fetch "$place/$name.tar.gz" "$work/$name.tar.gz" || fail "$place/$name.tar.gz cannot be fetched"
[ "$(sum "$work/$name.tar.gz")" = "$wanted" ] ||
  fail "the checksum of $name.tar.gz is not that in SHA256SUMS"

tar -xzf "$work/$name.tar.gz" -C "$work"
"$work/$name/importlint" --version > /dev/null || fail "the executable does not run on this machine"

if [ -z "$prefix" ]; then
  prefix=/usr/local
  [ -w /usr/local ] || prefix=$HOME/.local
fi
put() { mkdir -p "$prefix/$2" && cp "$work/$name/$1" "$prefix/$2/$3.new" &&
  chmod "$4" "$prefix/$2/$3.new" && mv -f "$prefix/$2/$3.new" "$prefix/$2/$3"; }
put importlint bin importlint 755
put LICENSES.txt share/doc/importlint LICENSES.txt 644
for page in "$work/$name"/man/*.1; do
  put "man/$(basename "$page")" share/man/man1 "$(basename "$page")" 644
done
put completions/importlint share/bash-completion/completions importlint 644
put completions/_importlint share/zsh/site-functions _importlint 644
put completions/importlint.fish share/fish/vendor_completions.d importlint.fish 644

echo "install: $("$prefix/bin/importlint" --version), in $prefix/bin"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "install: $prefix/bin is not in PATH" ;;
esac
