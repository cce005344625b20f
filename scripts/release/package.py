#!/usr/bin/env python3
"""package.py FOLDER DIST: packs what build.sh left in FOLDER as a release, into DIST.

Archives, a Debian package, a bill of materials, licences, a statement of provenance, the filled
templates of packaging/templates, and last SHA256SUMS of all of these. The same executables at the
same SOURCE_DATE_EPOCH give the same bytes.
"""

import argparse
import gzip
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

import materials
import statements

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLACEHOLDER = "https://downloads.example.com/importlint"


def said(*command, folder=ROOT):
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Release:
    def __init__(self, folder, dist, base):
        self.folder, self.dist = folder, dist
        self.executable = folder / "importlint"
        self.static = folder / "importlint-static"
        self.version = said(str(self.executable), "--version").split(",")[0].split()[-1]
        if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?", self.version):
            sys.exit(f"package: {self.version!r} is not a version")
        self.arch = said("dpkg", "--print-architecture")
        committed = said("git", "log", "-1", "--format=%ct")
        self.epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or committed)
        self.name = f"importlint-{self.version}-linux-{self.arch}"
        self.base = f"{base}/v{self.version}"

    def archive(self, name, executable):
        """A tar.gz in which nothing depends on the machine or the time of packing."""
        licences = self.dist / "LICENSES.txt"
        members = [("importlint", executable, 0o755), (licences.name, licences, 0o644)]
        for folder in ("man", "completions"):
            for path in sorted((ROOT / "packaging" / folder).iterdir()):
                members.append((f"{folder}/{path.name}", path, 0o644))
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for member, path, mode in members:
                info = tarfile.TarInfo(f"{name}/{member}")
                info.size, info.mode, info.mtime = path.stat().st_size, mode, self.epoch
                with path.open("rb") as source:
                    tar.addfile(info, source)
        target = self.dist / f"{name}.tar.gz"
        with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
            zipped.write(packed.getvalue())
        return target

    def debian_package(self):
        target = self.dist / f"importlint_{self.version}_{self.arch}.deb"
        subprocess.run(
            [str(ROOT / "scripts/release/deb.sh"), str(self.executable),
             str(self.dist / "LICENSES.txt"), self.version, str(target)],
            check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(self.epoch)})
        return target

    def fill_templates(self):
        """What other package tools read of a release: where it lies, and its sums."""
        values = {
            "VERSION": self.version, "BASE_URL": self.base, "ARCH": self.arch,
            "SHA256": sha256(self.dist / f"{self.name}.tar.gz"),
            "SHA256_STATIC": sha256(self.dist / f"{self.name}-static.tar.gz"),
        }
        for template in sorted((ROOT / "packaging/templates").iterdir()):
            text = re.sub(r"@([A-Z0-9_]+)@", lambda found: values[found[1]], template.read_text())
            (self.dist / template.name).write_text(text)

    def pack(self):
        shutil.rmtree(self.dist, ignore_errors=True)
        self.dist.mkdir(parents=True)
        parts = materials.components(
            self.folder / "importlint.map", self.folder / "importlint-static.map", ROOT)
        (self.dist / "LICENSES.txt").write_text(materials.licences(parts, self.version))
        products = [
            self.archive(self.name, self.executable),
            self.archive(f"{self.name}-static", self.static),
            self.debian_package(),
        ]
        subjects = [(path.name, sha256(path)) for path in products]
        statements.write(
            self.dist / f"importlint-{self.version}.cdx.json",
            statements.bill(parts, self.version, self.epoch, subjects))
        statements.write(
            self.dist / f"importlint-{self.version}.provenance.json",
            statements.provenance(parts, self.version, self.epoch, subjects, commit()))
        self.fill_templates()
        shutil.copy(ROOT / "packaging/install.sh", self.dist / "install.sh")
        files = sorted(path for path in self.dist.iterdir())
        sums = "".join(f"{sha256(path)}  {path.name}\n" for path in files)
        (self.dist / "SHA256SUMS").write_text(sums)
        for path in [*files, self.dist / "SHA256SUMS"]:
            print(f"{path.stat().st_size:>10}  {path}")


def commit():
    """The commit that was built, and whether the files were those of it."""
    changed = said("git", "status", "--porcelain", "--untracked-files=no")
    return said("git", "rev-parse", "HEAD"), not changed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("dist", type=pathlib.Path)
    parser.add_argument("--version", default="", help="what the executable must say that it is")
    parser.add_argument("--base-url", default=PLACEHOLDER, help="where releases are published")
    words = parser.parse_args()
    release = Release(words.folder.resolve(), words.dist.resolve(), words.base_url.rstrip("/"))
    if words.version and words.version != release.version:
        sys.exit(f"package: the executable says that it is {release.version}, not {words.version}")
    release.pack()
    if words.base_url == PLACEHOLDER:
        print("package: templates name a placeholder; --base-url says where releases are published")


if __name__ == "__main__":
    main()
