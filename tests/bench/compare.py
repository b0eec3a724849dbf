#!/usr/bin/env python3
"""make bench-compare REV=...: this build against another revision, in the same rounds.

The other revision is unpacked below the build folder and built there with the same compiler and
flags; it stays, so the next comparison with it begins at once. It is asked with its own `engine`,
if it has one. The environment is that of `make bench`.
"""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import profiles
import rounds
import run


def unpack(top, commit, where):
    """The tree of the commit, as files: nothing is left behind in the clone."""
    os.makedirs(where)
    with subprocess.Popen(["git", "-C", top, "archive", "--format=tar", commit],
                          stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "xf", "-", "-C", where], stdin=archive.stdout, check=True)
    if archive.returncode != 0:
        raise RuntimeError("git archive %s failed" % commit)


def tools(build):
    """What of the bench this build can make."""
    with open(os.path.join(build, "Makefile"), encoding="utf-8") as f:
        text = f.read()
    return ["tests/bench/engine"] if "tests/bench/engine$(EXEEXT):" in text else []


def make(top, build, rev):
    """Builds the revision; returns its folder and its short name."""
    commit = profiles.run(["git", "-C", top, "rev-parse", "--verify", rev + "^{commit}"])
    where = os.path.join(build, "tests", "bench", "revisions", commit)
    source, other = os.path.join(where, "source"), os.path.join(where, "build")
    if not os.path.exists(source):
        unpack(top, commit, source + ".new")
        profiles.run(["autoreconf", "-fi"], cwd=source + ".new")
        os.rename(source + ".new", source)
    if not os.path.exists(os.path.join(other, "config.status")):
        os.makedirs(other, exist_ok=True)
        profiles.run([os.path.join(source, "configure")] +
                     ["%s=%s" % (n, os.environ[n]) for n in ("CC", "CFLAGS") if n in os.environ],
                     cwd=other)
    # The make that runs us has flags of its own, which are not meant for that one.
    env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    jobs = "-j%d" % len(os.sched_getaffinity(0))
    profiles.run(["make", jobs, "cprof-tui"] + tools(other), cwd=other, env=env)
    return other, commit[:10]


def one_row(name, floor, here, there, unit):
    """`here` and `there` in `unit`s; the floor is zlib's wall time or None."""
    ratio = "%.3f" % (here / there) if there else ""
    multiple = ["%.2f" % (v / floor) for v in (here, there)] if floor else ["", ""]
    return [name, "%.2f" % here, "%.2f" % there, unit, ratio] + multiple


def compare_load(bench, runner, profile, other):
    args = [[bench.tool("zcat"), profile.path], [bench.program, "-top", profile.path],
            [os.path.join(other, "cprof-tui"), "-top", profile.path]]
    programs = [rounds.Program(n, a) for n, a in zip(("zlib", "here", "there"), args)]
    zlib, here, there = programs
    runner.rounds(programs, bench.count)
    return [one_row(profile.name + " -top wall", zlib.wall() * 1000, here.wall() * 1000,
                    there.wall() * 1000, "ms"),
            one_row(profile.name + " -top least", zlib.least() * 1000, here.least() * 1000,
                    there.least() * 1000, "ms"),
            one_row(profile.name + " -top CPU", zlib.cpu() * 1000, here.cpu() * 1000,
                    there.cpu() * 1000, "ms"),
            one_row(profile.name + " -top peak", None, here.peak() / 1024, there.peak() / 1024,
                    "MiB")]


def compare_queries(bench, runner, profile, other):
    if not tools(other):
        return []
    paths = [bench.tool("engine"), os.path.join(other, "tests", "bench", "engine")]
    repeat = run.repeat(profile)
    programs = [rounds.Program(p, [p] + repeat + [profile.path], keep=True) for p in paths]
    here, there = programs
    runner.rounds(programs, max(1, min(bench.count, 3)))
    rows = []
    for name in ("load", "first") + run.QUERIES + ("narrow",):
        a, b = here.value(name, "wall"), there.value(name, "wall")
        if a is not None and b is not None:
            rows.append(one_row("%s %s" % (profile.name, name), None, a / 1e6, b / 1e6, "ms"))
    return rows


def main():
    rev = os.environ.get("REV")
    if not rev:
        sys.exit("usage: make bench-compare REV=REVISION")
    bench = run.Bench()
    run.say("building %s" % rev)
    other, name = make(bench.top, bench.build, rev)
    rows, runner = [], bench.runner()
    for profile in bench.profiles():
        run.say("comparing on %s" % profile.name)
        rows += compare_load(bench, runner, profile, other)
        rows += compare_queries(bench, runner, profile, other)
    run.table("this build against %s (%s)" % (rev, name),
              ["", "here", "there", "", "here/there", "here x zlib", "there x zlib"], rows)
    print("  " + runner.report().replace("\n", "\n  "))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError, subprocess.CalledProcessError) as e:
        sys.exit("bench-compare: %s" % e)
