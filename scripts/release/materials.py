"""What is linked into the executables, from the linker's maps: versions and licences."""

import json
import os
import pathlib
import re
import shutil
import subprocess

# Of Swift's packages and of its runtime.
SWIFT_LICENCE = "Apache-2.0 WITH Swift-exception"


class Component:
    """A part of the executables. `files` are texts of licences."""

    def __init__(self, name, version, purl, files, licence=None, origin=None):
        self.name, self.version, self.purl = name, version, purl
        self.files, self.licence, self.origin = files, licence, origin
        self.inside = "both executables"

    def text(self):
        return "\n".join(path.read_text(errors="replace").rstrip("\n") for path in self.files)

    def licence_names(self):
        """What the copyright file in Debian's form says, sorted; empty for other forms."""
        names = re.findall(r"^License: *(\S.*)$", self.text(), re.MULTILINE)
        return sorted({" ".join(name.split()) for name in names})


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def archives(path):
    """The static archives of which the linker took anything, links resolved."""
    found = set()
    for line in path.read_text(errors="replace").splitlines():
        member = re.match(r"^(/\S+\.a)\(\S+\)", line)
        if member:
            found.add(str(pathlib.Path(member[1]).resolve()))
    return found


def debian_component(package):
    fields = "${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}"
    name, version, arch, source, source_version = said(
        "dpkg-query", "-W", "-f", fields, package).split("\t")
    distribution = dict(
        line.split("=", 1) for line in pathlib.Path("/etc/os-release").read_text().splitlines()
        if "=" in line)
    distro = f"{distribution['ID']}-{distribution.get('VERSION_ID', 'unknown')}".replace('"', "")
    return Component(
        name, version,
        f"pkg:deb/{distribution['ID']}/{name}@{version}?arch={arch}&distro={distro}"
        .replace("+", "%2B"),
        [pathlib.Path(f"/usr/share/doc/{name}/copyright")],
        origin=f"{source} {source_version}")


def swift_packages(root):
    pins = json.loads((root / "Package.resolved").read_text())["pins"]
    folders = [root / ".build-release/checkouts", root / ".build/checkouts"]
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        state, location = pin["state"], pin["location"].removesuffix(".git")
        files = []
        for folder in folders:
            files = files or sorted((folder / pin["identity"]).glob("LICENSE*"))
        if not files:
            raise SystemExit(f"package: no licence of {pin['identity']} below {folders[0]}")
        yield Component(
            pin["identity"], state["version"],
            f"pkg:swift/{location.removeprefix('https://')}@{state['version']}",
            files, SWIFT_LICENCE, state["revision"])


def swift_toolchain(names):
    compiler = os.environ.get("SWIFT", "swift") + "c"
    found = shutil.which(compiler)
    if not found:
        raise SystemExit(f"package: there is no {compiler}")
    licence = pathlib.Path(found).resolve().parent.parent / "share/swift/LICENSE.txt"
    version = re.search(r"Swift version (\S+)", said(found, "--version"))[1]
    return Component(
        "swift-runtime", version, f"pkg:generic/swift@{version}", [licence], SWIFT_LICENCE,
        " ".join(names))


def components(shared, static, root):
    """All that is linked, sorted by name: packages of Swift and of Debian, Swift's runtime.

    `shared` and `static` are the linker's maps of the executable that uses the system's libraries,
    and of the one that uses none.
    """
    inside = {}
    runtime = []
    for path in (static, shared):
        for archive in sorted(archives(path)):
            if "/swift_static/" in archive:
                runtime.append(pathlib.Path(archive).name)
                continue
            owner = subprocess.run(["dpkg", "-S", archive], capture_output=True, text=True)
            if owner.returncode != 0:
                raise SystemExit(f"package: no package owns {archive}: what is its licence?")
            inside.setdefault(owner.stdout.split(":")[0], set()).add(path)
    parts = [*swift_packages(root), swift_toolchain(sorted(set(runtime)))]
    for package, paths in inside.items():
        part = debian_component(package)
        if shared not in paths:
            part.inside = "the static executable"
        parts.append(part)
    return sorted(parts, key=lambda part: part.name)


def licences(parts, version):
    rule = "=" * 78
    lines = [
        f"Licences of what is linked into importlint {version}", "",
        "ImportLint itself: see LICENSE of its sources; where there is none, its authors have",
        "granted no licence.", "",
        "nettle is under the GNU LGPL 3 or the GNU GPL 2, and glibc under the GNU LGPL 2.1: who",
        "passes executables on that hold them must give what it takes to link them anew (the",
        "sources and scripts/release/build.sh do).", "",
        *[f"  {part.name} {part.version}, in {part.inside}" for part in parts],
    ]
    for part in parts:
        lines += ["", rule, f"{part.name} {part.version}", rule, "", part.text()]
    return "\n".join(lines) + "\n"
