#!/usr/bin/env python3
"""Compare the program with Go's pprof on many profiles and flags.

Usage: run.py [--list] [--seed=N] [WORD]...
       GO=COMMAND run.py ...        beside the pprof of another go
       KEEP=DIR run.py ...          leave profiles and sources in DIR

Words keep only the combinations whose name has one of them.  A seed draws other
combinations than the usual ones.

Standard output must be the same to the byte, notices on standard error the
same as a set, and both must succeed or both fail.  What is expected is what
the newest pprof prints; where the reference is known to differ from it one of
the rules in rules.py says so.  What no pprof promises is in ties.py.
"""

import difflib
import hashlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from multiprocessing.pool import ThreadPool

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "tools")]
import combos       # noqa: E402
import goprofiles   # noqa: E402
import mkprofile    # noqa: E402
import rules        # noqa: E402
import synth        # noqa: E402
import texts        # noqa: E402
import ties         # noqa: E402

TIMEOUT = 120
THREADS = 2
ASKS = 30               # until an answer counts as wrong
PROFILES = ("proto", "topproto")    # reports that are one
MERGED = " merged"      # behind the name of a profile


class Answer:
    def __init__(self, out, err, status):
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8", "surrogateescape").splitlines()
        self.status = status


# The reference tries to find symbols; the program has nothing to say about it.
SYMBOLS = re.compile(r"Main binary filename not available\.|Local symbolization failed for .*|"
                     r"Some binary filenames not available\. Symbolization may be incomplete\.|"
                     r"Try setting PPROF_BINARY_PATH to the search path for local binaries\.|"
                     r"Ignoring local file .*")


def notices(answer, ours):
    """Notices as a set, and the error line of a failed run."""
    lines = [x for x in answer.err if not SYMBOLS.fullmatch(x)]
    error = ""
    if answer.status != 0 and lines:
        if ours:
            errors = [x for x in lines if x.startswith("cprof-tui: ")]
            error = errors[-1] if errors else ""
            lines = [x for x in lines if x not in errors]
        else:
            error = lines.pop()     # that of go has no prefix; the error comes last
    return set(lines), re.sub(r"^(cprof-tui|pprof): ", "", error)


def same_error(want, got):
    # A regexp library words its own complaints, so only what comes before is compared.
    want = want.split(": error parsing regexp", 1)[0]
    return want in got


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
        self.goroot = goprofiles.root()
        self.known = rules.Known(reference, self.env)
        self.merges = self.known.holds("one-input-merged")

    def run(self, command):
        try:
            done = subprocess.run(command, cwd=self.cwd, env=self.env, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=TIMEOUT, check=False)
            return Answer(done.stdout, done.stderr, done.returncode)
        except subprocess.TimeoutExpired:
            return Answer(b"", b"timed out", -99)

    def arguments(self, combo):
        args = [a.replace("{CWD}", self.cwd).replace("{GOROOT}", self.goroot) for a in combo.args]
        out = []
        for a in args:
            flag, at, name = a.partition("=@")
            out.append(flag + "=" + self.path_of(name, combo) if at else a)
        return out + [self.path_of(name, combo) for name in combo.sources]

    def path_of(self, name, combo):
        """A profile's path.

        Where even a single input is merged, what is rounded sample by sample differs unless
        equal samples are merged already: so those of Go are given as the reference writes them.
        """
        if not self.merges:
            return self.profiles[name]
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

    def lines(self, combo, want, got):
        """The lines of both answers, as the rules put them."""
        return self.known.adapted(combo, want.out.split("\n"), got.out.split("\n"))

    def ask_reference(self, args, again=False):
        """The reference's answer, kept for this run by profile and flags."""
        key = hashlib.sha256(repr(args).encode()).digest()
        if again or key not in self.cache:
            self.cache[key] = self.run([self.reference] + args)
        return self.cache[key]

    def ask_again(self, combo, args):
        answer = self.ask_reference(args, again=True)
        return self.read_profile(answer) if combo.report in PROFILES else answer


def short_diff(want, got):
    lines = list(difflib.unified_diff(want, got, "reference", "program", "", "", 2, lineterm=""))
    return [x[:160] for x in lines[:24]] + (["..."] if len(lines) > 24 else [])


