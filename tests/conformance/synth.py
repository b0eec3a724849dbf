"""Profiles made up for the conformance test, in the text form of mkprofile.

Each has a few of the traits the combinations must cover.  The texts depend on
nothing but this file.  One of them, `later`, is only for references that treat
its oddities as the newest pprof does (see rules.py): columns, equal stacks, locations that no
sample uses, mappings that differ in nothing a merge looks at, and a Doc line.
"""

TRAITS = ("recursion", "inlining", "two-mappings", "no-lines", "negative", "empty-stacks", "ties")


class Rand:
    """A small generator of our own, so that no library change moves a profile."""

    def __init__(self, seed):
        self.state = seed * 2654435761 + 12345

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        return (self.state >> 33) % n

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, percent):
        return self.below(100) < percent

    def shuffle(self, items):
        out = list(items)
        for i in range(len(out) - 1, 0, -1):
            j = self.below(i + 1)
            out[i], out[j] = out[j], out[i]
        return out


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Text:
    """Collects lines; samples with a stack and labels seen before are left out."""

    def __init__(self, *head):
        self.lines, self.seen = list(head), set()

    def add(self, *lines):
        self.lines += lines

    def sample(self, values, stack, labels=()):
        stack, labels = tuple(stack), tuple(labels)
        if (stack, labels) not in self.seen:
            self.seen.add((stack, labels))
            self.add("sample %s : %s" % (" ".join(map(str, values)), " ".join(stack))
                     + (" | " + " ".join(labels) if labels else ""))

    def __str__(self):
        used = {frame for stack, _ in self.seen for frame in stack}
        kept = [x for x in self.lines if not x.startswith("loc ") or x.split()[1] in used]
        return "\n".join(kept) + "\n"


def functions(text, names, files, rand):
    for i, name in enumerate(names):
        text.add("func f%d name=%s file=%s start=%d"
                 % (i, quote(name), files[i % len(files)], rand.pick([0, 1, 5, 20])))


