#!/usr/bin/env python3
"""Bombs made of what the built-in pack's examples hold, added to a ready cluster and judged.

"many": as many objects of a kind as fit a size, in the shapes that cost most for their bytes:
nothing but a name, the smallest object of the examples, and the largest.
"grown": one object of a kind in which one list or map is repeated up to the size.

Prints processor time, time, and memory above that of the ready cluster alone, and ends with 1 where
one is above the limits or ended by a signal. Thousands of runs: some half an hour.

    Fuzzing/bombs.py .build/release/importlint [--kinds many,grown] [--size MB] [--only WORD]
"""

import argparse
import copy
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

try:
    import yaml
except ImportError:
    sys.exit("bombs: PyYAML is not installed (apt install python3-yaml)")

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS = 1.0
MEGABYTES = 64
MARK = "@mark@"


class Loader(yaml.SafeLoader):
    """An anchor may be set again, as YAML allows, and dates stay text, as they are in JSON."""

    def compose_node(self, parent, index):
        if not self.check_event(yaml.AliasEvent):
            self.anchors.pop(self.peek_event().anchor, None)
        return super().compose_node(parent, index)


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def example_objects():
    """The objects of each kind in the pack's examples, by apiVersion and kind."""
    kinds = {}

    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("kind"), str) and isinstance(value.get("apiVersion"), str) \
                    and isinstance(value.get("metadata"), dict):
                kinds.setdefault((value["apiVersion"], value["kind"]), []).append(value)
            for member in value.values():
                walk(member)
        elif isinstance(value, list):
            for member in value:
                walk(member)

    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        for document in yaml.load_all(path.read_text(), Loader):
            walk(document)
    return {kind: of_kind for kind, of_kind in kinds.items() if not kind[1].endswith("List")}


def shapes(kind, of_kind):
    named = [value for value in of_kind if value["metadata"].get("name")]
    bare = {"apiVersion": kind[0], "kind": kind[1], "metadata": {"name": ""}}
    yield "name", bare
    if any("namespace" in value["metadata"] for value in named):
        yield "namespace", {**bare, "metadata": {"name": "", "namespace": "web"}}
    by_size = sorted(named, key=lambda value: len(json.dumps(value)))
    if by_size:
        yield "smallest", by_size[0]
        yield "largest", by_size[-1]


def compact(value):
    return json.dumps(value, separators=(",", ":"), default=str)


def write_list(path, head, repeated, tail, size):
    """A List in one line, as `kubectl get --raw` prints it, with `repeated` as often as it fits:
    its first part, a number, and its last; where there is no last, the first alone."""
    before, after = repeated
    written, number = 0, 0
    with open(path, "w") as file:
        file.write('{"apiVersion":"v1","kind":"List","items":[' + head)
        while written < size:
            text = before if after is None else f"{before}n{number}{after}"
            written += file.write(f'{"," if number else ""}{text}')
            number += 1
        file.write(tail + "]}")
    return number


def many(kind, of_kind):
    """Label and parts of each bomb of many objects."""
    for name, shape in shapes(kind, of_kind):
        shape = copy.deepcopy(shape)
        shape["metadata"]["name"] = MARK
        yield name, ("", compact(shape).split(MARK, 1), "")


def containers(value, path=()):
    if isinstance(value, dict):
        if path:
            yield path, value
        for key, member in value.items():
            yield from containers(member, path + (key,))
    elif isinstance(value, list):
        yield path, value
        if value:
            yield from containers(value[0], path + (0,))


def grown(kind, of_kind):
    """Label and parts of each bomb of one object, for the largest container at each path."""
    largest = {}
    for value in of_kind:
        for path, container in containers(value):
            key = ("/".join("*" if part == 0 else str(part) for part in path),
                   type(container).__name__)
            if key not in largest or len(compact(container)) > largest[key][0]:
                largest[key] = (len(compact(container)), value, path, container)
    for key, (_, value, path, container) in sorted(largest.items()):
        value = copy.deepcopy(value)
        parent = value
        for part in path[:-1]:
            parent = parent[part]
        parent[path[-1]] = MARK
        head, tail = compact(value).split(f'"{MARK}"', 1)
        if isinstance(container, dict):
            member = compact(next(iter(container.values()), "x"))
            yield " ".join(key), (head + "{", ('"', f'":{member}'), "}" + tail)
        else:
            element = container[0] if container else "x"
            if isinstance(element, dict) and isinstance(element.get("name"), str):
                element = {**element, "name": MARK}
            elif isinstance(element, str):
                element += MARK
            before, mark, after = compact(element).partition(MARK)
            yield " ".join(key), (head + "[", (before, after if mark else None), "]" + tail)


def measure(arguments):
    started = time.monotonic()
    null = os.open(os.devnull, os.O_WRONLY)
    pid = os.posix_spawn(
        arguments[0], arguments, os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    os.close(null)
    _, status, usage = os.wait4(pid, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "wall": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("executable")
    parser.add_argument("--kinds", default="many,grown")
    parser.add_argument("--size", type=float, default=16)
    parser.add_argument("--only", default="")
    parser.add_argument("--options", default="")
    options = parser.parse_args()
    executable = os.path.abspath(options.executable)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="importlint-bombs-"))
    exceeded = tried = 0
    try:
        shutil.copytree(ROOT / "Tests/Fixtures/ready-cluster", folder / "cluster")
        command = [executable, "check", str(folder / "cluster"), "--rancher", "2.13.1"]
        command += options.options.split()
        ordinary = measure(command)["memory"]
        bomb_path = folder / "cluster" / "bomb.json"
        makers = [{"many": many, "grown": grown}[name] for name in options.kinds.split(",")]
        for kind, of_kind in sorted(example_objects().items()):
            for name, parts in (bomb for maker in makers for bomb in maker(kind, of_kind)):
                label = f"{kind[0]} {kind[1]} {name}"
                if options.only not in label:
                    continue
                count = write_list(bomb_path, *parts, int(options.size * 1_000_000))
                result = measure(command)
                more = result["memory"] - ordinary
                bad = result["cpu"] > SECONDS or more > MEGABYTES or result["code"] < 0
                exceeded += bad
                tried += 1
                print(f'{"ABOVE" if bad else "ok":6}{result["cpu"]:6.2f} s cpu'
                      f' {result["wall"]:6.2f} s {more:5.0f} MB  exit {result["code"]}'
                      f"  {count:7} {label}", flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"{exceeded} of {tried} above {SECONDS} s or {MEGABYTES} MB")
    return 1 if exceeded or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
