#!/bin/sh
# build.sh FOLDER: builds what a release is made of, from nothing, into FOLDER: importlint,
# importlint-static, and the linker's maps of both, which say what is inside.
#
# The second one is linked of the same objects: it only takes glibc and libstdc++ from their
# archives. SwiftPM would compile everything again for that.
set -eu
cd "$(dirname "$0")/../.."
top=$PWD
out=$(mkdir -p "$1" && cd "$1" && pwd)
scratch=$top/.build-release
libraries=$scratch/static-libraries
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

# Whatever an earlier build left is no part of a release.
rm -rf "$scratch"
scripts/static-libraries.sh "$libraries"

# No path of this folder is to be in what is compiled; debugging information, which holds most of
# them, is stripped.
prefix=$top=/importlint
PKG_CONFIG_PATH=$libraries ${SWIFT:-swift} build -c release --scratch-path "$scratch" \
  --product importlint --static-swift-stdlib \
  -Xswiftc -file-prefix-map -Xswiftc "$prefix" \
  -Xcc "-ffile-prefix-map=$prefix" -Xcxx "-ffile-prefix-map=$prefix" \
  -Xlinker -s -Xlinker --no-export-dynamic -Xlinker --build-id=none \
  -Xlinker "-Map=$out/importlint.map"
cp "$scratch/release/importlint" "$out/importlint"

(cd "$scratch/release" && while IFS= read -r object; do
  readlink -e "$object" || { echo "build: there is no $object" >&2; exit 1; }
done < importlint.product/Objects.LinkFileList) > "$out/objects.txt"

if ! "${SWIFT:-swift}c" -emit-executable -o "$out/importlint-static" -module-name importlint \
  -static-stdlib -static-executable "@$out/objects.txt" -L"$libraries" \
  -lyaml -lre2 -lcrypto -ldl -Xlinker -lstdc++ -Xlinker -lm \
  -Xlinker --gc-sections -Xlinker --defsym -Xlinker main=ImportLint_main \
  -Xlinker -s -Xlinker --no-export-dynamic -Xlinker --build-id=none \
  -Xlinker "-Map=$out/importlint-static.map" \
  > "$out/static.log" 2>&1; then
  errors=$(grep error "$out/static.log" | head -20)
  # A linker that is killed, or not there, says no "error".
  [ -n "$errors" ] || errors=$(tail -20 "$out/static.log")
  echo "$errors" >&2
  exit 1
fi
rm -f "$out/objects.txt"

# The compiler notes in each object a hash of what it was made of, paths included. Nothing reads it
# again, and the linker keeps it: without zeros in its place two folders never give equal files.
for executable in "$out/importlint" "$out/importlint-static"; do
  readelf -SW "$executable" |
    sed -n 's/.* \.swift_modhash *PROGBITS *[0-9a-f]* \([0-9a-f]*\) \([0-9a-f]*\) .*/\1 \2/p' |
    while read -r offset size; do
      dd if=/dev/zero of="$executable" bs=1 seek=$((0x$offset)) count=$((0x$size)) \
        conv=notrunc 2>/dev/null
    done
done
ls -l "$out/importlint" "$out/importlint-static"
