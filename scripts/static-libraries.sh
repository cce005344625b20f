#!/bin/sh
# static-libraries.sh FOLDER: makes the release build find the static archives of libyaml and RE2.
#
# The linker takes a shared library where it finds both kinds in one folder. So FOLDER gets links
# to the archives alone, and .pc files that name it as the libraries' place: with FOLDER in
# PKG_CONFIG_PATH the same -lyaml and -lre2 find the archives, and the executable runs where
# neither library is installed.
set -eu
folder=$1
rm -rf "$folder"
mkdir -p "$folder"

link() { # link PC-MODULE ARCHIVE...
  module=$1
  libraries=$(pkg-config --variable=libdir "$module")
  shift
  for name in "$@"; do
    for archive in "$libraries"/$name; do
      [ ! -e "$archive" ] || ln -s "$archive" "$folder/"
    done
  done
  description=$(pkg-config --variable=pcfiledir "$module")/$module.pc
  sed "s|^libdir=.*|libdir=$folder|" "$description" > "$folder/$module.pc"
}

link yaml-0.1 libyaml.a
# Since 2023 RE2 is built on Abseil, whose archives lie beside its own.
link re2 libre2.a 'libabsl_*.a'
