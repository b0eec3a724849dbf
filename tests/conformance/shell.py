#!/usr/bin/env python3
"""Compare the shell on standard input with that of Go's pprof.

Usage: shell.py [--list] [--seed=N] [WORD]...

Each script is a few lines of the shell's language, drawn with a fixed seed,
for one of the made-up profiles.  Standard output without the prompts and the
files that reports were written to must be the same to the byte, notices on
standard error the same as a set.  Errors are counted, not compared: both must
refuse the same number of lines.
"""

import os
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run          # noqa: E402
import combos       # noqa: E402
import synth        # noqa: E402

SEED = 7
SCRIPTS = 60
LINES = (4, 9)
FILES = ("one", "two.txt")

PROMPT = "(pprof) "
# What both say besides errors: notices about filters and units.
NOTICE = re.compile(r"(Generating report in|.* matched no samples|For tag |Multiple value).*")
GREETING = re.compile(r"Entering interactive mode.*|(File|Build ID|Type|Doc|Time|Duration): .*|"
                      r"made by hand|first comment|No samples were found.*|Try \"sample_index\".*|")


def types_of(profile):
    lines = str(synth.MAKERS[profile][0]()).splitlines()
    return [x.split()[1] for x in lines if x.startswith("type ")]


def assignment(draw, profile):
    rx = [x for x in combos.RX[profile] if " " not in x]
    kinds = [
        lambda: "nodecount=%s" % draw.choice(["1", "3", "0", "-1", " 5 "]),
        lambda: "sort = %s" % draw.choice(["cum", "flat"]),
        lambda: "%s=%s" % (draw.choice(["cum", "flat"]), draw.choice(["true", "1"])),
        lambda: "granularity=%s" % draw.choice(["functions", "filefunctions", "files", "lines",
                                                "addresses"]),
        lambda: "%s=1" % draw.choice(["lines", "files", "functions"]),
        lambda: "focus=%s" % draw.choice(rx + [""]),
        lambda: "ignore=%s //: a comment" % draw.choice(rx + [""]),
        lambda: "hide=%s" % draw.choice(rx + [""]),
        lambda: "show=%s" % draw.choice(rx + [""]),
        lambda: "show_from=%s" % draw.choice(rx + [""]),
        lambda: draw.choice([":", " : "]),
        lambda: draw.choice(types_of(profile)),
        lambda: "%s_%s" % (draw.choice(["total", "mean"]), draw.choice(types_of(profile))),
        lambda: "sample_index=%d" % draw.randrange(len(types_of(profile))),
        lambda: draw.choice(["noinlines", "noinlines=f", "noinlines=Yes"]),
        lambda: draw.choice(["relative_percentages", "relative_percentages=no"]),
        lambda: "trim=%s" % draw.choice(["false", "true"]),
        lambda: "nodefraction=%s" % draw.choice(["0", "0.1", "0.005"]),
        lambda: "divide_by=%s" % draw.choice(["1", "2", "10"]),
        lambda: draw.choice(["compact_labels", "compact_labels=t"]),
        lambda: "output=%s" % draw.choice(["", FILES[0]]),
    ]
    return draw.choice(kinds)()


def report(draw, profile):
    rx = [x for x in combos.RX[profile] if " " not in x]
    words = []
    if draw.random() < 0.3:
        name = "list " + draw.choice(combos.LIST_RX[profile])
    elif draw.random() < 0.3:
        name = draw.choice(["tree", "tree5", "peek " + draw.choice(rx)])
    else:
        name = draw.choice(["top", "top", "top5", "text", "text3", "top1"])
    for word, chance in ((draw.choice(["-cum", "--cum"]), 0.4), (draw.choice(rx), 0.3),
                         ("-" + draw.choice(rx), 0.2), (draw.choice(rx), 0.1),
                         (draw.choice(["2", "-5", "7", "+3"]), 0.2),
                         (draw.choice([">" + FILES[0], "> " + FILES[1]]), 0.2)):
        if draw.random() < chance:
            words.append(word)
    draw.shuffle(words)
    return " ".join([name] + words)


def mistake(draw, _):
    return draw.choice(["foo", "top>x", "focus", "list", "top 3 >", "mean=maybe", "nodecount=x",
                        "granularity=foo", "sample_index=nothing", "Top", "5", "sort=up",
                        "help nothing", "", "  "])


def draw_scripts(seed):
    draw = random.Random(seed)
    # A profile whose rows tie has no one order; see ties.py.
    profiles = [p for p in synth.MAKERS if p in combos.RX and p not in ("ties", "names", "later")]
    scripts = []
    for n in range(SCRIPTS):
        profile = profiles[n % len(profiles)]
        lines = []
        for _ in range(draw.randint(*LINES)):
            kind = draw.choices([assignment, report, mistake], [4, 5, 1])[0]
            lines.append(kind(draw, profile))
        lines.append(report(draw, profile))
        if draw.random() < 0.2:
            lines += [draw.choice(["quit", "q", "exit now"]), "top"]
        scripts.append((profile, lines))
    return scripts


class Talk:
    """What one program made of a script."""

    def __init__(self, machine, command, script):
        for name in FILES:
            path = os.path.join(machine.cwd, name)
            if os.path.exists(path):
                os.unlink(path)
        done = run.subprocess.run(command, cwd=machine.cwd, env=machine.env, check=False,
                                  input=script.encode(), stdout=run.subprocess.PIPE,
                                  stderr=run.subprocess.PIPE, timeout=run.TIMEOUT)
        answer = run.Answer(done.stdout, done.stderr, done.returncode)
        self.status = done.returncode
        self.out = answer.out.replace(PROMPT, "").split("\n")
        said = [x for x in answer.err if not run.SYMBOLS.fullmatch(x) and
                not GREETING.fullmatch(x)]
        self.notices = sorted({x for x in said if NOTICE.fullmatch(x)})
        self.errors = [x for x in said if not NOTICE.fullmatch(x)]
        self.files = []
        for name in FILES:
            path = os.path.join(machine.cwd, name)
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="surrogateescape") as f:
                    self.files += ["%s: %s" % (name, x) for x in f.read().split("\n")]


def compare(machine, profile, lines):
    script = "\n".join(lines)
    path = machine.profiles[profile]
    want = Talk(machine, [machine.reference, path], script)
    got = Talk(machine, [machine.program, path], script)
    notes = []
    if got.status != 0 or want.status != 0:
        notes.append("status %d instead of %d" % (got.status, want.status))
    notes += run.short_diff(want.out, got.out) + run.short_diff(want.files, got.files)
    notes += run.short_diff(want.notices, got.notices)
    if len(want.errors) != len(got.errors):
        notes += run.short_diff(want.errors, got.errors)
    if notes:
        # Where the reference contradicts itself there is nothing to compare with.
        again = Talk(machine, [machine.reference, path], script)
        if (again.out, again.files) != (want.out, want.files):
            return []
    return notes


def skipping(machine, profile, lines):
    """The rule that forbids to compare a script, or None; see rules.py."""
    rule = "bare-samples-dropped"
    relative = "relative_percentages" in lines and "empty-stacks" in combos.PROFILES[profile]
    return rule if relative and machine.known.holds(rule) else None


def run_all(machine, scripts):
    failed = 0
    for n, (profile, lines) in enumerate(scripts, 1):
        why = skipping(machine, profile, lines)
        notes = [] if why else compare(machine, profile, lines)
        failed += bool(notes)
        text = "; ".join([profile] + lines).replace("#", "\\#")
        print("%s %d - %s%s" % ("not ok" if notes else "ok", n, text,
                                " # SKIP " + why if why else ""))
        for line in notes:
            print("# " + line)
        sys.stdout.flush()
    return 1 if failed else 0


def main(argv):
    seeds = [int(a[7:]) for a in argv if a.startswith("--seed=")]
    scripts = draw_scripts(seeds[-1] if seeds else SEED)
    words = [a for a in argv if not a.startswith("--")]
    if words:
        scripts = [s for s in scripts if any(w in "\n".join([s[0]] + s[1]) for w in words)]
    if "--list" in argv:
        for profile, lines in scripts:
            print("; ".join([profile] + lines))
        return 0
    reference, why = run.find_reference()
    program = os.environ.get("CPROF_TUI")
    if reference is None:
        print("1..0 # SKIP " + why)
        return 0
    if not program:
        print("Bail out! CPROF_TUI is not set")
        return 1
    sys.stdout.reconfigure(errors="backslashreplace")
    where = os.path.realpath(tempfile.mkdtemp(prefix="conformance.",
                                              dir=os.environ.get("top_builddir")))
    try:
        machine = run.Machine(os.path.abspath(program), reference, where)
        run.make_profiles(machine, where, [])
        print("1..%d" % len(scripts), flush=True)
        return run_all(machine, scripts)
    finally:
        shutil.rmtree(where, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
