"""The profiles that are measured: made once, kept below the build folder.

A generated profile's name holds a sum of the generator's sources, so that it is made anew when they
change.
"""

import hashlib
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = 100000
REAL = "go-types"


class Profile:
    def __init__(self, name, path, samples=0):
        self.name = name
        self.path = path
        self.samples = samples
        self.size = os.path.getsize(path)
        with open(path, "rb") as f:
            f.seek(-4, os.SEEK_END)
            self.inflated = int.from_bytes(f.read(4), "little")


def short(samples):
    for size, letter in ((1000000, "m"), (1000, "k")):
        if samples % size == 0:
            return "%d%s" % (samples // size, letter)
    return str(samples)


def folder(build):
    path = os.environ.get("BENCH_FOLDER") or os.path.join(build, "tests", "bench", "profiles")
    os.makedirs(path, exist_ok=True)
    return path


def run(args, **more):
    done = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **more)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise RuntimeError("%s: %s" % (" ".join(args), text[-600:].strip()))
    return text.strip()


def sources_sum():
    total = hashlib.sha256()
    for name in ("gen.c", "gen_calls.c", "gen_calls.h"):
        with open(os.path.join(HERE, name), "rb") as f:
            total.update(f.read())
    return total.hexdigest()[:12]


def generated(build, samples, names=0):
    name = ("%s-names-%s" % (short(names), short(samples)) if names
            else "heap-" + short(samples))
    path = os.path.join(folder(build), "%s-%s.pb.gz" % (name, sources_sum()))
    if not os.path.exists(path):
        words = ["-samples", str(samples)] + (["-names", str(names)] if names else [])
        run([os.path.join(build, "tests", "bench", "gen")] + words + [path + ".new"])
        os.rename(path + ".new", path)
    return Profile(name, path, samples)


def real(build):
    """The heap of Go's type checker under its own tests, every allocation seen; None without Go."""
    if shutil.which("go") is None:
        return None
    where = folder(build)
    version = run(["go", "env", "GOVERSION"])
    path = os.path.join(where, "%s-%s.pb.gz" % (REAL, version))
    if not os.path.exists(path):
        env = dict(os.environ, GOPATH=os.path.join(where, "gopath"), GOPROXY="off", GOFLAGS="",
                   GOWORK="off")
        env.setdefault("GOCACHE", os.path.join(where, "gocache"))
        test = os.path.join(where, "types.test")
        run(["go", "test", "-c", "-o", test, "go/types"], env=env, cwd=where)
        run([test, "-test.short", "-test.run=Test", "-test.memprofilerate=1",
             "-test.memprofile=" + path + ".new"], env=env,
            cwd=run(["go", "list", "-f", "{{.Dir}}", "go/types"], env=env, cwd=where))
        os.rename(path + ".new", path)
    return Profile(REAL, path)


def reference():
    """Go's own pprof, or None."""
    if shutil.which("go") is None:
        return None
    path = os.path.join(run(["go", "env", "GOTOOLDIR"]), "pprof")
    return path if os.access(path, os.X_OK) else None
