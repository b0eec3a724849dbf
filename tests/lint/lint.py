"""What the lint tests share: the project's files, C text without comments, TAP output."""

import os
import re
import shutil
import subprocess
import sys

TOP = os.path.abspath(os.environ.get("top_srcdir", "."))

# Made by the build system; in a tarball they lie between the sources.
GENERATED = {"aclocal.m4", "configure", "config.h.in", "Makefile.in", "config.h", "config.status",
             "Makefile", "libtool", "stamp-h1", "config.log"}
GENERATED_DIRS = {".git", "autom4te.cache", "build-aux", "tests-home", "__pycache__", ".deps"}


def in_git():
    if not os.path.exists(os.path.join(TOP, ".git")):
        return None
    try:
        out = subprocess.run(["git", "-C", TOP, "ls-files", "-z", "-co", "--exclude-standard"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return [os.fsdecode(name) for name in out.split(b"\0") if name]


def is_build_dir(path, name):
    """Ours by name, distcheck's, and whatever else was configured inside the source tree."""
    if name in GENERATED_DIRS or name in ("_build", "_inst") or re.fullmatch(r"build(-.*)?", name):
        return True
    return path != TOP and os.path.exists(os.path.join(path, "config.status"))


def in_tree():
    found = []
    for folder, dirs, names in os.walk(TOP):
        dirs[:] = [d for d in dirs if not is_build_dir(os.path.join(folder, d), d)]
        for name in names:
            if name in GENERATED or name.endswith((".o", ".a", ".trs", ".log", "~")):
                continue
            found.append(os.path.relpath(os.path.join(folder, name), TOP))
    return found


def project_files():
    """Paths from the top of the source tree: tracked and new files in a clone, all in a tarball."""
    names = in_git()
    if names is None:
        names = in_tree()
    return sorted(n for n in set(names) if os.path.isfile(os.path.join(TOP, n)))


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8", errors="replace") as f:
        return f.read()


TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def code_only(text):
    """C text whose comments are blank and whose literals are empty; lines keep their numbers."""
    def blank(match):
        token = match.group(0)
        if token[0] == "/":
            return "\n" * token.count("\n") or " "
        return token[0] + token[-1]
    return TOKEN.sub(blank, text)


def need(tool, package):
    """Ends the test, with the words for it, where a tool is not here."""
    if shutil.which(tool) is None:
        sys.stdout.flush()
        os.execv(os.path.join(TOP, "tests/lib/missing"), ["missing", tool, package])


class Tap:
    """One case per rule; what breaks it follows as comments."""

    def __init__(self):
        self.cases = 0
        self.failed = 0

    def case(self, name, problems):
        self.cases += 1
        self.failed += bool(problems)
        print("%s %d - %s" % ("not ok" if problems else "ok", self.cases, name))
        for problem in problems:
            print("# " + problem)

    def done(self):
        print("1..%d" % self.cases)
        sys.exit(1 if self.failed else 0)
