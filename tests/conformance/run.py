#!/usr/bin/env python3
"""Compare the program with Go's pprof on many profiles and flags.

Usage: run.py [--list] [--seed=N] [WORD]...
       KEEP=DIR run.py ...          leave profiles and sources in DIR

Words keep only the combinations whose name has one of them.  A seed draws other
combinations than the usual ones.

Standard output must be the same to the byte, notices on standard error the
same as a set, and both must succeed or both fail.  Where Go 1.19 is known to
differ from the newest pprof, which the program follows, one of the rules in
class Rules says what is expected instead.
"""

import difflib
import hashlib
import itertools
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from multiprocessing.pool import ThreadPool

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "tools")]
import combos       # noqa: E402
import goprofiles   # noqa: E402
import graphs       # noqa: E402
import mkprofile    # noqa: E402
import synth        # noqa: E402
import texts        # noqa: E402

TIMEOUT = 120
THREADS = 2
MERGED = " merged"      # behind the name of a profile


class Answer:
    def __init__(self, out, err, status):
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8", "surrogateescape").splitlines()
        self.status = status


class Rules:
    """What is compared, and every known difference of the reference."""

    # The reference tries to find symbols; the program has nothing to say about it.
    SYMBOLS = re.compile(r"Main binary filename not available\.|Local symbolization failed for .*|"
                         r"Some binary filenames not available\. Symbolization may be incomplete\.|"
                         r"Try setting PPROF_BINARY_PATH to the search path for local binaries\.|"
                         r"Ignoring local file .*")
    OLD_TIME = re.compile(r"Time: (\w{3} \d+, \d{4} at \d+:\d\d[ap]m) \((\S+)\)")
    NEW_TIME = re.compile(r"Time: (\d{4}-\d\d-\d\d \d\d:\d\d):\d\d (\S+)")
    ROW = re.compile(r" *(\S+) +(\S+%) +(\S+%) +(\S+) +(\S+%)  (.*)")
    COLUMNS = "      flat  flat%   sum%        cum   cum%"
    LEGEND = COLUMNS + "   calls calls% + context \t \t "
    BLOCK = "-" * 58 + "+" + "-" * 13
    NODE = re.compile(r" *(\S+) +(\S+%) +(\S+%) +(\S+) +(\S+%) {16}\| (.*)")
    EDGE = re.compile(r" *(\S+) +(\S+%) \|   (.*)")

    @classmethod
    def time_line(cls, line):
        """Both forms of the header's time as one, to the minute: 1.19 prints no seconds."""
        old, new = cls.OLD_TIME.fullmatch(line), cls.NEW_TIME.fullmatch(line)
        if old:
            when = time.strptime(old.group(1), "%b %d, %Y at %I:%M%p")
            return "Time: %s %s" % (time.strftime("%Y-%m-%d %H:%M", when), old.group(2))
        return "Time: %s %s" % new.groups() if new else line

    @classmethod
    def stdout(cls, text):
        lines = text.split("\n")
        if lines and lines[0].startswith("digraph "):       # the header is one label
            return ["\\l".join(cls.time_line(x) for x in line.split("\\l"))
                    if line.startswith("subgraph ") else line for line in lines]
        if lines and lines[0].startswith("Total: "):        # -list has no header
            return lines
        ends = [i for i, x in enumerate(lines) if x in (cls.COLUMNS, cls.LEGEND, texts.SEPARATOR)]
        end = ends[0] if ends else 0
        return [cls.time_line(x) for x in lines[:end]] + lines[end:]

    @classmethod
    def notices(cls, answer, ours):
        """Notices as a set, and the error line of a failed run."""
        lines = [x for x in answer.err if not cls.SYMBOLS.fullmatch(x)]
        error = ""
        if answer.status != 0 and lines:
            if ours:
                errors = [x for x in lines if x.startswith("cprof-tui: ")]
                error = errors[-1] if errors else ""
                lines = [x for x in lines if x not in errors]
            else:
                error = lines.pop()     # 1.19 has no prefix; the error comes last
        return set(lines), re.sub(r"^(cprof-tui|pprof): ", "", error)

    @staticmethod
    def same_error(want, got):
        # A regexp library words its own complaints, so only what comes before is compared.
        want = want.split(": error parsing regexp", 1)[0]
        return want in got

    @staticmethod
    def cut_at_random(combo):
        """Paths of calls: many nodes are alike, and nodecount keeps some of them."""
        return "call_tree" in combo.chosen and combo.args[0].lstrip("-") == "dot"

    @classmethod
    def tied(cls, lines, by_cum):
        """Rows with equal printable name and equal value are one unordered group.

        The newest pprof leaves their order undefined (different nodes, same text).
        Their running sums depend on the order and are left out, except the last.
        """
        if cls.LEGEND in lines:
            return cls.tied_tree(lines, by_cum)
        if cls.COLUMNS not in lines:
            return graphs.canonical(lines) or lines
        at = lines.index(cls.COLUMNS) + 1
        out, group, group_key = lines[:at], [], None

        def close():
            if len(group) > 1:
                last = group[-1][2]
                out.extend(sorted(repr(g[:2] + g[3:]) for g in group))
                out.append("sum after them " + last)
            else:
                out.extend(repr(g) for g in group)
            group.clear()

        for line in lines[at:]:
            row = cls.ROW.fullmatch(line)
            key = None
            if row:
                name = re.sub(r" \((partial-)?inline\)$", "", row.group(6))
                key = (row.group(4 if by_cum else 1).lstrip("-"), name)
            if key is None or key != group_key:
                close()
            group_key = key
            if row:
                group.append(row.groups())
            else:
                out.append(line)
        close()
        return out

    @classmethod
    def tied_edges(cls, lines):
        """Callers or callees of a node: those that tie in name and weight, sorted.

        Weights of one size and both signs tie whatever the names are.
        """
        edges = [cls.EDGE.fullmatch(x) for x in lines]
        if not all(edges):
            return lines
        out = []
        for _, group in itertools.groupby(edges, key=lambda e: e.group(1).lstrip("-")):
            group = list(group)
            if len({e.group(1) for e in group}) > 1:
                out.extend(sorted(e.group(0) for e in group))
            else:
                out.extend(e.group(0) for e in sorted(group, key=lambda e: (
                    re.sub(r" \(inline\)$", "", e.group(3)), e.group(0))))
        return out

    @classmethod
    def tied_tree(cls, lines, by_cum):
        """The same for blocks of a tree, and for the edges in each."""
        at = lines.index(cls.LEGEND) + 1
        blocks = [(None, lines[:at])]
        for line in lines[at:]:
            if line == cls.BLOCK:
                blocks.append([None, []])
            blocks[-1][1].append(line)
        for block in blocks[1:]:
            nodes = [i for i, x in enumerate(block[1]) if cls.NODE.fullmatch(x)]
            if len(nodes) != 1:
                continue
            n = nodes[0]
            row = cls.NODE.fullmatch(block[1][n]).groups()
            block[0] = (row[3 if by_cum else 0].lstrip("-"), row[5])
            block[1] = (cls.tied_edges(block[1][1:n]) + [repr(row[:2] + row[3:])] +
                        cls.tied_edges(block[1][n + 1:]) + ["sum " + row[2]])
        out = []
        for key, group in itertools.groupby(blocks, key=lambda b: b[0]):
            group = [b[1] for b in group]
            if key is not None and len(group) > 1:
                out.extend(sum(sorted(b[:-1] for b in group), []) + group[-1][-1:])
            else:
                out.extend(sum(group, []))
        return out


