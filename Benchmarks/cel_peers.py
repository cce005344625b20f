"""Measures CEL expressions in our implementation and in two others, in one go.

    cel_peers.py CEL_BENCH TIMINGS.JSON

Medians of several rounds, ns for an evaluation. The peers are called from Python, so what the
constant `true` takes is subtracted from each: that is the call. Ours are subtracted alike.
"""
import json
import statistics
import subprocess
import sys
import time

ROUNDS = 9


def measured(call):
    """Median ns for one call."""
    count = 1
    while True:
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        if time.perf_counter_ns() - start > 5_000_000:
            break
        count *= 2
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        rounds.append((time.perf_counter_ns() - start) / count)
    return statistics.median(rounds)


def google(expressions, subject):
    """ns by name, and µs for compiling, of Google's C++; the activation is made once."""
    from cel_expr_python import cel
    env = cel.NewEnv(variables={"object": cel.Type.DYN})
    activation = env.Activation(data={"object": subject})
    times, compiling = {}, {}
    for name, text in expressions.items():
        try:
            program = env.compile(text)
            program.eval(activation)
        except Exception:
            continue
        times[name] = measured(lambda: program.eval(activation))
        compiling[name] = measured(lambda: env.compile(text)) / 1000
    return times, compiling


def rust(expressions, subject):
    """The same of a Rust implementation; the context is made once."""
    import cel
    context = cel.Context(variables={"object": subject})
    times, compiling = {}, {}
    for name, text in expressions.items():
        try:
            program = cel.compile(text)
            program.execute(context)
        except Exception:
            continue
        times[name] = measured(lambda: program.execute(context))
        compiling[name] = measured(lambda: cel.compile(text)) / 1000
    return times, compiling


def main():
    bench, path = sys.argv[1], sys.argv[2]
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    lines = subprocess.run([bench, path, "--json"], check=True, capture_output=True, text=True)
    ours = {r["name"]: r for r in map(json.loads, lines.stdout.splitlines())}
    peers = {"C++": google, "Rust": rust}
    others = {}
    for name, run in peers.items():
        try:
            others[name] = run(data["exprs"], data["object"])
        except ImportError as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
    head = f"{'expression':<18}{'ours ns':>9}{'allocs':>8}{'compile µs':>12}"
    for name in others:
        head += f"{name + ' ns':>12}{'times ours':>12}{'compile µs':>12}"
    print(head)
    for name in data["exprs"]:
        mine = ours[name]
        base = ours["0_const"]["ns"]
        line = f"{name:<18}{mine['ns']:>9.1f}{mine['allocations']:>8.1f}{mine['compile_us']:>12.1f}"
        for times, compiling in others.values():
            if name not in times:
                line += f"{'-':>12}{'-':>12}{'-':>12}"
                continue
            net = times[name] - times["0_const"]
            factor = f"{net / (mine['ns'] - base):.0f}" if name != "0_const" else ""
            line += f"{times[name]:>12.0f}{factor:>12}{compiling[name]:>12.1f}"
        print(line)


if __name__ == "__main__":
    main()
