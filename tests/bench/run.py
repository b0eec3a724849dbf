#!/usr/bin/env python3
"""make bench: what loading, asking and drawing take, next to zlib alone inflating the same file.

From the environment:
  BENCH_ROUNDS   rounds that count, 5 unless given
  BENCH_SIZES    samples of the generated profiles, "50000 1000000 5000000" unless given
  BENCH_REAL     0: without the profile of go/types
  BENCH_PPROF    0: without Go's pprof; 1: also on the large profiles, where it takes long
  BENCH_IDLE     0: rounds count on a busy machine too
  BENCH_FOLDER   where the profiles are kept, below the build folder unless given
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import explorer
import profiles
import rounds

TINY = 1 << 20      # bytes inflated; the program itself is larger
SMALL = 8 << 20     # bytes inflated; Go's pprof runs on what is not larger
LARGE = 200 << 20   # loading is memory-bound from here on and has limits of its own
REPEAT = 5          # questions of a kind in one run of `engine`; fewer on large profiles
BUDGET_FROM = 15 << 20  # the limits are about profiles of this size or more

QUERIES = ("again", "focus", "focus-words", "ignore", "hide", "show-from", "two-passes", "type",
           "lines", "files", "source", "callers", "union", "flame", "leaves", "tree")
KEYS = ("move", "page", "end", "sort", "key", "type", "pane")


def setting(name, otherwise):
    return os.environ.get(name) or otherwise


class Bench:
    def __init__(self):
        self.build = setting("top_builddir", os.getcwd())
        self.top = setting("top_srcdir", ".")
        self.program = setting("CPROF_TUI", os.path.join(self.build, "cprof-tui"))
        self.count = int(setting("BENCH_ROUNDS", "5"))
        self.sizes = [int(n) for n in setting("BENCH_SIZES", "50000 1000000 5000000").split()]
        self.reference = profiles.reference() if setting("BENCH_PPROF", "") != "0" else None
        self.all_reference = setting("BENCH_PPROF", "") == "1"
        self.over = 0

    def tool(self, name):
        return os.path.join(self.build, "tests", "bench", name)

    def runner(self):
        return rounds.Runner(self.build, setting("BENCH_IDLE", "1") != "0")

    def profiles(self):
        say("making the profiles that are not there yet")
        found = [profiles.Profile("mem.out", os.path.join(self.top, "data", "mem.out"))]
        if setting("BENCH_REAL", "1") != "0":
            found += filter(None, [profiles.real(self.build)])
        return found + [profiles.generated(self.build, n) for n in self.sizes]

    def names_profile(self):
        """Two samples a name; fewer names when all profiles are small."""
        names = min(profiles.NAMES, max(self.sizes))
        return profiles.generated(self.build, 2 * names, names)

    def figure(self, form, value, most=None):
        """A number, with its limit behind it if it has one."""
        if most is None:
            return form % value
        self.over += value > most
        return "%s %s %g" % (form % value, "EXCEEDS" if value > most else "of", most)


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def table(title, heads, rows):
    """Columns as wide as they must be; the first to the left, the others to the right."""
    rows = [heads] + [[str(cell) for cell in row] for row in rows]
    width = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    print("\n" + title)
    for row in rows:
        cells = [row[0].ljust(width[0])] + [c.rjust(w) for c, w in zip(row[1:], width[1:])]
        print("  " + "  ".join(cells).rstrip())


def load_limits(profile):
    """(wall, CPU, peak) as multiples; None where nothing is promised."""
    if profile.inflated < BUDGET_FROM:
        return None, None, None
    return (2.5, None, 2.0) if profile.inflated >= LARGE else (1.6, 3.0, 2.0)


def load_programs(bench, profile):
    found = [rounds.Program("zlib", [bench.tool("zcat"), profile.path]),
             rounds.Program("cprof-tui", [bench.program, "-top", profile.path])]
    if bench.reference and (profile.inflated <= SMALL or bench.all_reference):
        args = [bench.reference, "-top", "-symbolize=none", profile.path]
        found.append(rounds.Program("pprof", args, 0 if profile.inflated <= SMALL else 1))
    return found


def load_rows(bench, profile, programs):
    floor, rows = programs[0], []
    for p in programs:
        ours = p.name == "cprof-tui"
        wall, cpu, peak = load_limits(profile) if ours else (None, None, None)
        start = 5 if ours and profile.name == "mem.out" else None
        share = p.peak() * 1024 / profile.inflated
        rows.append(["%s %s" % (profile.name, p.name), "%.1f" % (p.wall() * 1000),
                     "%.1f" % (p.least() * 1000), bench.figure("%.1f", p.cpu() * 1000, start),
                     "%.1f" % (p.peak() / 1024),
                     bench.figure("%.2f", p.wall() / floor.wall(), wall),
                     bench.figure("%.2f", p.cpu() / max(floor.cpu(), 1e-6), cpu),
                     bench.figure("%.2f", share, peak) if profile.inflated > TINY else ""])
    return rows


def bench_load(bench, found):
    rows, runner = [], bench.runner()
    for profile in found:
        say("loading %s" % profile.name)
        programs = load_programs(bench, profile)
        runner.rounds(programs, bench.count)
        rows += load_rows(bench, profile, programs)
    table("-top of a whole profile, in a process of its own",
          ["profile, program", "wall ms", "least", "CPU ms", "peak MiB", "wall / zlib",
           "CPU / zlib", "peak / inflated"], rows)
    print("  medians, least: of all rounds; behind a number its limit, if it has one")
    print("  " + runner.report().replace("\n", "\n  "))


def own_row(bench, programs, name, limits):
    row, calls = [name], []
    for profile, p in programs:
        wall = p.value(name, "wall")
        if wall is None:
            row.append("")
            continue
        row.append(bench.figure("%.2f", wall / 1e6, limits(profile, name)))
        calls.append(p.value(name, "allocations"))
        if len(programs) == 1:
            row.append("%.2f" % (p.value(name, "most") / 1e6))
    return row + ["%d" % max(calls, default=0)]


def own_table(bench, title, tool, args, found, names, limits):
    """A table of what `tool` measures by itself, in milliseconds: a row for each name."""
    runner, programs = bench.runner(), []
    for profile in found:
        say("%s: %s" % (title, profile.name))
        p = rounds.Program(tool, [bench.tool(tool)] + args(profile) + [profile.path], keep=True)
        runner.rounds([p], 1 if profile.inflated >= LARGE else max(1, min(bench.count, 3)))
        programs.append((profile, p))
    heads = [""] + [profile.name for profile in found] + ["most"] * (len(found) == 1)
    table(title + ", ms", heads + ["allocations"],
          [own_row(bench, programs, name, limits) for name in names])
    print("  " + runner.report().replace("\n", "\n  "))


def repeat(profile):
    return [str(3 if profile.inflated >= LARGE else REPEAT)]


def nothing(_):
    return []


def is_real(profile):
    return profile.name == profiles.REAL


def bench_queries(bench, found):
    own_table(bench, "questions to a loaded profile", "engine", repeat, found,
              ("load", "first") + QUERIES,
              lambda p, name: 50 if is_real(p) and name in QUERIES[:-1] else None)


def bench_names(bench):
    profile = bench.names_profile()
    own_table(bench, "narrowing the names of %s" % profile.name, "engine", repeat,
              [profile], ("narrow", "union"), lambda p, name: 16 if name == "narrow" else 50)
    own_table(bench, "typing a pattern over them, with the frame and the union", "screen", nothing,
              [profile], ("key",), lambda p, name: None)


def bench_draw(bench, found):
    own_table(bench, "frames without a terminal, workers inline", "screen", nothing, found,
              ("first-screen",) + KEYS, lambda p, name: 16 if name in ("move", "page") else None)


def explorer_rows(bench, profile):
    home = os.path.join(profiles.folder(bench.build), "home")
    f = explorer.measure(bench.program, profile.path, home, bench.count)
    figure, move, page, idle = bench.figure, f["move"], f["page"], f["idle"]
    return [["%s first screen" % profile.name, figure("%d", f["first"][0], 6000),
             "%.0f" % f["first"][1]],
            ["%s move" % profile.name, figure("%d", move[0], 300), figure("%.1f", move[1], 16)],
            ["%s pane after it" % profile.name, figure("%d", move[2], 1000), "%.0f" % move[3]],
            ["%s page" % profile.name, figure("%d", page[0], 2500), figure("%.1f", page[1], 16)],
            ["%s pane after it" % profile.name, figure("%d", page[2]), "%.0f" % page[3]],
            ["%s idle, 1 s" % profile.name, figure("%d", idle[0], 0),
             "CPU " + figure("%.0f", idle[1] * 1000, 0)]]


def bench_terminal(bench, found):
    rows = []
    for profile in found:
        say("on a terminal: %s" % profile.name)
        rows += explorer_rows(bench, profile)
    table("the explorer on a terminal of 80x24",
          ["", "bytes", "ms"], rows)
    print("  bytes: the most of any key; ms: median, from the key to the last byte")


def main():
    bench = Bench()
    found = bench.profiles()
    print("%d processors, %s" % (len(os.sched_getaffinity(0)), " ".join(os.uname()[::2])))
    for p in found:
        print("  %-12s %6.1f MB, inflated %6.1f MB" % (p.name, p.size / 1e6, p.inflated / 1e6))
    bench_load(bench, found)
    bench_queries(bench, found)
    bench_names(bench)
    bench_draw(bench, found)
    bench_terminal(bench, found)
    print("\n%d figures beyond their limit" % bench.over)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (RuntimeError, OSError) as e:
        sys.exit("bench: %s" % e)
