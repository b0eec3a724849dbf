#!/usr/bin/env python3
"""Mutants: small changes of the program that some test must notice.

  make -C build mutants N=200            of the last commit; prints the seed
  make -C build mutants N=200 SEED=7     the same ones again
  make -C build mutants N=200 SEED=7 PICK=12,40    only these of them
  make -C build mutants N=50 REV=main FILES=views/top      of another revision, of some files

A revision is checked out and built in build/mutants.  Each mutant is one change of one place: an
operator, a constant, a condition, a statement that is left out, a function that returns at once.
What does not compile, or compiles to the same code, does not count.  Then the fast tests run, those
first that caught most in the same file, until one is red; a test that takes far longer than it does
without the change is red, too.  What no test notices is a survivor: it is printed with its place,
its number and what was changed.

Memory that is not freed does not count, because these tests run without sanitizers.  The tests of
tests/pty are not run: they take minutes.
"""

import collections
import glob
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SCRATCH = os.path.join(os.path.abspath(os.environ.get("top_builddir", TOP + "/build")), "mutants")
TREE = os.path.join(SCRATCH, "tree")
BUILD = os.path.join(TREE, "build")
KILLS = os.path.join(SCRATCH, "kills.json")
LAYERS = ("src/app/", "src/cli/", "src/tui/")
MEMORY = 4 << 30  # bytes a test may map: a mutant that never stops allocating is caught


# ---- what can be changed ----

LITERAL = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
ASSERT = re.compile(r"\bassert\((?:[^;])*\);")
SWAP = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&",
        "+": "-", "-": "+", "+=": "-=", "-=": "+="}
OPERATOR = re.compile(r"(?<=\s)(==|!=|<=|>=|<|>|&&|\|\||\+=|-=|\+|-)(?=\s)")
NOT = re.compile(r"!(?=[\w(*])")
BOOL = re.compile(r"\b(true|false)\b")
NUMBER = re.compile(r"(?<![\w.])(?:0|[1-9]\d*)(?![\w.])")
CONDITION = re.compile(r"\bif (?=\()")
STATEMENT = re.compile(r"(?<=[;{})])(\s*\n\t+)((?:\*|\+\+|--)?[A-Za-z_]\w*(?:\(|->|\.|\[|"
                       r" [-+|&^]?= )[^;{}]*;|(?:break|continue);)(?=[ \t]*\n)")
FREEING = re.compile(r"\w*(free|done|DONE|close|unlock)\(")
FUNCTION = re.compile(r"^([a-z][^;{}()=]*)\b\w+\([^;{}]*\)\s*\n(\{)", re.M)

Mutant = collections.namedtuple("Mutant", "path start end text line what")


def masked(text):
    """The text with as many blanks for comments, literals, directives and assertions."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    for kind in (LITERAL, DIRECTIVE, ASSERT):
        text = kind.sub(blank, text)
    return text


def closing(code, at):
    """Where the parenthesis that opens at `at` is closed."""
    depth = 0
    for i in range(at, len(code)):
        depth += {"(": 1, ")": -1}.get(code[i], 0)
        if depth == 0:
            return i
    return None


def changes(code):
    """(start, end, new text, what) of every change that can be made."""
    for m in OPERATOR.finditer(code):
        yield m.start(), m.end(), SWAP[m[0]], "%s -> %s" % (m[0], SWAP[m[0]])
    for m in NOT.finditer(code):
        yield m.start(), m.end(), "", "! dropped"
    for m in BOOL.finditer(code):
        other = "false" if m[0] == "true" else "true"
        yield m.start(), m.end(), other, "%s -> %s" % (m[0], other)
    for m in NUMBER.finditer(code):
        other = str(int(m[0]) + 1)
        yield m.start(), m.end(), other, "%s -> %s" % (m[0], other)
    for m in CONDITION.finditer(code):
        end = closing(code, m.end())
        if end is not None:
            yield m.end(), m.end() + 1, "(!(", "condition turned"
    for m in STATEMENT.finditer(code):
        if not FREEING.match(m[2]):
            yield m.start(2), m.end(2), None, "statement removed"
    for m in FUNCTION.finditer(code):
        if FREEING.match(m[0][len(m[1]):]):
            continue
        void = re.search(r"\bvoid\s*$", m[1]) is not None
        yield m.start(2), m.end(2), "{ return;" if void else "{ return 0;", "early return"


def mutants_of(path):
    """All mutants of a file; the lines of the file keep their numbers."""
    with open(os.path.join(TREE, path), encoding="utf-8") as f:
        text = f.read()
    code = masked(text)
    for start, end, new, what in changes(code):
        line = text.count("\n", 0, start) + 1
        if what == "condition turned":
            last = closing(code, start)
            new, end = "(!" + text[start:last + 1] + ")", last + 1
        elif new is None:
            what += ": " + " ".join(text[start:end].split())
            new = ";" + "\n" * text.count("\n", start, end)
        yield Mutant(path, start, end, new, line, what)


# ---- building ----

def run(command, cwd=TREE, **more):
    """Output of a command that must succeed."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace", check=False, **more)
    if done.returncode != 0:
        sys.exit("%s\n%s: status %d" % (done.stdout[-4000:], " ".join(command), done.returncode))
    return done.stdout


