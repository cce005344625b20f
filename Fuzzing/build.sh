#!/bin/sh
# build.sh SANITIZERS: builds the fuzzer, optimised and with the checks of a debug build, and prints
# where it lies. The runtime is that of the Swift toolchain, which brings libFuzzer along.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=$(cd "$here/.." && pwd)/.build-fuzz/$(echo "$1" | tr , -)

swift build --package-path "$here" --scratch-path "$place" -c release --product Fuzz \
  -Xswiftc -sanitize="$1" -Xswiftc -assert-config -Xswiftc Debug >&2
echo "$place/release/Fuzz"
