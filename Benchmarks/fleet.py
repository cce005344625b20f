#!/usr/bin/env python3
"""Measures a fleet: synthetic clusters, their rows, and the merge.

    Benchmarks/fleet.py EXECUTABLE [COUNT [MERGED [FOLDER]]]

Judges COUNT clusters (1000): each is the ready cluster of the tests under another uid, with one
thing broken in half of them. Merges MERGED rows (10000): those of the clusters, under further names
and uids. Prints times and the peak of memory of the largest process so far; what it makes stays in
FOLDER.
"""

import io
import json
import os
import re
import resource
import subprocess
import sys
import tarfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
READY = os.path.join(ROOT, "Tests", "Fixtures", "ready-cluster")
TARGET = os.path.join(ROOT, "Tests", "Fixtures", "ready-target.yaml")


def files():
    """The ready cluster: path below the snapshot -> bytes."""
    found = {}
    for folder, _, names in os.walk(READY):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, READY)] = file.read()
    return found


def breakages(ready):
    """What breaks a cluster: (name, {path: bytes or None for a file that is gone})."""
    resolvers = [p for p in ready if p.endswith("etc/resolv.conf")]
    versions = [p for p in ready if p == "version.json"]
    probes = [p for p in ready if p.startswith("probes/")]
    return [
        ("none", {}),
        ("loopback", {p: b"nameserver 127.0.0.53\n" for p in resolvers}),
        ("old", {p: re.sub(rb"v1\.\d+\.\d+", b"v1.20.1", ready[p]) for p in versions}),
        ("unprobed", {p: None for p in probes}),
        ("both", {p: b"nameserver 127.0.0.1\n" for p in resolvers} | {p: None for p in probes}),
        ("whole", {}),
    ]


def write(folder, count):
    ready = files()
    kinds = breakages(ready)
    namespaces = next(p for p in ready if p.startswith("resources/namespaces"))
    old = re.search(rb'\n    name: kube-system\n.*?\n    uid: "([^"]+)"', ready[namespaces], re.S)[1]
    os.makedirs(os.path.join(folder, "snapshots"), exist_ok=True)
    lines = ["schema: 1", "clusters:"]
    for index in range(count):
        name = f"c{index:05}"
        kind, changes = kinds[index % len(kinds)]
        path = os.path.join(folder, "snapshots", f"{name}.tar.gz")
        lines.append(
            f'  - {{name: {name}, inputs: [snapshots/{name}.tar.gz], '
            f'labels: {{ring: "{index % 5}", pair: "p{index // 2}"}}}}')
        if os.path.exists(path):
            continue
        content = dict(ready)
        content[namespaces] = ready[namespaces].replace(old, f"uid-{index}".encode())
        content.update(changes)
        with tarfile.open(path, "w:gz", compresslevel=1) as archive:
            for member, data in content.items():
                if data is None:
                    continue
                info = tarfile.TarInfo(f"{name}/{member}")
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    with open(os.path.join(folder, "fleet.yaml"), "w") as file:
        file.write("\n".join(lines) + "\n")


def write_copies(folder, lines, count):
    """Rows under further names and uids, until there are as many as wanted."""
    with open(os.path.join(folder, "rows.ndjson"), "w") as file:
        for index in range(count):
            row = json.loads(lines[index % len(lines)])
            row["name"] = f"c{index:05}"
            if row["cluster"]["uid"]:
                row["cluster"]["uid"] = f"uid-{index}"
            row["labels"]["pair"] = f"p{index // 2}"
            file.write(json.dumps(row, separators=(",", ":")) + "\n")


def run(title, arguments, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.communicate()
    seconds = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = errors.decode().strip().splitlines()[-1:]
    print(
        f"{title:<34} {seconds:8.1f} s  {cpu:8.1f} s of processor  "
        f"peak so far {after.ru_maxrss / 1024:6.0f} MB  {' '.join(last)}", flush=True)
    return output


def main():
    executable = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    merged = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
    folder = os.path.abspath(sys.argv[4] if len(sys.argv) > 4 else "/tmp/importlint-fleet")
    start = time.monotonic()
    write(folder, count)
    print(f"{count} snapshots in {time.monotonic() - start:.1f} s", flush=True)
    check = [executable, "fleet", "check", "fleet.yaml", "--target", TARGET, "--out", "rows"]
    run("fleet check", check, folder)
    run("fleet check, nothing changed", check, folder)
    sizes = sorted(
        os.path.getsize(os.path.join(folder, "rows", name))
        for name in os.listdir(os.path.join(folder, "rows")))
    print(f"rows: median {sizes[len(sizes) // 2]} bytes, largest {sizes[-1]}", flush=True)
    rows = run(
        "fleet merge --format rows", [executable, "fleet", "merge", "rows", "--format", "rows"],
        folder)
    write_copies(folder, rows.decode().splitlines(), merged)
    for form in ["text", "json", "csv", "prometheus", "sarif", "html"]:
        output = run(
            f"fleet merge --format {form}",
            [executable, "fleet", "merge", "rows.ndjson", "--format", form], folder)
        print(f"{'':<34} {len(output) / 1e6:8.2f} MB", flush=True)
    run(
        "fleet plan",
        [executable, "fleet", "plan", "rows.ndjson", "--failover-label", "pair", "--order-label",
         "ring", "--wave-size", "50"], folder)


if __name__ == "__main__":
    main()
