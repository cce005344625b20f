#!/bin/sh
# static-libraries.sh FOLDER: makes the release build find the static archives of what it links.
#
# The linker takes a shared library where it finds both kinds in one folder. So FOLDER gets the
# archives alone, and a copy of yaml-0.1.pc that names it as the place of the libraries: with
# FOLDER in PKG_CONFIG_PATH the linker searches it first, the same -lyaml, -lre2, -lcrypto, -larchive
# and -lz find the archives, and the executable runs where none of them is installed.
set -eu
folder=$1
rm -rf "$folder"
mkdir -p "$folder"

libraries=$(pkg-config --variable=libdir yaml-0.1)
ln -s "$libraries/libyaml.a" "$folder/"
sed "s|^libdir=.*|libdir=$folder|" \
  "$(pkg-config --variable=pcfiledir yaml-0.1)/yaml-0.1.pc" > "$folder/yaml-0.1.pc"

# Since 2023 RE2 is built on Abseil, whose archives lie beside its own and must be linked with it:
# a linker script in the archive's place stands for them all. The linker takes what is needed.
libraries=$(pkg-config --variable=libdir re2)
archives=$(find "$libraries" -maxdepth 1 -name 'libabsl_*.a' | sort | tr '\n' ' ')
# Both use the C++ library, and so does Swift's own: one that is inside binds no symbols at start.
standard=$(${CC:-clang} -print-file-name=libstdc++.a)
if [ -f "$standard" ]; then ln -s "$standard" "$folder/"; else standard=""; fi
echo "GROUP ( $libraries/libre2.a $archives$standard )" > "$folder/libre2.a"

ln -s "$(pkg-config --variable=libdir libcrypto)/libcrypto.a" "$folder/"

# libarchive is linked with one library for each way of compression, and with nettle for zip's
# encryption; of what it has beside them nothing is asked for, so nothing else is needed.
libraries=$(pkg-config --variable=libdir libarchive)
archives=""
for name in z zstd lzma bz2 nettle; do
  archives="$archives $libraries/lib$name.a"
done
echo "GROUP ( $libraries/libarchive.a$archives )" > "$folder/libarchive.a"
ln -s "$libraries/libz.a" "$folder/"