def check_out(rev):
    """The revision in the scratch tree, built with its tests; returns its name."""
    commit = run(["git", "-C", TOP, "rev-parse", "--verify", rev + "^{commit}"], TOP).strip()
    if not os.path.isdir(os.path.join(TREE, ".git")):
        os.makedirs(SCRATCH, exist_ok=True)
        run(["git", "clone", "-q", "--shared", "--no-checkout", TOP, TREE], SCRATCH)
    run(["git", "checkout", "-q", "--force", "--detach", commit])
    run(["./bootstrap", "build"], env=dict(os.environ, CFLAGS="-O1"))
    run(["make", "-s", "-j2", "-C", "build", "check", "TESTS="])
    return commit[:7]


def make(*targets):
    return subprocess.run(["make", "-s", "-j2", "-C", BUILD] + list(targets), check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def object_of(path):
    folder, name = os.path.split(path[:-2] + ".o")
    found = glob.glob(os.path.join(BUILD, folder, name)) + \
        glob.glob(os.path.join(BUILD, folder, "lib*_a-" + name))
    return found[0] if found else None


def read(path):
    with open(path, "rb") as f:
        return f.read()


def write(path, data):
    with open(path, "wb") as f:
        f.write(data)


# ---- tests ----

class Tests:
    """The fast tests of the revision, and which of them caught what."""

    def __init__(self):
        query = "include Makefile\nq:\n\t@echo $(TESTS)\n"
        names = run(["make", "-s", "-C", "build", "-f", "-", "q"], input=query).split()
        self.unit = [n for n in names if re.match(r"tests/unit/(\w+/)?test_", n)]
        self.screens = [n for n in names if re.match(r"tests/ui/(sizes|save|numbers)\.test", n)]
        self.pictures = [n for n in names if n.startswith("tests/pictures/")]
        self.cases = sorted(glob.glob("tests/ui/*/*.ui", root_dir=TREE))
        self.programs = ["cprof-tui", "tests/ui/ui_run", "tests/ui/sizes"] + self.unit
        self.limit = {}
        self.kills = collections.defaultdict(collections.Counter)
        if os.path.exists(KILLS):
            for path, counts in json.loads(read(KILLS)).items():
                self.kills[path].update(counts)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        self.env.update(top_srcdir=TREE, top_builddir=BUILD, PYTHON3=sys.executable, MAKELEVEL="1",
                        CPROF_TUI=os.path.join(BUILD, "cprof-tui"), CMOCKA_MESSAGE_OUTPUT="TAP")

    def red(self, name, *words):
        """Runs a test up to its first red case; returns the case's name, or None."""
        command = ["sh", "-c", '. "$0/tests/env.sh"; exec "$@"', TREE,
                   os.path.join(TREE if "test_" not in name else BUILD, name)] + list(words)
        begin = time.monotonic()
        process = subprocess.Popen(command, cwd=BUILD, env=self.env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   preexec_fn=bounds, start_new_session=True)
        late = threading.Timer(self.limit.get(name, 300), end_group, [process.pid])
        late.start()
        found = None
        for line in process.stdout:
            if line.startswith((b"not ok", b"Bail out")):
                found = line.decode("utf-8", "replace").strip().split(" - ")[-1]
                break
        in_time = late.is_alive()
        if found is not None:
            end_group(process.pid)
        process.stdout.close()
        status = process.wait()
        late.cancel()
        if not words:
            self.limit.setdefault(name, 15 + 6 * (time.monotonic() - begin))
        if found is None and status != 0:
            found = "status %d" % status if in_time else "too slow"
        for left in glob.glob(BUILD + "/tests/ui/tree.*") + glob.glob(BUILD + "/golden.*"):
            shutil.rmtree(left, ignore_errors=True)
        return found

    def plan(self, path, linked):
        """(name, words...) of what is to run for a file, likely killers first."""
        mine, everything = self.kills[path], sum(self.kills.values(), collections.Counter())
        def likely(name):
            return (-mine[name], -everything[name], name)
        golden = [c.split(" ", 1)[1] for c in sorted(mine, key=likely) if c.startswith("golden ")]
        cases = sorted(self.cases, key=lambda case: likely("ui " + case))
        plan = [("unit", name) for name in sorted(linked, key=lambda name: likely("unit " + name))]
        if not path.startswith("src/tui/"):
            plan += [("golden", "tests/golden/run") + tuple(golden[:20])] if golden else []
            plan.append(("golden", "tests/golden/run"))
            plan += [("pictures", name) for name in self.pictures]
        if not path.startswith("src/cli/"):
            plan.append(("ui", "tests/ui/run") + tuple(cases))
            plan += [("ui", name) for name in self.screens]
        return sorted(plan, key=lambda test: self.cost(mine, test))

    @staticmethod
    def cost(mine, test):
        """Kinds that caught most come first; of those that caught nothing, units."""
        return -sum(n for name, n in mine.items() if name.startswith(test[0] + " "))

    def killer(self, path, since):
        """Who notices the change of a file whose object was made at `since`; None: nobody."""
        linked = [n for n in self.unit if os.path.getmtime(os.path.join(BUILD, n)) >= since]
        for kind, name, *words in self.plan(path, linked):
            found = self.red(name, *words)
            if found is not None:
                known = found if words or kind == "golden" else name
                self.kills[path][kind + " " + known] += 1
                return found if found in known else "%s: %s" % (known, found)
        return None

    def check(self):
        """The revision itself must be green; this also says how long a test takes."""
        for name in self.unit + ["tests/golden/run", "tests/ui/run"] + self.screens + \
                self.pictures:
            found = self.red(name)
            if found is not None:
                sys.exit("without any change %s is red: %s" % (name, found))

    def remember(self):
        write(KILLS, json.dumps(self.kills, indent=1, sort_keys=True).encode())


def bounds():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


# ---- one mutant, and many ----

def judge(tests, mutant):
    """(does it count, who noticed it)."""
    source, made = os.path.join(TREE, mutant.path), object_of(mutant.path)
    if made is None:
        return False, None
    text, before = read(source), read(made)
    changed = text.decode("utf-8")
    changed = changed[:mutant.start] + mutant.text + changed[mutant.end:]
    try:
        write(source, changed.encode("utf-8"))
        if not make(os.path.relpath(made, BUILD)) or read(made) == before:
            return False, None
        since = os.path.getmtime(made)
        if not make(*tests.programs):
            return False, None
        return True, tests.killer(mutant.path, since)
    finally:
        # A mutant may have written over other files, too.
        run(["git", "checkout", "-q", "--", "."])
        run(["git", "clean", "-q", "-f", "-d"])
        write(made, before)


def main():
    count = int(os.environ.get("N") or 100)
    seed = int(os.environ.get("SEED") or random.randrange(1, 100000))
    only = {int(n) for n in (os.environ.get("PICK") or "").split(",") if n}
    os.nice(10)
    rev = check_out(os.environ.get("REV") or "HEAD")
    tests = Tests()
    files = sorted(n for n in run(["git", "ls-files", "src"]).split()
                   if n.startswith(LAYERS) and n.endswith(".c") and
                   re.search(os.environ.get("FILES") or "", n))
    mutants = [m for path in files for m in mutants_of(path)]
    print("%d mutants of revision %s, seed %d, of %d places in %d files"
          % (count, rev, seed, len(mutants), len(files)), flush=True)
    tests.check()
    random.Random(seed).shuffle(mutants)
    caught, survivors, number = 0, [], 0
    for number, mutant in enumerate(mutants):
        if caught + len(survivors) == (len(only) or count):
            break
        if only and number not in only:
            continue
        begin = time.monotonic()
        counts, by = judge(tests, mutant)
        where = "%4d  %s:%d: %s" % (number, mutant.path, mutant.line, mutant.what)
        if not counts:
            continue
        caught += by is not None
        if by is None:
            survivors.append(where)
        print("%s  %s (%.0f s)" % (where, "by " + by if by else "SURVIVES",
                                   time.monotonic() - begin), flush=True)
        tests.remember()
    print("\nSurvivors:" if survivors else "\nNo survivors.")
    print("\n".join(survivors))
    print("%d of %d caught, revision %s, SEED=%d N=%d" % (caught, caught + len(survivors), rev,
                                                         seed, count))


if __name__ == "__main__":
    main()
