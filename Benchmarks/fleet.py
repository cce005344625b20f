#!/usr/bin/env python3
"""Measures a fleet: synthetic clusters, their rows, and the merge, for fleets of several sizes.

    Benchmarks/fleet.py EXECUTABLE [FOLDER] [--sizes 1000,3000,10000] [--states DIR] [--seed N]

Each size judges what the one before has not, and merges all there is: what is linear shows. Prints
tables in Markdown. What it makes stays in FOLDER, where a run that was ended goes on; it needs
0.1 MB a cluster.
"""

import argparse
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
FORMATS = ["text", "csv", "prometheus", "json", "sarif", "html"]


class Run:
    """A run of the program: seconds, seconds of processors, and peaks of memory in MB."""

    def __init__(self, arguments, folder, output=subprocess.DEVNULL):
        start = time.monotonic()
        process = subprocess.Popen(
            arguments, cwd=folder, stdout=output, stderr=subprocess.PIPE)
        self.own = 0.0
        watch = threading.Thread(target=self.watch, args=[process.pid], daemon=True)
        watch.start()
        errors = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.code = process.returncode
        self.seconds = time.monotonic() - start
        self.processor = usage.ru_utime + usage.ru_stime
        # Of the largest of the program and those that it started.
        self.largest = usage.ru_maxrss / 1024
        lines = errors.strip().splitlines() or [""]
        # Behind the progress, which writes over itself.
        self.sentence = lines[-1].split("\r")[-1]

    def watch(self, pid):
        """The program's own peak, which only its end takes away."""
        while True:
            try:
                with open(f"/proc/{pid}/status") as file:
                    for line in file:
                        if line.startswith("VmHWM:"):
                            self.own = int(line.split()[1]) / 1024
            except OSError:
                return
            time.sleep(0.05)


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def judge(executable, folder, sizes, options):
    row("clusters", "judged in this step", "s", "s of a processor", "of these for each cluster",
        "peak of fleet check, MB", "largest process, MB", "again, nothing changed, s")
    row(*["---"] * 8)
    before = 0
    for size in sizes:
        subprocess.run(
            [sys.executable, os.path.join(HERE, "fleet_snapshots.py"), folder, str(size),
             "--from", str(before), "--states", options.states, "--seed", str(options.seed)],
            check=True)
        arguments = [executable, "fleet", "check", f"fleet-{size}.yaml", "--out", "rows"]
        run = Run(arguments, folder)
        again = Run(arguments, folder)
        if (run.code, again.code) != (0, 0):
            sys.exit(f"fleet check ended with {run.code}: {run.sentence}")
        new = size - before
        row(size, new, f"{run.seconds:.0f}", f"{run.processor:.0f}",
            f"{run.processor / new:.3f}", f"{run.own:.0f}", f"{run.largest:.0f}",
            f"{again.seconds:.1f}")
        print(f"<!-- {run.sentence}; then {again.sentence} -->", flush=True)
        with open(os.path.join(folder, f"rows-{size}.ndjson"), "wb") as file:
            Run([executable, "fleet", "merge", "rows", "--format", "rows"], folder, file)
        before = size


def merge(executable, folder, sizes):
    print()
    row("rows", "MB", "what", "s", "s of a processor", "peak, MB", "writes, MB")
    row(*["---"] * 7)
    for index, size in enumerate(sizes):
        rows = f"rows-{size}.ndjson"
        command = [executable, "fleet", "merge", rows, "--expect", f"fleet-{size}.yaml", "--format"]
        plan = [executable, "fleet", "plan", rows, "--failover-label", "pair", "--order-label",
                "ring", "--wave-size", "50"]
        runs = [("merge, " + form, command + [form]) for form in FORMATS]
        earlier = [f"--baseline=rows-{other}.ndjson" for other in sizes[:index]]
        if earlier:
            runs.append((f"merge, html, {len(earlier)} earlier", command + ["html"] + earlier))
        for what, arguments in runs + [("plan", plan)]:
            path = os.path.join(folder, "output")
            with open(path, "wb") as file:
                run = Run(arguments, folder, file)
            if run.code not in (0, 1, 2, 3) or os.path.getsize(path) == 0:
                sys.exit(f"{what} ended with {run.code}: {run.sentence}")
            row(size, f"{os.path.getsize(os.path.join(folder, rows)) / 1e6:.0f}", what,
                f"{run.seconds:.1f}", f"{run.processor:.1f}", f"{run.largest:.0f}",
                f"{os.path.getsize(path) / 1e6:.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable")
    parser.add_argument("folder", nargs="?", default="/tmp/importlint-fleet")
    parser.add_argument("--sizes", default="1000,3000,10000")
    parser.add_argument(
        "--states", default=os.path.join(HERE, "..", "..", "shared", "states"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--merge-only", action="store_true", help="rows-SIZE.ndjson are there")
    options = parser.parse_args()
    executable = os.path.abspath(options.executable)
    folder = os.path.abspath(options.folder)
    sizes = sorted(int(size) for size in options.sizes.split(","))
    if not options.merge_only:
        judge(executable, folder, sizes, options)
    merge(executable, folder, sizes)


if __name__ == "__main__":
    main()