def one_start_a_file(text, names, files):
    """Functions of one file and name share a start line."""
    for i, name in enumerate(names):
        text.add("func f%d name=%s file=%s start=%d" % (i, quote(name), files[i % len(files)],
                                                        3 + 7 * (i // len(files))))


SOURCES = ["src/core.c", "src/io.c", "lib/util.c", "lib/deep/inner.h"]


def heavy(rand, unit):
    """Values as profiles have them: few large, many small."""
    return unit * (1 + rand.below(10 ** (1 + rand.below(5))))


def recursion():
    r, t = Rand(1), Text("type samples count", "type cpu nanoseconds",
                         "period cpu nanoseconds 10000000", "time 1600000000000000000",
                         "duration 2500000000",
                         "mapping 0x400000 0x500000 /opt/none/bin/recurse has=FLNI")
    names = ["main", "walk", "visit", "visit_left", "visit_right", "compare", "hash", "leaf"]
    one_start_a_file(t, names, SOURCES)
    calls = {0: [1], 1: [2, 1, 5], 2: [3, 4, 5], 3: [2, 6], 4: [2, 1, 7], 5: [6, 5], 6: [7], 7: [7]}
    for _ in range(160):
        at, stack = 0, ["f0:4"]
        for _ in range(2 + r.below(22)):
            at = r.pick(calls[at])
            stack.append("f%d:%d" % (at, 10 + r.below(9)))
        n = 1 + r.below(30)
        t.sample([n, n * 10000000], reversed(stack))
    return t


def inlining():
    r, t = Rand(2), Text("type cpu nanoseconds",
                         "mapping 0x1000 0x90000 /opt/none/bin/inlined has=FLNI")
    names = ["main", "run", "step", "get", "put", "grow", "copy", "alloc", "zero", "cold"]
    one_start_a_file(t, names, SOURCES)
    locs = []
    for i in range(60):
        depth = 1 + r.below(4) if r.chance(70) else 1
        lines = "/".join("f%d:%d" % (1 + r.below(9), 5 + r.below(40)) for _ in range(depth))
        t.add("loc L%d %s addr=0x%x" % (i, lines, 0x1000 + 16 * i))
        locs.append("L%d" % i)
    t.add("loc M f0:9 addr=0xf00", "loc S f2:7/f2:9/f1:11 addr=0xf10")
    for _ in range(220):
        stack = [r.pick(locs) for _ in range(1 + r.below(7))] + (["S"] if r.chance(20) else [])
        t.sample([heavy(r, 7)], stack + ["M"])
    return t


def two_mappings():
    r, t = Rand(3), Text(
        "type alloc_objects count", "type alloc_space bytes", "type inuse_objects count",
        "type inuse_space bytes", "period space bytes 524288", "time 1700000000000000000",
        "comment \"made by hand\"", "comment \"#hidden\"", "default inuse_space",
        "mapping 0x400000 0x480000 /opt/none/bin/server build=feedface01 has=FLNI",
        "mapping 0x7f0000000000 0x7f0000100000 /opt/none/lib/libshared.so.6 build=beef02 has=FLNI",
        "mapping 0x7fff00000000 0x7fff00002000 [vdso]")
    names = ["main", "serve", "parse", "init", "alloc", "format", "init"]
    functions(t, names, ["src/server.c", "src/parse.c", "lib/util.c", "src/io.c"], r)
    t.add("func sh1 name=parse file=shared/parse.c start=30",
          "func sh2 name=format file=shared/f.c", "func sh3 name=init file=shared/f.c start=9")
    main = ["f%d:%d" % (i, 8 + 3 * i) for i in range(1, 7)]
    for i, fn in enumerate(("sh1:31", "sh1:35", "sh2:3", "sh3:12", "sh2:4/sh3:14")):
        t.add("loc S%d %s map=2 addr=0x%x" % (i, fn, 0x7f0000001000 + 32 * i))
    for i in range(3):
        t.add("loc U%d map=2 addr=0x%x" % (i, 0x7f0000008000 + 8 * i))
        t.add("loc V%d map=3 addr=0x%x" % (i, 0x7fff00000100 + 8 * i))
    other = ["S0", "S1", "S2", "S3", "S4", "U0", "U1", "U2", "V0", "V1", "V2"]
    for _ in range(150):
        stack = [r.pick(main + other) for _ in range(1 + r.below(6))]
        n, size = 1 + r.below(50), r.pick([8, 16, 48, 512, 4096])
        live = r.below(n + 1)
        t.sample([n, n * size, live, live * size], stack + ["f0:5"])
    return t


def no_lines():
    r, t = Rand(4), Text(
        "type cpu nanoseconds", "period cpu nanoseconds 1000000", "duration 3000000000",
        "mapping 0x400000 0x410000 /opt/none/bin/stripped",
        "mapping 0x7f1000000000 0x7f1000040000 /opt/none/a/libdup.so",
        "mapping 0x7f2000000000 0x7f2000080000 /opt/none/b/libdup.so",
        "mapping 0xffffffff80000000 0xffffffff90000000 [kernel.kallsyms]_stext")
    starts = [0x400000, 0x7f1000000000, 0x7f2000000000, 0xffffffff80000000]
    locs = []
    for i in range(40):
        m = r.below(4)
        t.add("loc L%d map=%d addr=0x%x" % (i, m + 1, starts[m] + 16 * r.below(2000)))
        locs.append("L%d" % i)
    t.add("loc W map=0 addr=0x77", "loc X sym:3 map=1 addr=0x400004")
    for _ in range(120):
        stack = [r.pick(locs + ["W", "X"]) for _ in range(1 + r.below(8))]
        t.sample([1000000 * (1 + r.below(40))], stack)
    return t


def negative():
    r, t = Rand(5), Text("type objects count", "type space bytes",
                         "mapping 0x1000 0x90000 /opt/none/bin/diffed has=FLNI")
    names = ["main", "old", "new", "same", "more", "less", "gone", "come"]
    one_start_a_file(t, names, SOURCES)
    for _ in range(140):
        stack = ["f%d:%d" % (1 + r.below(7), 4 + r.below(12)) for _ in range(1 + r.below(6))]
        n = r.below(61) - 30 or 4
        t.sample([n, n * r.pick([16, 32, 100, 7000])], stack + ["f0:3"])
    t.sample([-9000, -90000], ["f5:5", "f2:6/f3:7", "f0:3"])
    return t


def empty_stacks():
    r, t = Rand(6), Text("type contentions count", "type delay nanoseconds",
                         "period contentions count 1", "duration 60500000000",
                         "mapping 0x1000 0x90000 /opt/none/bin/locks has=FLNI")
    names = ["main", "lock", "unlock", "wait", "wake", "work", "a", "b", "c"]
    functions(t, names, SOURCES, r)
    t.lines += ["sample 5 500000 :", "sample 1 7 :", "sample 2 2000 :"]
    for _ in range(60):
        stack = ["f%d:%d" % (1 + r.below(8), 5 + r.below(6)) for _ in range(1 + r.below(4))]
        t.sample([r.pick([1, 1, 1, 2, 5]), r.pick([1000, 1000, 2000, 0, 10000000])],
                 stack + ["f0:3"])
    t.sample([3, 0], ["f6:9", "f0:3"])
    return t


def ties():
    r, t = Rand(7), Text("type n count", "type weight kilobytes",
                         "mapping 0x1000 0x90000 /opt/none/bin/ties has=FLNI",
                         "mapping 0x100000 0x190000 /opt/none/lib/ties.so has=FLNI")
    where = [r.below(3) for _ in range(12)]
    for i in range(24):
        # Two functions of one name never share a file, else the range of `list` is undefined.
        name, path = i % 12, ["a.c", "b.c", "src/core.c"][(where[i % 12] + i // 12) % 3]
        t.add("func f%d name=fn%c file=%s start=%d" % (i, 97 + name, path,
                                                      r.pick([1, 9, 50, 100])))
    for i in range(40):
        lines = "/".join("f%d:%d" % (r.below(24), r.pick([10, 60, 101]))
                         for _ in range(1 + r.below(2)))
        t.add("loc L%d %s map=%d addr=0x%x"
              % (i, lines, 1 + i % 2, (0x1000 if i % 2 == 0 else 0x100000) + 4 * i))
    t.add("loc U1 map=1 addr=0x8000", "loc U2 map=2 addr=0x108000")
    for i in range(90):
        stack = ["L%d" % r.below(40) for _ in range(1 + r.below(3))]
        if r.chance(10):
            stack.insert(0, r.pick(["U1", "U2"]))
        t.sample([10, 4], stack)
    return t


def names():
    r, t = Rand(8), Text("type cpu microseconds", "time 1500000000123456789",
                         "mapping 0x1000 0x90000 /opt/none/bin/names has=FLNI")
    pool = ["main.(*List[...]).Push", "main.List[...].Len", "main.Map[...]", "main.Map[...].func1",
            "main.(*Tree[go.shape.int,go.shape.string]).Insert", "main.main.func1.1",
            "net/http.(*conn).serve", "runtime.mallocgc", "github.com/foo/bar/v3.(*T).Run",
            "std::vector<int>::push_back(int const&)", "(anonymous namespace)::detail(int)",
            "ns::Foo::bar(int)", "x::operator()(int)", "x::operator<=>(int)", "x::operator->",
            "foo(int)", "void tmpl<int>(int)", "ns::outer(int)::{lambda(int)#1}::operator()",
            "std::function<void (int)>::operator()(int) const", "operator new[](unsigned long)",
            "x::a((b)c", "x::f<a(b>c)d", "java.util.List.<init>", "com.x.Foo.access$000(int)",
            "com.example.Main$Inner.run(java.lang.Runnable)", "Lcom/foo;.<clinit>()V",
            "core::ptr::drop_in_place<alloc::string::String>", "-[NSFoo bar:]",
            "caf\u00e9.na\u00efve", "type..eq.[2]interface {}", "a b c"]
    files = ["/home/me/src/proj/main.go", "./a//b/../y.cc", "src/core.c", "Main.java", ""]
    functions(t, pool, files, r)
    t.add("func keeps name=%s sys=%s" % (quote("ns::Kept<T>(int)"), "_ZN2ns4KeptE"),
          "func nosys name=%s sys=\"\"" % quote("ns::NoSys<T>(int)"),
          "func fromsys name=\"\" sys=from_system file=src/io.c")
    frames = ["f%d:%d" % (i, r.below(40)) for i in range(len(pool))]
    frames += ["keeps:3", "nosys:4", "fromsys:12", "f3:4/f0:9", "f13:5/f9:6/f11:7"]
    for _ in range(130):
        stack = [r.pick(frames) for _ in range(1 + r.below(5))]
        t.sample([heavy(r, 1)], stack + ["f5:7"])
    return t


def units():
    r, t = Rand(9), Text("type wall milliseconds", "type space kilobytes", "type gcu nanogcu",
                         "type things foo", "type hours hours", "type seconds s",
                         "type items objects", "type raw count",
                         "duration 7200000000000", "time 1234567890000000000",
                         "mapping 0x1000 0x90000 /opt/none/bin/units has=FLNI")
    one_start_a_file(t, ["main", "first", "second", "third", "fourth"], SOURCES)
    for _ in range(50):
        stack = ["f%d:%d" % (1 + r.below(4), 4 + r.below(9)) for _ in range(1 + r.below(3))]
        t.sample([heavy(r, 1) for _ in range(8)], stack + ["f0:5"])
    t.sample([1, 1, 1, 1, 1, 1, 1, 1], ["f1:9", "f0:5"])
    return t


def big():
    r, t = Rand(10), Text("type cpu nanoseconds", "type alloc_space bytes",
                          "duration 86400000000000",
                          "mapping 0x1000 0x90000 /opt/none/bin/big has=FLNI")
    one_start_a_file(t, ["main", "day", "hour", "minute", "blink", "never"], SOURCES)
    for _ in range(60):
        stack = ["f%d:%d" % (1 + r.below(5), 4 + r.below(9)) for _ in range(1 + r.below(4))]
        t.sample([10 ** r.below(15) * (1 + r.below(9)), 1 << r.below(50)], stack + ["f0:5"])
    return t


def dropped():
    r, t = Rand(11), Text(
        "type objects count", "type space bytes",
        "drop " + quote(r"runtime\..*|malloc|ns::new_.*|operator new"),
        "keep " + quote(r"runtime\.panic|runtime\.call[0-9]*"),
        "mapping 0x1000 0x90000 /opt/none/bin/dropped has=FLNI")
    pool = ["main.main", "main.work", "runtime.panic", "runtime.mallocgc", "runtime.call32",
            "malloc", ".malloc", "ns::new_thing(int)", "operator new(unsigned long)", "user",
            "main.deep"]
    one_start_a_file(t, pool, SOURCES)
    for _ in range(150):
        stack = ["f%d:%d" % (r.below(11), 5) if r.chance(75)
                 else "f%d:6/f%d:7" % (r.below(11), r.below(11)) for _ in range(1 + r.below(6))]
        n = 1 + r.below(40)
        t.sample([n, n * 24], stack + (["f0:4"] if r.chance(85) else []))
    return t


def labels():
    """String labels, several values of a key, and numbers: units of all kinds, two units for one
    key, none, keys that are units, keys with a unit of their own, negative and huge numbers."""
    r, t = Rand(12), Text("type samples count", "type cpu nanoseconds",
                          "mapping 0x1000 0x90000 /opt/none/bin/labels has=FLNI")
    one_start_a_file(t, ["main", "serve", "query", "render", "wait"], SOURCES)
    numbers = ["bytes#%d", "bytes#%d:bytes", "size#%d:kilobytes", "lat#%d:milliseconds",
               "thread#%d", "alignment#%d", "request#%d", "gcu#%d:nanogcu", "odd#%d:widgets",
               "ms#%d"]
    for _ in range(170):
        stack = ["f%d:%d" % (1 + r.below(4), 4 + r.below(9)) for _ in range(1 + r.below(4))]
        stack += ["f0:5"]
        has = []
        if r.chance(60):
            has.append("user=" + r.pick(["ann", "bob", "eve", "Zo\u00eb", "a,b", '"two words"']))
        if r.chance(40):
            has += ["path=" + x for x in r.shuffle(["/", "/api/v1", "/static"])[:1 + r.below(2)]]
        if r.chance(20):
            has.append("k:v=x:y")
        for number in r.shuffle(numbers)[:r.below(4)]:
            for _ in range(1 + r.chance(25)):
                n = r.pick([1, 7, 16, 512, 1024, 1025, 4096, 65536, 3 << 20, -5, 1500, 2000000])
                has.append(number % n)
        if r.chance(15):
            has.append("mixed#%d:%s" % (r.pick([1, 1000, 5000]),
                                        r.pick(["us", "ms", "s"])))
        if r.chance(5):
            has.append("bytes=text")
        n = 1 + r.below(30)
        t.sample([n, n * 10000000], stack, has)
    return t


def labelled():
    """Labels as reports print them: keys and texts with blanks and beyond ASCII, several units."""
    r, t = Rand(12), Text(
        "type requests count", "type cpu nanoseconds", "type space bytes",
        "time 1600000000123456789", "duration 83000000000", "default cpu",
        "comment \"first comment\"", "comment \"#hidden\"",
        "mapping 0x1000 0x90000 /opt/none/bin/labels has=FLNI")
    one_start_a_file(t, ["main", "serve", "handle", "read", "write", "sync", "parse"], SOURCES)
    strings = ["user=ann", "user=bob", "user=carl", "host=a.example:80", "host=b", "z=", "a.b=1",
               "a=1", "a=2", quote("blank key=two words"), quote("caf\u00e9=na\u00efve"), "lat=odd",
               "averylongkeyindeed=v"]
    # bytes, latency and mixed carry units, the latter two several ones; the others none.
    numbers = ["bytes#%d:bytes", "latency#%d:microseconds", "latency#%d:ms", "mixed#%d:kb",
               "mixed#%d", "mixed#%d:foo", "mixed#%d:bar", "request#%d", "alignment#%d", "ms#%d",
               "thread#%d", "lat#%d:ns", "big#%d:count", "caf\u00e9#%d:seconds"]
    for _ in range(170):
        stack = ["f%d:%d" % (1 + r.below(6), 4 + r.below(9)) for _ in range(1 + r.below(4))]
        if r.chance(30):
            stack.insert(0, "f3:4/f2:9")
        some = [r.pick(strings) for _ in range(r.below(4))]
        some += [r.pick(numbers) % (r.pick([1, 1, 1, -1]) * heavy(r, r.pick([1, 512, 100000])))
                 for _ in range(r.below(4))]
        if r.chance(5):
            some.append("latency#0:ms")
        n = 1 + r.below(9)
        t.sample([n, n * heavy(r, 1000), 64 * r.below(3)], stack + ["f0:5"], r.shuffle(some))
    return t


def no_samples():
    return Text("type samples count", "type cpu nanoseconds", "period cpu nanoseconds 10000000",
                "mapping 0x1000 0x90000 /opt/none/bin/idle has=FLNI")


def graphs():
    """String labels and numbers of the label that graphs draw; stacks occur with several."""
    r, t = Rand(13), Text("type alloc_objects count", "type alloc_space bytes",
                          "mapping 0x1000 0x90000 /opt/none/bin/labels has=FLNI")
    names = ["main", "serve", "parse", "alloc", "grow", "copy", "pool", "node"]
    one_start_a_file(t, names, SOURCES)
    texts = [[], [], ["k=v1"], ["k=v2", "\"z=w w\""], ["k=v1", "k=v3"], ["who=a.b::c", "k=v1"],
             ["path=/x/y"], ["thread=7"]]
    numbers = [[], ["16"], ["32"], ["48"], ["64"], ["1024"], ["1025"], ["4096"], ["5000"],
               ["500000"], ["16", "1024"], ["3000000"], ["4294967296"]]
    for _ in range(260):
        depth = 1 + r.below(6)
        stack = ["f%d:%d" % (1 + r.below(7), 5 + r.below(4)) for _ in range(depth)] + ["f0:3"]
        n = 1 + r.below(40)
        size = r.pick(numbers)
        words = r.pick(texts) + ["bytes#%s:bytes" % x for x in size]
        if r.chance(15):
            words.append("other#%d:seconds" % (1 + r.below(9)))
        t.sample([n, n * int(size[0] if size else 8)], stack, words)
    return t


def later():
    r, out = Rand(14), [
        "type alloc_space bytes", "type inuse_space bytes", "doc http://example.com/later",
        "time 1600000000999999999", "duration 1500000000",
        "mapping 0x1000 0x90000 /opt/none/bin/later has=FLNI",
        "mapping 0x1000 0x90000 /opt/none/bin/later has=FLNI"]
    names = ["main", "read", "write", "flush", "close", "idle"]
    for i, name in enumerate(names):
        out.append("func f%d name=%s file=%s start=%d"
                   % (i, name, SOURCES[i % 4], 3 + 7 * (i // 4)))
    locs = []
    for i in range(40):
        lines = "/".join("f%d:%d:%d" % (1 + r.below(4), 5 + r.below(4), r.below(4))
                         for _ in range(1 + r.below(3)))
        out.append("loc L%d %s map=%d addr=0x%x" % (i, lines, 1 + r.below(2), 0x1000 + 16 * i))
        locs.append("L%d" % i)
    out.append("loc unused f5:9:1/f4:2 addr=0x8000")
    stacks = [" ".join([r.pick(locs) for _ in range(1 + r.below(4))] + ["f0:4:2"])
              for _ in range(30)]
    labels = ["", "", " | who=ann", " | who=bob bytes#64:bytes", " | bytes#4096:bytes"]
    for _ in range(120):
        n = r.pick([1, 1, 1, -1, 0]) * heavy(r, 16)
        out.append("sample %d %d : %s%s" % (n, n // 2, r.pick(stacks), r.pick(labels)))
    out += ["sample 48 16 :", "sample 32 0 : | who=eve"]
    return "\n".join(out) + "\n"


MAKERS = {
    "recursion": (recursion, ("recursion", "ties")),
    "inlining": (inlining, ("inlining", "recursion")),
    "two-mappings": (two_mappings, ("two-mappings", "no-lines", "inlining")),
    "no-lines": (no_lines, ("no-lines", "two-mappings", "recursion")),
    "negative": (negative, ("negative", "recursion", "inlining")),
    "empty-stacks": (empty_stacks, ("empty-stacks", "ties", "recursion")),
    "ties": (ties, ("ties", "inlining", "two-mappings", "no-lines")),
    "names": (names, ("inlining",)),
    "units": (units, ()),
    "big": (big, ()),
    "dropped": (dropped, ("inlining", "recursion", "ties")),
    "labelled": (labelled, ("inlining",)),
    "no-samples": (no_samples, ()),
    "labels": (labels, ("recursion", "ties")),
    "graphs": (graphs, ("recursion",)),
    "later": (later, ("inlining", "negative", "empty-stacks", "ties")),
}


def variant(text, seed):
    """The same program profiled again: some samples are gone, some cost more, it is loaded
    elsewhere, and it says other things about itself."""
    r, out, names = Rand(100 + seed), [], 0
    shift = 0x100000 * r.below(3)
    for line in str(text).splitlines():
        words = line.split(" ")
        if words[0] == "sample":
            if r.chance(25):
                continue
            end = words.index(":")
            factor = r.pick([1, 1, 1, 2, 3])
            words[1:end] = [str(int(w) * factor) for w in words[1:end]]
        elif words[0] == "mapping":
            words[1:3] = [hex(int(w, 0) + shift) for w in words[1:3]]
        elif words[0] == "loc":
            words = [hex_shifted(w, shift) for w in words]
        elif words[0] in ("time", "duration") and r.chance(70):
            words[1] = str(int(words[1]) + r.below(9) * 10 ** 9)
        elif words[0] == "func" and r.chance(5):
            names += 1
            words = [w + "x%d" % names if w.startswith("file=") and '"' not in w else w
                     for w in words]
        out.append(" ".join(words))
    if r.chance(50):
        out.append("comment \"variant %d\"" % seed)
    return "\n".join(out) + "\n"


def hex_shifted(word, shift):
    return "addr=" + hex(int(word[5:], 0) + shift) if word.startswith("addr=") else word


def source_files():
    """Source text for what the profiles name, as path -> bytes."""
    out = {}
    for path in SOURCES + ["src/server.c", "shared/f.c", "a.c"]:
        lines = ["%s%s, line %d" % ("\t" * (i % 3), path, i) for i in range(1, 41)]
        end = "\r\n" if path.endswith(".h") else "\n"
        out[path] = end.join(lines).encode() + (b"" if path == "a.c" else end.encode())
    return out
