#!/bin/sh
# deb.sh EXECUTABLE LICENSES VERSION OUT.deb: a Debian package of an executable that was built.
# MAINTAINER says who is to be written to; without it a placeholder stands there.
set -eu
executable=$1 licences=$2 version=$3 out=$4
top=$(cd "$(dirname "$0")/../.." && pwd)
maintainer=${MAINTAINER:-ImportLint packagers <packagers@example.com>}
: "${SOURCE_DATE_EPOCH:?}"
umask 022

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
install -D -m 755 "$executable" "$tree/usr/bin/importlint"
for page in "$top"/packaging/man/*.1; do
  install -D -m 644 "$page" "$tree/usr/share/man/man1/$(basename "$page")"
done
gzip -9n "$tree"/usr/share/man/man1/*.1
completions=$top/packaging/completions
# It is read by a shell, never run: Debian wants no first line that names one.
sed '1{/^#!/d}' "$completions/importlint" > "$work/completion"
install -D -m 644 "$work/completion" "$tree/usr/share/bash-completion/completions/importlint"
install -D -m 644 "$completions/_importlint" "$tree/usr/share/zsh/vendor-completions/_importlint"
install -D -m 644 "$completions/importlint.fish" \
  "$tree/usr/share/fish/vendor_completions.d/importlint.fish"

doc=$tree/usr/share/doc/importlint
install -D -m 644 "$top/packaging/debian/copyright" "$doc/copyright"
gzip -9nc "$licences" > "$work/licences.gz"
install -D -m 644 "$work/licences.gz" "$doc/LICENSES.txt.gz"
{
  echo "importlint ($version) unstable; urgency=medium"
  echo
  echo "  * The changes are in CHANGELOG.md of the sources."
  echo
  echo " -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} > "$doc/changelog"
gzip -9n "$doc/changelog"
install -D -m 644 "$top/packaging/debian/lintian-overrides" \
  "$tree/usr/share/lintian/overrides/importlint"

# What the executable needs of shared libraries, in the versions whose symbols it uses.
mkdir -p "$work/debian"
printf 'Source: importlint\n\nPackage: importlint\nArchitecture: any\n' > "$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O -e"$tree/usr/bin/importlint" 2> "$work/shlibdeps.log" |
  sed 's/^shlibs:Depends=//')
[ -n "$depends" ] || { cat "$work/shlibdeps.log" >&2; exit 1; }

mkdir -p "$tree/DEBIAN"
cat > "$tree/DEBIAN/control" <<CONTROL
Package: importlint
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: $maintainer
Installed-Size: $(du -sk --exclude=DEBIAN "$tree" | cut -f1)
Depends: $depends, tzdata
Suggests: kubernetes-client
Section: admin
Priority: optional
Description: judge whether a Kubernetes cluster can be imported into Rancher
 ImportLint reads a snapshot of a cluster, as kubectl and other tools export it,
 and says by its rules whether the cluster is ready to be imported (registered)
 into a given Rancher: what fails, where it stands in the files, why it matters
 and how to fix it, and what evidence is missing.
 .
 It does not touch the cluster. Only its command "collect" does, through
 kubectl, to make a snapshot.
CONTROL
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) > "$work/md5sums"
install -m 644 "$work/md5sums" "$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "$out" > /dev/null
