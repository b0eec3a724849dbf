"""The combinations of profile and flags: a table and a drawing from it.

The drawing has a fixed seed.  It goes on until every pair of two different
options has occurred, every value of every option has, and the floors below
are reached; check() says so or raises.
"""

import itertools

import goprofiles
import synth

SEED = 20
TOTAL = 800
TRAIT_FLOOR = 40

# Regular expressions by profile: names, files, binaries; anchored, classes,
# alternations, groups, repetitions, flags, escapes, and one without any match.
KEEPING_RX = [".", "(?i)MAIN"]
DROPPING_RX = ["nothing_matches_this", r"^\w$"]
RX = {
    "recursion": ["visit", "^visit$", "visit_(left|right)", "walk|leaf", r"core\.c", "recurse",
                  "le.f$", "v.*?_r", r"lib/(?:deep/)?\w+\.[ch]$", "(?i)HASH"],
    "inlining": ["get", "^(get|put)$", "alloc|zero", "inner", "inlined", "co[lp][dy]",
                 "g.?et|gr+ow", r"^\w{3}$", "step"],
    "two-mappings": ["parse", "^init$", "libshared", "shared/", "server", "vdso", r"f\.c", "alloc$",
                     r"\.so\.\d", "for(m)at"],
    "no-lines": ["libdup", "kernel", "stripped", "sym", "/a/", r"\[kernel", "b/lib"],
    "negative": ["old|new", "^same$", "more", "less|gone", "inner", "src/", "[gc]o[nm]e"],
    "empty-stacks": ["lock", "^lock$", "unlock", "wa(it|ke)", "^.$", "locks", "work"],
    "ties": ["fn[a-d]", "^fna$", r"a\.c$", "core", r"ties\.so", "fn(e|f|g)", "bin/ties"],
    "names": [r"main\.\(\*List\[", r"\(\*T\)", "::", r"operator\(\)", "ns::", r"\[\.\.\.\]",
              r"^foo$", r"\.func\d", "java|Main", r"proj/main\.go", r"\(anonymous", "caf\u00e9",
              r"\Qfoo(int)\E", "std", r"^(?:x::f|foo)", r"[^a-z]List", r"\pL+::bar", "<init>"],
    "units": ["first", "second|third", "^fourth$", "util", "units"],
    "big": ["day|hour", "^minute$", "never", "blink", "bin/big"],
    "dropped": ["runtime", r"^runtime\.panic$", "user", "work|deep", r"ns::", "malloc", "new"],
    "no-samples": ["x"],
    "labels": ["serve|query", "^render$", "core", "wait", r"user|path", "ann", "bytes|size"],
    "labelled": ["serve", "^read$", "write|sync", "src/", "(?i)HANDLE", "parse"],
    "graphs": ["alloc", "parse|serve", r"core\.c", "node$", "grow|copy"],
    "later": ["read|write", "^flush$", r"core\.c", "(?i)CLOSE", "idle|read", "later"],
    "go-heap": [r"gobench\.\(\*List", "Grow", "Words", r"^example\.com/gobench\.", r"runtime\.",
                r"\(\*\w+\)", "gobench.go", r"func1$", "strings|regexp", r"List\[\.\.\.\]"],
    "go-cpu": ["Spin|mix", r"^runtime\.", "gobench", "Even", "Odd$", r"sort\.", "malloc",
               r"mem(move|clr)", "[Ww]ords"],
    "go-mutex": ["Contend", r"\(\*Counter\)", "sync", r"Unlock$"],
    "go-block": ["chan", "Park|Pipeline", r"runtime\.chanrecv", "testing", "sync"],
    "go-goroutine": ["gopark", "Park", r"runtime\.", "testing", "chanrecv1?$"],
    "go-json": [r"encoding/json\.", r"\(\*decodeState\)", "reflect", "[mM]arshal",
                r"^encoding.*Encoder", "testing", r"encode\.go", "strconv|bytes",
                r"reflect\.Value", "runtime"],
    "go-template": [r"text/template\.", r"parse\.\(\*Tree\)", "exec", "reflect", r"\(\*state\)",
                    "fmt", r"lex\.go", r"func\d+$", "(?i)testexec", "testing"],
}

