"""TAP: the generator gives the same file for the same seed and a file of the right kind, and one
round of everything runs to its end on a small profile. No time is judged here; allocations are."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rounds

BUILD = os.environ.get("top_builddir") or os.getcwd()
TOP = os.environ.get("top_srcdir") or "."
PROGRAM = os.environ.get("CPROF_TUI") or os.path.join(BUILD, "cprof-tui")
SAMPLES = 2000


class Wrong(Exception):
    pass


def run(args, **more):
    done = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **more)
    if done.returncode != 0:
        raise Wrong("%s: status %d: %s" % (" ".join(args), done.returncode,
                                           done.stderr.decode("utf-8", "replace")[-1000:]))
    return done.stdout.decode()


def tool(name):
    return os.path.join(BUILD, "tests", "bench", name)


def need(condition, text):
    if not condition:
        raise Wrong(text)


def generate(where, samples, seed, *more):
    """(path, sum, counts) of a new file."""
    path = os.path.join(where, "%d-%d.pb.gz" % (samples, seed))
    words = run([tool("gen"), "-samples", str(samples), "-seed", str(seed), *more, path]).split()
    with open(path, "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    return path, digest, {k: int(v) for k, v in zip(words[::2], words[1::2])}


def same_bytes(where):
    first, again = generate(where, SAMPLES, 1), generate(where, SAMPLES, 1)
    need(first[1:] == again[1:], "two runs with one seed differ")
    need(generate(where, SAMPLES, 2)[1] != first[1], "two seeds give one file")


def right_shape(where):
    n = generate(where, 10 * SAMPLES, 1)[2]
    need(n["samples"] == 10 * SAMPLES, "samples: %r" % n)
    need(20 <= n["frames"] / n["samples"] <= 25, "frames a sample: %r" % n)
    need(0.5 <= n["shared"] / n["frames"] <= 0.7, "shared frames: %r" % n)
    need(1.1 <= n["lines"] / n["locations"] <= 1.3, "lines a location: %r" % n)
    names = generate(where, SAMPLES, 3, "-names", str(SAMPLES // 2))[2]
    need(names["functions"] == SAMPLES // 2, "names: %r" % names)


def reads(where):
    path = generate(where, SAMPLES, 1)[0]
    text = run([PROGRAM, "-top", "-nodefraction=0", path])
    rows = text[text.index(" cum%"):].splitlines()[1:]
    need(len(rows) > 100, "rows: %d" % len(rows))
    need(re.search(r"accounting for (\S+), 100% of \1 total", text), text.splitlines()[3])


def allocations(where):
    """Loading allocates for what is new, not for every sample; a key does not allocate more on a
    larger profile, nor does a question."""
    found = []
    for samples in (SAMPLES, 20 * SAMPLES):
        path = generate(where, samples, 1)[0]
        found.append(rounds.parse_lines(run([tool("engine"), "1", path])))
        found[-1].update(rounds.parse_lines(run([tool("screen"), path])))
    small, large = ({k: v["allocations"] for k, v in f.items()} for f in found)
    need(large["load"] < small["load"] + SAMPLES, "load: %d, %d" % (small["load"], large["load"]))
    for name, spare in (("again", 100), ("focus", 100), ("move", 10), ("page", 10)):
        need(large[name] <= small[name] + spare,
             "%s: %d, %d" % (name, small[name], large[name]))


def one_round(where):
    env = dict(os.environ, BENCH_ROUNDS="1", BENCH_SIZES=str(SAMPLES), BENCH_REAL="0",
               BENCH_PPROF="0", BENCH_IDLE="0", BENCH_FOLDER=where, top_builddir=BUILD,
               top_srcdir=TOP, CPROF_TUI=PROGRAM)
    text = run([sys.executable, os.path.join(TOP, "tests", "bench", "run.py")], env=env)
    for word in ("heap-2k cprof-tui", "focus-words", "narrow", "first screen", "their limit"):
        need(word in text, "no %s in:\n%s" % (word, text))


CASES = [("one seed, one file", same_bytes), ("the file has the shape of a real heap", right_shape),
         ("the program reads it", reads), ("allocations do not grow with the samples", allocations),
         ("a round of the bench", one_round)]


def main():
    failed = 0
    where = tempfile.mkdtemp(prefix="bench.", dir=BUILD)
    print("1..%d" % len(CASES), flush=True)
    try:
        for number, (name, case) in enumerate(CASES, 1):
            try:
                case(where)
                print("ok %d - %s" % (number, name), flush=True)
            except (Wrong, OSError, ValueError, KeyError) as e:
                failed += 1
                print("not ok %d - %s" % (number, name))
                print("# " + repr(e) if not isinstance(e, Wrong)
                      else "# " + str(e).replace("\n", "\n# "), flush=True)
    finally:
        shutil.rmtree(where, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
