"""Real profiles: Go tests run at test time, below a folder of the caller."""

import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))

# name -> traits; the order is that of the combinations
NAMES = {
    "go-heap": ("recursion", "inlining", "ties"),
    "go-cpu": ("recursion", "inlining", "ties"),
    "go-mutex": ("inlining", "ties"),
    "go-block": ("recursion", "inlining", "ties"),
    "go-goroutine": ("recursion", "inlining", "ties"),
    "go-json": ("recursion", "inlining", "ties"),
    "go-template": ("recursion", "inlining", "ties"),
}

STANDARD = {
    "go-json": ("encoding/json", "TestMarshal|TestUnmarshal$|TestEscape|TestNumber|TestSliceOf"),
    "go-template": ("text/template", "TestExecute$|TestParse|TestTree|TestHTML"),
}


def command():
    """The go whose pprof is the reference: GO names another than the usual one."""
    return os.environ.get("GO", "go")


def root():
    """GOROOT, which files of the standard library have in profiles."""
    done = subprocess.run([command(), "env", "GOROOT"], stdout=subprocess.PIPE, check=False)
    return done.stdout.decode().strip()


def run(args, cwd, env):
    done = subprocess.run(args, cwd=cwd, env=env, stdin=subprocess.DEVNULL, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0:
        raise RuntimeError("%s: %s" % (" ".join(args), text[-600:]))
    return text.strip()


def environment(where):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PPROF_")}
    if "GOCACHE" not in env:
        env["GOCACHE"] = os.path.join(where, "gocache")
    env.update(GOPATH=os.path.join(where, "gopath"), GOPROXY="off", GOFLAGS="", GOWORK="off",
               GOROUTINE_PROFILE=os.path.join(where, "go-goroutine"))
    return env


def make(where):
    """Write all profiles to folder `where`; returns name -> path."""
    env = environment(where)

    def path(name):
        return os.path.join(where, name)

    bench = path("gobench.test")
    run([command(), "test", "-c", "-o", bench, "."], os.path.join(HERE, "gobench"), env)
    run([bench, "-test.run=Heap", "-test.memprofile=" + path("go-heap"),
         "-test.memprofilerate=1"], where, env)
    run([bench, "-test.run=CPU|Locks|Goroutines", "-test.cpuprofile=" + path("go-cpu"),
         "-test.mutexprofile=" + path("go-mutex"), "-test.mutexprofilefraction=1",
         "-test.blockprofile=" + path("go-block"), "-test.blockprofilerate=1"], where, env)
    for name, (package, tests) in STANDARD.items():
        binary = path(name + ".test")
        run([command(), "test", "-c", "-o", binary, package], where, env)
        folder = run([command(), "list", "-f", "{{.Dir}}", package], where, env)
        run([binary, "-test.run=" + tests, "-test.memprofile=" + path(name),
             "-test.memprofilerate=1"], folder, env)
    return {name: path(name) for name in NAMES}