# What -list is asked for; few routines each, since the text gets long.
LIST_RX = {
    "recursion": ["^visit$", "leaf|hash", "main", "."], "inlining": ["^get$", "alloc", "put|grow"],
    "two-mappings": ["^init$", "parse", "format", "."], "no-lines": ["sym", "."],
    "negative": ["same", "old|new", "."], "empty-stacks": ["lock", "wait", "."],
    "ties": ["fna", "fn[a-c]", "."], "names": ["List", "main", "::", "from", r"\(\*T\)"],
    "units": ["first", "."], "big": ["day", "."], "dropped": ["panic", "main", "malloc"],
    "no-samples": ["."], "labels": ["serve", "query|render", "."],
    "labelled": ["serve", "."],
    "graphs": ["alloc", "."], "later": ["read", "flush|idle", "."],
    "go-heap": ["Grow", r"\(\*List", "Words"], "go-cpu": ["Spin", "Even|Odd"],
    "go-mutex": ["Counter", "Contend"], "go-block": ["Park", "Pipeline"],
    "go-goroutine": ["Park", "chanrecv1"], "go-json": [r"\.Marshal$", r"\(\*decodeState\)\.object"],
    "go-template": [r"\(\*state\)\.walk$", r"\(\*Tree\)\.Parse"],
}

SAMPLE_INDEX = {
    "recursion": ["samples", "cpu", "0"], "negative": ["objects", "space", "inuse_space", "0"],
    "empty-stacks": ["delay", "contentions", "0"],
    "ties": ["n", "weight"], "big": ["cpu", "alloc_space"], "dropped": ["objects", "inuse_space"],
    "labels": ["requests", "cpu", "space", "0"], "later": ["alloc_space", "inuse_space", "0"],
    "units": ["wall", "space", "gcu", "things", "hours", "seconds", "items", "raw"],
    "go-mutex": ["contentions", "delay"], "go-block": ["contentions", "delay"],
    "go-cpu": ["samples", "cpu"], "no-samples": ["samples"],
}
# What tagfocus and tagignore are asked for: ranges, with and without key and unit, and regexps.
TAG_VALUES = {
    "labels": ["bytes=1kb:", "1kb:4kb", ":4kb", "bytes=1024", "1024", "1024b", "1kb", "size=1mb:",
               "lat=:2s", "lat=1s:3000ms", "1ms:", "thread=7", "7b", "7", "7foo", "-5:16",
               "size=1kb:64", "1kb:2s", "1:64kb", "1foo:20bar", "1count:7", "7auto:", "odd=7:1024",
               "gcu=1gcu:", "mixed=1ms:1s", "mixed=1000", "alignment=512B:", "request=:1KB",
               "user=ann", "user=^b,^e", "ann,/api", "user:bob", "path=.", "path:/$", "k:v=x",
               "a,b", "=ann", "user=", "nobody=x", "Zo.", "1e3", "5,6", "two words", "+7:",
               ":", "bytes=text", "=7", "1hr:", "ms=1s:", "^user:ann$", "x=y=z", "bytes=:0"],
    "later": ["who=ann", "bytes=1kb:", "64b", "x"],
    "go-heap": ["bytes=32b:", ":64b", "1kb:", "bytes=16b:1kb", "1024", "x"],
}
TAG_KEYS = {"labels": ["user", "user|path", "bytes", ".", "none", "^s", "(?i)USER", "[", ""],
            "later": ["who", "bytes"], "go-heap": ["bytes", "x"]}
TAG_FRAMES = {"labels": ["user", "path", "bytes", "user,path", "lat,size,", "mixed", "nobody",
                         "thread,,odd", "k:v", "user,user", "request,alignment", "gcu,ms"],
              "later": ["who", "bytes,who"], "go-heap": ["bytes", "bytes,x", "x"]}

HEAP_INDEX = ["alloc_space", "alloc_objects", "inuse_space", "inuse_objects", "0", "3"]
ERRONEOUS = {"ties": ["nonsense"], "big": ["9"], "go-mutex": ["-1"]}
LOCK_FLAGS = ["-contentions", "-total_delay", "-mean_delay"]
HEAP_FLAGS = ["-inuse_space", "-inuse_objects", "-alloc_space", "-alloc_objects"]
SHORTCUTS = {"empty-stacks": LOCK_FLAGS, "go-mutex": LOCK_FLAGS, "go-block": LOCK_FLAGS,
             "negative": ["-inuse_space", "-inuse_objects"], "big": ["-alloc_space"],
             "dropped": ["-inuse_space", "-inuse_objects"],
             "later": ["-alloc_space", "-inuse_space"]}
FLAG = object()             # stands for a value: the option is a flag that is just there


def sample_index(profile):
    if profile in ("two-mappings", "go-heap", "go-json", "go-template"):
        return HEAP_INDEX
    return SAMPLE_INDEX.get(profile, ["0", "+0"]) + ERRONEOUS.get(profile, [])


def shortcut(profile):
    if profile in ("two-mappings", "go-heap", "go-json", "go-template"):
        return HEAP_FLAGS
    return SHORTCUTS.get(profile, [])


def keeping(profile):
    """For filters that keep what matches; no match at all only here and there."""
    return RX[profile] + KEEPING_RX + DROPPING_RX[:len(profile) % 3 == 0]


def dropping(profile):
    return RX[profile] + DROPPING_RX


def tag_values(profile):
    return TAG_VALUES.get(profile, ["x", "1kb:"] if profile == "negative" else [])


def tag_keys(profile):
    return TAG_KEYS.get(profile, ["x"] if profile == "negative" else [])


def tag_frames(profile):
    return TAG_FRAMES.get(profile, ["x"] if profile in ("negative", "dropped") else [])


def trim_paths(profile):
    # A second application must change nothing: pprof trims again at each pass.
    if profile.startswith("go-"):
        return ["/usr/share", "/nowhere:/usr", "{GOROOT}"]
    return ["/home/me", "/home/me/src/", "/nowhere:/home", "lib"]


def source_paths(profile):
    if profile.startswith("go-"):
        return ["/nowhere/go", "/nowhere"]
    return ["/nowhere/proj", "{CWD}", "{CWD}/src:{CWD}"]


# Profiles of the same sample types as a profile; a made-up one goes with its variants.
PARTNERS = {
    "go-heap": ["go-json", "go-template"], "go-json": ["go-template", "go-heap"],
    "go-template": ["go-json"], "go-mutex": ["go-block", "go-mutex"], "go-block": ["go-mutex"],
    "go-cpu": ["go-cpu"], "go-goroutine": ["go-goroutine"],
}
# What else is read: other sources behind the first (+), and bases.
INPUTS = ["+@1", "+@1 +@2", "-base=@1", "-base=@1 +@2", "-diff_base=@1", "-diff_base=@2 +@1",
          "-base=@2 -normalize", "-diff_base=@1 -normalize"]


def inputs(profile):
    """Words; @ stands for a profile, + before it for another source."""
    out = []
    for n, words in enumerate(INPUTS):
        for i in (1, 2):
            names = PARTNERS.get(profile, [profile + "~1", profile + "~2"])
            words = words.replace("@%d" % i, "@" + names[(n + i) % len(names)])
        out.append(words)
    return out


def constant(*values):
    return lambda profile: list(values)


# Option -> its values for a profile.  A value is a string, or FLAG.  The names
# in brackets stand for a choice between several flags.
OPTIONS = {
    "[report]": lambda p: ["-top", "-text", "-top", "-proto", "-topproto", "-tree", "-tree", "-dot",
                           "-dot", "-callgrind"] +
                          ["-peek=" + rx for rx in RX[p][:3]] +
                          ["-list=" + rx for rx in LIST_RX[p]] + ["-traces", "-raw", "-tags"] +
                          ["-comments"] * (p in ("two-mappings", "labelled")),
    "[inputs]": inputs,
    "[sort]": constant("-cum", "-flat"),
    "[granularity]": constant("-functions", "-filefunctions", "-files", "-lines", "-addresses"),
    "[shortcut]": shortcut,
    "sample_index": sample_index,
    "noinlines": constant(FLAG),
    "focus": keeping,
    "ignore": dropping,
    "hide": dropping,
    "show": keeping,
    "show_from": keeping,
    "prune_from": dropping,
    "tagfocus": tag_values,
    "tagignore": tag_values,
    "tagshow": tag_keys,
    "taghide": tag_keys,
    "tagroot": tag_frames,
    "tagleaf": tag_frames,
    "nodecount": constant("0", "1", "3", "7", "20", "-1", "1000"),
    "nodefraction": constant("0", "0.001", "0.02", "0.1", "0.5", "1"),
    "edgefraction": constant("0", "0.0005", "0.01", "0.1", "0.9"),
    "trim": constant("false", "true"),
    "unit": constant("auto", "minimum", "s", "ms", "ns", "hours", "kb", "MB", "bytes", "count",
                     "foo"),
    "mean": constant(FLAG),
    "divide_by": constant("2", "0.5", "3", "1000", "-2", "1e6"),
    "drop_negative": constant(FLAG),
    "relative_percentages": constant(FLAG),
    "compact_labels": constant(FLAG),
    "call_tree": constant(FLAG),
    "source_path": source_paths,
    "trim_path": trim_paths,
    # Not for every reference; see rules.py.
    "showcolumns": lambda p: [FLAG] * (p == "later"),
}
FILTERS = ("focus", "ignore", "hide", "show", "show_from", "prune_from", "tagfocus", "tagignore")
PAIRS = {frozenset(p) for p in itertools.combinations([o for o in OPTIONS if o != "[report]"], 2)}

