#!/usr/bin/env python3
"""Makes snapshots of many clusters: each a known state, renamed, and most with one thing broken.

    Benchmarks/fleet_snapshots.py FOLDER COUNT [--states DIR] [--seed N] [--from N]

Writes FOLDER/snapshots/c00000.tar.gz and so on, and a list of them, FOLDER/fleet-COUNT.yaml. What
the cluster of a number is follows from the seed and the number alone, whatever COUNT is. States are
the ready cluster of the tests, and those of DIR (../shared/states, where it is there).
"""

import argparse
import os
import random
import re
import struct
import tarfile
import uuid
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
READY = os.path.join(ROOT, "Tests", "Fixtures", "ready-cluster")
# What clusters are to join: the ready one a Rancher of which all is declared, the others one of
# which little is.
TARGETS = {
    "ready": open(os.path.join(ROOT, "Tests", "Fixtures", "ready-target.yaml")).read(),
    "state": "schema: 1\nrancher: {version: 2.9.3, url: \"https://rancher.new.example\"}\n",
}
PARTS = ("get-yaml", "raw", "nodes")


class State:
    """The files of a cluster: path below the snapshot -> bytes."""

    def __init__(self, folder, parts):
        self.files = {}
        for part in parts:
            for place, folders, names in os.walk(os.path.join(folder, part)):
                folders.sort()
                for name in sorted(names):
                    path = os.path.join(place, name)
                    with open(path, "rb") as file:
                        self.files[os.path.relpath(path, folder)] = file.read()
        nodes = {p.split("/")[1] for p in self.files if p.startswith("nodes/")}
        # A name that begins with another one is replaced first.
        self.nodes = sorted(nodes, key=lambda name: (-len(name), name))
        self.uid = next(
            found[1] for data in self.files.values()
            if (found := re.search(rb'\n    name: kube-system\n(?:    .*\n)*?    uid: "?([^"\n]+)',
                                   data)))

    def renamed(self, number):
        """The files with other names of nodes, and another uid of the cluster."""
        uid = str(uuid.UUID(int=number, version=4)).encode()
        names = [(node.encode(), b"c%05d-%s" % (number, node.encode())) for node in self.nodes]
        files = {}
        for path, data in self.files.items():
            for old, new in names:
                data = data.replace(old, new)
                path = path.replace(f"nodes/{old.decode()}/", f"nodes/{new.decode()}/")
            files[path] = data.replace(self.uid, uid)
        return files


def states(folder):
    found = [State(READY, [""])]
    if folder and os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            if os.path.isdir(os.path.join(folder, name, "get-yaml")):
                found.append(State(os.path.join(folder, name), PARTS))
    return found


# What breaks: each changes the files that it is given, by a generator of its own.

def nothing(files, chance):
    pass


def lost(files, chance):
    del files[chance.choice(sorted(files))]


def cut(files, chance):
    path = chance.choice(sorted(path for path in files if len(files[path]) > 1000))
    files[path] = files[path][:chance.randrange(len(files[path]))]


def edit(files, ending, pattern, text, chance=None):
    """Changes what fits, or one of it by chance, in all files of that ending."""
    for path in sorted(files):
        if not path.endswith(ending):
            continue
        found = list(re.finditer(pattern, files[path]))
        if chance:
            found = [chance.choice(found)] if found else []
        for match in reversed(found):
            data = files[path]
            files[path] = data[:match.start()] + match.expand(text) + data[match.end():]


def tainted(files, chance):
    edit(files, "nodes.yaml", rb"\n  spec:\n",
         rb"\g<0>    taints:\n    - effect: NoSchedule\n      key: example.com/drained\n")


def unlabelled(files, chance):
    edit(files, "nodes.yaml", rb"\n      [a-z./-]+/[a-z-]+: \"?[a-z0-9]+\"?(?=\n)", rb"", chance)


def old(files, chance):
    version = rb"v1.%d.1" % chance.randrange(20, 27)
    edit(files, "version.json", rb"v1\.\d+\.\d+", version)
    edit(files, "nodes.yaml", rb"(kubeletVersion: )v1\.\d+\.\d+", rb"\g<1>" + version)


def looping(files, chance):
    for path in files:
        if path.endswith("etc/resolv.conf"):
            files[path] = b"nameserver 127.0.0.53\n"


def unready(files, chance):
    edit(files, "nodes.yaml", rb"status: \"True\"(\n      type: Ready)", rb'status: "False"\g<1>',
         chance)


def unprobed(files, chance):
    for path in [path for path in files if path.startswith("probes/")]:
        del files[path]


BREAKAGES = [
    nothing, nothing, lost, lost, cut, tainted, unlabelled, old, looping, unready, unprobed,
]
# Of so many archives one breaks off.
TORN = 200


def archive(files):
    """A tar.gz: the same bytes for the same files."""
    pieces = []
    for path in sorted(files):
        data = files[path]
        info = tarfile.TarInfo("snapshot/" + path)
        info.size = len(data)
        pieces += [info.tobuf(tarfile.USTAR_FORMAT), data, bytes(-len(data) % 512)]
    pieces.append(bytes(1024))
    data = b"".join(pieces)
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    return head + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def snapshot(known, seed, number):
    """The archive of the cluster of that number."""
    chance = random.Random(f"{seed}/{number}")
    files = known[number % len(known)].renamed(number)
    chance.choice(BREAKAGES)(files, chance)
    data = archive(files)
    return data[:len(data) // 2] if chance.randrange(TORN) == 0 else data


def write(folder, count, known, seed, start=0):
    """Writes the snapshots from the one of number `start` on, and a list of all."""
    for name in ("snapshots", "targets"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    for name, text in TARGETS.items():
        with open(os.path.join(folder, "targets", f"{name}.yaml"), "w") as file:
            file.write(text)
    for number in range(start, count):
        with open(os.path.join(folder, "snapshots", f"c{number:05}.tar.gz"), "wb") as file:
            file.write(snapshot(known, seed, number))
    with open(os.path.join(folder, f"fleet-{count}.yaml"), "w") as file:
        file.write("schema: 1\nclusters:\n")
        for number in range(count):
            name = f"c{number:05}"
            target = "ready" if number % len(known) == 0 else "state"
            file.write(
                f"  - {{name: {name}, inputs: [snapshots/{name}.tar.gz], "
                f"target: targets/{target}.yaml, labels: "
                f'{{ring: "{number % 5}", region: r{number % 7}, pair: p{number // 2}}}}}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("count", type=int)
    parser.add_argument("--states", default=os.path.join(ROOT, "..", "shared", "states"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--from", type=int, default=0, dest="start", help="snapshots before it are there")
    options = parser.parse_args()
    write(
        options.folder, options.count, states(options.states), options.seed, options.start)


if __name__ == "__main__":
    main()
