#!/bin/sh
# Installs the system packages that the build links against, where they are missing.
# Silent and without root when nothing is missing; looks for the things themselves, not for the
# packages, so that a machine without apt passes once they are installed by other means.
set -eu

missing=""
need() { missing="$missing $1"; }

if ! command -v swift >/dev/null 2>&1; then
  echo "setup: no swift in PATH; install Swift 6.2 or newer: https://www.swift.org/install/linux/" >&2
  exit 1
fi

if command -v pkg-config >/dev/null 2>&1; then
  pkg-config --exists yaml-0.1 || need libyaml-dev
  pkg-config --exists re2 || need libre2-dev
  pkg-config --exists libcrypto || need libssl-dev
  pkg-config --exists libarchive || need libarchive-dev
  # What libarchive.a is linked with.
  pkg-config --exists zlib || need zlib1g-dev
  pkg-config --exists libzstd || need libzstd-dev
  pkg-config --exists liblzma || need liblzma-dev
  pkg-config --exists nettle || need nettle-dev
else
  # Without pkg-config the others cannot be looked for: apt skips those that are there.
  need "pkg-config libyaml-dev libre2-dev libssl-dev libarchive-dev"
  need "zlib1g-dev libzstd-dev liblzma-dev nettle-dev"
fi
# bzip2 has no .pc file.
bzip2=$(find /usr/include /usr/local/include -maxdepth 1 -name bzlib.h 2>/dev/null | head -1)
[ -n "$bzip2" ] || need libbz2-dev
# Rules about certificates and maintenance windows read time zones from the system's data.
[ -e "${TZDIR:-/usr/share/zoneinfo}/UTC" ] || need tzdata

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "setup: missing:$missing (names of the Debian packages), and there is no apt-get here." >&2
  echo "setup: install what these packages hold (headers, libraries and their .pc files)" >&2
  echo "setup: with this system's package tool, then run make again." >&2
  exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: missing:$missing; neither root nor sudo here. Have an administrator run:" >&2
    echo "setup:   apt-get install -y$missing" >&2
    exit 1
  fi
  as_root="sudo"
fi

echo "setup: installing$missing"
# A stale or partly unreachable package list need not matter: the installation decides.
$as_root apt-get update -qq || true
# shellcheck disable=SC2086 # a list of words, meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing
