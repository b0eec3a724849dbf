"""Where a reference is known to differ from the newest pprof, which the program follows.

A rule is one such difference, and RULES has all of them.  A rule holds for a
reference that answers its probe in the old way, whatever version the
reference says it is.  One that answers neither in the old way nor in the new
one stops the test: it differs in a way that nobody wrote down.

What a rule does where it holds: `adapt` puts both texts so that what remains
must be the same to the byte, `skip` names combinations that can't be compared.
"one-input-merged" also makes run.py give such a reference other inputs.
"""

import os
import re
import subprocess
import tempfile
from typing import Callable, NamedTuple

import mkprofile
import texts

PROBED = r"""
type cpu nanoseconds
time 1600000000000000000
doc http://example.com/doc
mapping 0x1000 0x9000 /opt/none/bin/probe has=FLNI
func f name=f file=a.c
func g name=g file=a.c
loc L f:3:7/g:5:2
sample 5 : L | k=v
sample 5 : L | k=v
sample 7000 : g:4 | k=w
sample 1 :
"""


class Rule(NamedTuple):
    name: str
    why: str
    flags: tuple            # of the probe
    old: str                # what the answer has in a line if the rule holds,
    new: str                # and what the newest pprof has
    adapt: Callable = None  # combo, lines of the reference and of the program -> both
    skip: Callable = None   # combo -> bool


def header_rule(both):
    """For both headers, wherever they stand."""
    def adapt(_combo, want, got):
        return texts.with_header(want, both), texts.with_header(got, both)
    return adapt


def raw_rule(change):
    """For the -raw of both, if both have one."""
    def adapt(combo, want, got):
        if combo.report == "raw" and "Locations" in want and "Locations" in got:
            return change(combo, want, got)
        return want, got
    return adapt


def no_columns(_combo, want, got):
    return want, [re.sub(r":\d+( s=-?\d+)", r"\1", line) for line in got]


def without_bare_samples(combo, want, got):
    if not combo.filters_names:
        at = got.index("Locations")
        got = texts.without_bare_samples(got[:at]) + got[at:]
    return want, got


def raw_noinlines(combo, want, got):
    if "noinlines" in combo.chosen:
        at = want.index("Locations")
        want = want[:at] + texts.outermost(x.replace("[IN]", "") for x in want[at:])
    return want, got


def tags_rule(combo, want, got):
    return texts.tags(combo, want, got) if combo.report == "tags" else (want, got)


RULES = (
    Rule("time-to-the-minute",
         "The pprof of Go 1.19 to 1.23 gives the time of a profile in words and to the minute.",
         ("-top",), r"Time: Sep 13, 2020 at 12:26pm \(UTC\)", r"Time: 2020-09-13 12:26:40 UTC",
         adapt=header_rule(lambda lines: [texts.minute(x) for x in lines])),
    Rule("no-doc-line",
         "The same ones do not say where a profile is explained.",
         ("-top",), r"Type: cpu\nTime: .*", r"Doc: http://example\.com/doc",
         adapt=header_rule(lambda lines: [x for x in lines if not x.startswith("Doc: ")])),
    Rule("tags-of-their-key",
         "Up to Go 1.24 -tags has one decimal and percentages of the key's own total.",
         ("-tags",), r" k: Total 7\.0us", r" k: Total 7\.01us of 7\.01us \( +100%\)",
         adapt=tags_rule),
    Rule("tags-undivided",
         "The same ones do not heed divide_by in -tags; see texts.tags.",
         ("-tags", "-divide_by=1000"), r" k: Total 7\.\d+us.*", r" k: Total 7\.?\d*ns of .*"),
    Rule("no-columns",
         "Go 1.19 knows lines, but no columns.",
         ("-raw",), r" +1: 0x0 M=1 f a\.c:3 s=0", r" +1: 0x0 M=1 f a\.c:3:7 s=0",
         adapt=raw_rule(no_columns), skip=lambda c: c.profile == "later"),
    Rule("one-input-merged",
         "Go 1.19 merges even a single input: locations are numbered anew, equal samples added "
         "up, those of 0 left out.",
         ("-raw",), r" +10: 1 ", r" +5: 1 ", skip=lambda c: c.profile == "later"),
    Rule("bare-samples-dropped",
         "Go 1.19 drops samples without a stack even when no filter asks for it; with "
         "relative_percentages they are part of the total, with a base they have a label.",
         ("-raw",), r" +k:\[w\] *\nLocations", r" +1: \nLocations",
         adapt=raw_rule(without_bare_samples),
         skip=lambda c: c.bare and not c.filters_names and (
             "relative_percentages" in c.chosen or c.report == "tags" and not c.alone)),
    Rule("inlines-in-formats",
         "Go 1.19 does not heed noinlines in what other programs read.",
         ("-raw", "-noinlines"), r" +1: 0x0 M=1 f a\.c:3.*", r" +1: 0x0 M=1 g a\.c:5.*",
         adapt=raw_rule(raw_noinlines),
         skip=lambda c: "noinlines" in c.chosen and c.report in ("proto", "callgrind")),
)


class Known:
    """The rules that hold for a reference."""

    def __init__(self, reference, env):
        self.rules = []
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "probe")
            with open(path, "wb") as f:
                f.write(mkprofile.make(PROBED))
            for rule in RULES:
                done = subprocess.run([reference, *rule.flags, path], env=env, check=False,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL)
                if self.is_old(rule, done.stdout.decode()):
                    self.rules.append(rule)

    @staticmethod
    def is_old(rule, text):
        old, new = (re.search("^%s$" % x, text, re.M) is not None for x in (rule.old, rule.new))
        if old == new:
            raise RuntimeError("%s: the reference answers neither as old ones do nor as the newest "
                               "pprof: %s" % (rule.name, text))
        return old

    def holds(self, name):
        return any(r.name == name for r in self.rules)

    def skipping(self, combo):
        """The name of a rule that forbids to compare, or None."""
        return next((r.name for r in self.rules if r.skip and r.skip(combo)), None)

    def adapted(self, combo, want, got):
        for rule in self.rules:
            if rule.adapt:
                want, got = rule.adapt(combo, want, got)
        return want, got

    def __str__(self):
        return ", ".join(r.name for r in self.rules) or "none"