PROFILES = dict({name: spec[1] for name, spec in synth.MAKERS.items()}, **goprofiles.NAMES)
WEIGHT = {"negative": 4, "empty-stacks": 4, "ties": 2, "recursion": 2, "inlining": 2,
          "two-mappings": 3, "no-lines": 2, "names": 3, "no-samples": 0.3, "labels": 6,
          "labelled": 4, "graphs": 3, "later": 4, "go-json": 1.5, "go-template": 1.5,
          "go-heap": 1.5}


class Combo:
    def __init__(self, profile, args, chosen):
        self.profile, self.chosen = profile, chosen
        self.args = [a for a in args if not a.startswith("+@")]
        self.sources = [profile] + [a[2:] for a in args if a.startswith("+@")]
        self.profiles = set(self.sources) | {a.split("@")[1] for a in self.args if "=@" in a}

    @property
    def name(self):
        return " ".join(self.sources + self.args)

    @property
    def alone(self):
        """One input and nothing beside it: some references merge even that."""
        return len(self.profiles) == 1

    @property
    def bare(self):
        """Some samples have no stack."""
        return "empty-stacks" in PROFILES[self.profile]

    @property
    def filters_names(self):
        return any(f in self.chosen for f in ("focus", "ignore", "hide", "show"))

    @property
    def report(self):
        return self.args[0].lstrip("-").partition("=")[0]


class Drawing:
    def __init__(self, seed):
        self.rand = synth.Rand(seed)
        self.open_pairs = set(PAIRS)
        self.turn = {}
        self.out = []
        self.names = set()

    def profile(self):
        """Profiles take turns by weight."""
        return min(PROFILES, key=lambda p: (self.turn.get(p, 0) + 1) / WEIGHT.get(p, 1))

    def value(self, option, profile):
        """Values of an option take turns too, with a random start."""
        values = OPTIONS[option](profile)
        key = (option, profile) if len(values) < 12 else (option, profile, "rx")
        n = self.turn.setdefault(key, self.rand.below(len(values)))
        self.turn[key] += 1
        return values[n % len(values)]

    def options(self, profile, report):
        """Two to six options; first those whose pairs are still open."""
        names = [o for o in self.rand.shuffle(OPTIONS) if o != "[report]" and OPTIONS[o](profile)]
        chosen = ["[inputs]"] if self.rand.chance(35) else []
        want = len(chosen) + 2 + self.rand.below(5)
        most = 1 if "list" in report else 2     # more filters leave nothing to compare
        while len(chosen) < want:
            def gain(o):
                return sum(frozenset((o, c)) in self.open_pairs for c in chosen)
            room = sum(c in FILTERS for c in chosen) < most
            left = [o for o in names if o not in chosen and (room or o not in FILTERS)]
            chosen.append(max(left, key=gain) if chosen else left[0])
        return chosen

    def spell(self, option, value):
        """One of the spellings the command line knows."""
        dash = self.rand.pick(["-", "--"])
        if option == "[inputs]":
            return value.split()
        if option.startswith("["):
            flag, eq, rest = value.lstrip("-").partition("=")
            if eq:
                return self.rand.pick([[dash + flag + "=" + rest], [dash + flag, rest]])
            return [dash + flag]
        if value is FLAG:
            return [dash + option + self.rand.pick(["", "", "=true", "=1", "=T"])]
        if option == "trim" or self.rand.chance(60):
            return [dash + option + "=" + value]
        return [dash + option, value]

    def draw(self):
        profile = self.profile()
        report = self.value("[report]", profile)
        chosen = self.options(profile, report)
        args = self.spell("[report]", report)
        args += [word for o in chosen for word in self.spell(o, self.value(o, profile))]
        chosen.insert(0, "[report]")
        combo = Combo(profile, args, chosen)
        if combo.name in self.names:
            return
        self.names.add(combo.name)
        self.turn[profile] = self.turn.get(profile, 0) + 1
        self.open_pairs -= {frozenset(p) for p in itertools.combinations(chosen, 2)}
        self.out.append(combo)


def check(combos):
    """The promises about the combinations; raises when one does not hold."""
    seen = {frozenset(p) for c in combos for p in itertools.combinations(c.chosen, 2)}
    missing = [sorted(p) for p in PAIRS if p not in seen]
    missing += [["[report]", o] for o in OPTIONS
                if o != "[report]" and frozenset(("[report]", o)) not in seen]
    if missing:
        raise RuntimeError("pairs that never occur: %s" % missing)
    for trait in synth.TRAITS:
        n = sum(trait in PROFILES[c.profile] for c in combos)
        if n < TRAIT_FLOOR:
            raise RuntimeError("only %d combinations with %s" % (n, trait))


def draw(seed=SEED):
    drawing = Drawing(seed)
    while len(drawing.out) < TOTAL or drawing.open_pairs:
        drawing.draw()
    check(drawing.out)
    return drawing.out