class Machine:
    """Runs both programs in one folder with one environment."""

    def __init__(self, program, reference, where):
        self.program, self.reference, self.where = program, reference, where
        self.cwd = os.path.join(where, "cwd")
        self.profiles, self.merged = {}, {}
        self.cache = {}
        home = os.path.join(where, "home")
        os.makedirs(os.path.join(home, "none"))
        os.makedirs(self.cwd)
        self.env = {k: v for k, v in os.environ.items()
                    if not k.startswith(("PPROF_", "XDG_", "LC_", "LANG"))}
        self.env.update(TZ="UTC", LC_ALL="C.UTF-8", HOME=home, TERM="dumb",
                        PPROF_BINARY_PATH=os.path.join(home, "none"))

    def run(self, command):
        try:
            done = subprocess.run(command, cwd=self.cwd, env=self.env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=TIMEOUT, check=False)
            return Answer(done.stdout, done.stderr, done.returncode)
        except subprocess.TimeoutExpired:
            return Answer(b"", b"timed out", -99)

    def arguments(self, combo):
        args = [a.replace("{CWD}", self.cwd) for a in combo.args]
        out = []
        for a in args:
            flag, at, name = a.partition("=@")
            out.append(flag + "=" + self.path_of(name, combo) if at else a)
        return out + [self.path_of(name, combo) for name in combo.sources]

    def path_of(self, name, combo):
        """A profile's path.

        1.19 merges even a single input.  What is rounded sample by sample differs then, unless
        equal samples are merged already: so those of Go are given as 1.19 writes them.
        """
        if combo.report in texts.MERGED and combo.alone:
            return self.merged[name]
        rounds = "[inputs]" in combo.chosen and "-normalize" in combo.args or \
            "divide_by" in combo.chosen and combo.args[0].lstrip("-") == "proto"
        return self.profiles[name + MERGED if rounds and name in goprofiles.NAMES else name]

    def read_profile(self, answer):
        """What the reference reads in a profile that was the answer, in place of its bytes."""
        if answer.status != 0:
            return answer
        with tempfile.NamedTemporaryFile(dir=self.where) as f:
            f.write(answer.out.encode("utf-8", "surrogateescape"))
            f.flush()
            raw = self.run([self.reference, "-raw", f.name])
        raw.err = answer.err + raw.err
        return raw

    def ask_reference(self, args, again=False):
        """The reference's answer, kept for this run by profile and flags."""
        key = hashlib.sha256(repr(args).encode()).digest()
        if again or key not in self.cache:
            self.cache[key] = self.run([self.reference] + args)
        return self.cache[key]


def short_diff(want, got):
    lines = list(difflib.unified_diff(want, got, "reference", "program", "", "", 2, lineterm=""))
    return [x[:160] for x in lines[:24]] + (["..."] if len(lines) > 24 else [])


def compare(machine, combo):
    """Differences as lines; and whether rows had to be compared as a set."""
    args = machine.arguments(combo)
    want, got = machine.ask_reference(args), machine.run([machine.program] + args)
    if any(a.lstrip("-") in ("proto", "topproto") for a in combo.args):
        want, got = machine.read_profile(want), machine.read_profile(got)
    notes, tie = [], False
    if got.status < 0 or want.status < 0 or (want.status == 0) != (got.status == 0):
        notes.append("status %d instead of %d: %s"
                     % (got.status, want.status, (got.err or want.err or [""])[-1]))
    want_notices, want_error = Rules.notices(want, False)
    got_notices, got_error = Rules.notices(got, True)
    if want_notices != got_notices:
        notes += short_diff(sorted(want_notices), sorted(got_notices))
    if not notes and not Rules.same_error(want_error, got_error):
        notes.append("error: %r instead of %r" % (got_error, want_error))
    want_out, got_out = Rules.stdout(want.out), Rules.stdout(got.out)
    if combo.report in texts.RULES:
        want_out, got_out = texts.RULES[combo.report](combo, want_out, got_out)
    if want_out != got_out:
        tie = same_but_for_ties(machine, combo, args, want_out, got_out)
        if not tie:
            notes += short_diff(want_out, got_out)
    return notes, tie


def same_but_for_ties(machine, combo, args, want, got):
    by_cum = any(a.lstrip("-") == "cum" for a in combo.args)
    if Rules.tied(want, by_cum) == Rules.tied(got, by_cum):
        return True
    # Where the reference contradicts itself, any of its answers will do.
    for _ in range(3):
        other = Rules.stdout(machine.ask_reference(args, again=True).out)
        if other == got or Rules.tied(other, by_cum) == Rules.tied(got, by_cum):
            return True
        if other == want:
            return False
    return "-nodecount=0" not in args and Rules.cut_at_random(combo) and same_uncut(machine, args)


def same_uncut(machine, args):
    """Without a limit nothing depends on where a group of equal nodes was cut."""
    args = args[:-1] + ["-nodecount=0"] + args[-1:]
    want, got = machine.ask_reference(args), machine.run([machine.program] + args)
    return (want.status, Rules.tied(Rules.stdout(want.out), False)) == (
        got.status, Rules.tied(Rules.stdout(got.out), False))


def find_reference():
    """Path of pprof, or None and why the test can't be run."""
    if shutil.which("go") is None:
        return None, "go is not installed"
    done = subprocess.run(["go", "env", "GOTOOLDIR"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    path = os.path.join(done.stdout.decode().strip(), "pprof")
    return (path, "") if os.access(path, os.X_OK) else (None, "this go has no pprof of its own")


def make_profiles(machine, where, wanted):
    for name, (maker, _) in synth.MAKERS.items():
        path = os.path.join(where, name)
        with open(path, "wb") as f:
            f.write(mkprofile.make(str(maker())))
        machine.profiles[name] = path
    for name in sorted({n for c in wanted for n in c.profiles if "~" in n}):
        origin, seed = name.split("~")
        path = os.path.join(where, name)
        with open(path, "wb") as f:
            f.write(mkprofile.make(synth.variant(synth.MAKERS[origin][0](), int(seed))))
        machine.profiles[name] = path
    if any(c.profile in goprofiles.NAMES for c in wanted):
        machine.profiles.update(goprofiles.make(where))
        for name in goprofiles.NAMES:
            path = os.path.join(where, name + MERGED)
            done = machine.run([machine.reference, "-proto", "-symbolize=none", "-output", path,
                                machine.profiles[name]])
            if done.status != 0:
                raise RuntimeError("%s: %s" % (name, done.err))
            machine.profiles[name + MERGED] = path
    for name in {c.profile for c in wanted if c.report in texts.MERGED and c.alone}:
        text = str(synth.MAKERS[name][0]()) if name in synth.MAKERS else None
        machine.merged[name] = texts.merge(machine.reference, machine.profiles[name],
                                           machine.env, text)
    for path, data in synth.source_files().items():
        path = os.path.join(machine.cwd, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)


def run_all(machine, wanted):
    failed = ties = empty = 0
    with ThreadPool(THREADS) as pool:
        results = pool.imap(lambda c: compare(machine, c), wanted)
        for n, (combo, (notes, tie)) in enumerate(zip(wanted, results), 1):
            failed += bool(notes)
            ties += tie
            # A # would begin a TAP directive.
            print("%s %d - %s" % ("not ok" if notes else "ok", n,
                                  shlex.join(combo.sources + combo.args).replace("#", "\\#")))
            for line in notes:
                print("# " + line)
            sys.stdout.flush()
    empty = sum(a.status != 0 for a in machine.cache.values())
    print("# %d combinations, %d failed, %d with tied rows in another order, %d errors of the "
          "reference" % (len(wanted), failed, ties, empty))
    return 1 if failed else 0


def main(argv):
    seeds = [int(a[7:]) for a in argv if a.startswith("--seed=")]
    wanted = combos.draw(*seeds[-1:])
    words = [a for a in argv if not a.startswith("--")]
    if words:
        wanted = [c for c in wanted if any(w in c.name for w in words)]
    if "--list" in argv:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        for c in wanted:
            print(shlex.join(c.sources + c.args))
        return 0
    reference, why = find_reference()
    if reference is None:
        print("1..0 # SKIP " + why)
        return 0
    program = os.environ.get("CPROF_TUI")
    if not program:
        print("Bail out! CPROF_TUI is not set")
        return 1
    sys.stdout.reconfigure(errors="backslashreplace")
    where = os.environ.get("KEEP") or tempfile.mkdtemp(prefix="conformance.",
                                                       dir=os.environ.get("top_builddir"))
    where = os.path.realpath(where)
    try:
        machine = Machine(os.path.abspath(program), reference, where)
        make_profiles(machine, where, wanted)
        print("1..%d" % len(wanted), flush=True)
        return run_all(machine, wanted)
    except RuntimeError as e:
        print("Bail out! " + str(e).replace("\n", " "))
        return 1
    finally:
        if "KEEP" not in os.environ:
            shutil.rmtree(where, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