def compare(machine, combo):
    """Differences as lines; and whether rows had to be compared as a set."""
    args = machine.arguments(combo)
    want, got = machine.ask_reference(args), machine.run([machine.program] + args)
    if combo.report in PROFILES:
        want, got = machine.read_profile(want), machine.read_profile(got)
    notes, tie = [], False
    if got.status < 0 or want.status < 0 or (want.status == 0) != (got.status == 0):
        notes.append("status %d instead of %d: %s"
                     % (got.status, want.status, (got.err or want.err or [""])[-1]))
    want_notices, want_error = notices(want, False)
    got_notices, got_error = notices(got, True)
    if want_notices != got_notices:
        notes += short_diff(sorted(want_notices), sorted(got_notices))
    if not notes and not same_error(want_error, got_error):
        notes.append("error: %r instead of %r" % (got_error, want_error))
    want_out, got_out = machine.lines(combo, want, got)
    if want_out != got_out:
        tie = same_but_for_ties(machine, combo, args, want, got)
        if not tie:
            notes += short_diff(want_out, got_out)
    return notes, tie


def same_but_for_ties(machine, combo, args, want, got):
    """Where the reference contradicts itself any of its answers will do."""
    by_cum = any(a.lstrip("-") == "cum" for a in combo.args)
    answers = []
    for _ in range(ASKS):
        want_out, got_out = machine.lines(combo, want, got)
        answers.append(want_out)
        got_out = ties.with_boxes(got_out, answers)
        if want_out == got_out or ties.tied(want_out, by_cum) == ties.tied(got_out, by_cum):
            return True
        want = machine.ask_again(combo, args)
    return ("-nodecount=0" not in args and ties.cut_at_random(combo) and
            same_uncut(machine, combo, args))


def same_uncut(machine, combo, args):
    """Without a limit nothing depends on where a group of equal nodes was cut."""
    flags = len(combo.args)
    args = args[:flags] + ["-nodecount=0"] + args[flags:]
    want, got = machine.ask_reference(args), machine.run([machine.program] + args)
    want_out, got_out = machine.lines(combo, want, got)
    return (want.status, ties.tied(want_out, False)) == (got.status, ties.tied(got_out, False))


def find_reference():
    """Path of pprof, or None and why the test can't be run."""
    go = goprofiles.command()
    if shutil.which(go) is None:
        return None, go + " is not installed"
    # Since 1.25 it is built when it is asked for the first time.
    done = subprocess.run([go, "tool", "-n", "pprof"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False)
    path = done.stdout.decode().strip()
    return (path, "") if os.access(path, os.X_OK) else (None, go + " has no pprof of its own")


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
        for name in goprofiles.NAMES if machine.merges else ():
            path = os.path.join(where, name + MERGED)
            done = machine.run([machine.reference, "-proto", "-symbolize=none", "-output", path,
                                machine.profiles[name]])
            if done.status != 0:
                raise RuntimeError("%s: %s" % (name, done.err))
            machine.profiles[name + MERGED] = path
    for name in {c.profile for c in wanted
                 if machine.merges and c.report in texts.MERGED and c.alone}:
        text = str(synth.MAKERS[name][0]()) if name in synth.MAKERS else None
        machine.merged[name] = texts.merge(machine.reference, machine.profiles[name],
                                           machine.env, text)
    for path, data in synth.source_files().items():
        path = os.path.join(machine.cwd, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)


def judge(machine, combo):
    """Differences, whether rows were compared as a set, and the rule that forbids to compare."""
    why = machine.known.skipping(combo)
    return (([], False) if why else compare(machine, combo)) + (why,)


def run_all(machine, wanted):
    failed = tied = skipped = 0
    print("# beside %s, where these rules hold: %s" % (machine.reference, machine.known))
    with ThreadPool(THREADS) as pool:
        results = pool.imap(lambda c: judge(machine, c), wanted)
        for n, (combo, (notes, tie, why)) in enumerate(zip(wanted, results), 1):
            failed += bool(notes)
            tied += tie
            skipped += why is not None
            # A # would begin a TAP directive.
            print("%s %d - %s%s" % ("not ok" if notes else "ok", n,
                                    shlex.join(combo.sources + combo.args).replace("#", "\\#"),
                                    " # SKIP " + why if why else ""))
            for line in notes:
                print("# " + line)
            sys.stdout.flush()
    empty = sum(a.status != 0 for a in machine.cache.values())
    print("# %d combinations, %d failed, %d skipped, %d with tied rows in another order, "
          "%d errors of the reference" % (len(wanted), failed, skipped, tied, empty))
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
