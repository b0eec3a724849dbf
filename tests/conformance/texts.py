"""What Go 1.19 prints otherwise in -raw, -tags and -traces, as functions of the lines of both.

These three show every sample.  1.19 merges even a single input: it numbers
locations anew, adds equal samples up and drops those whose values are all 0.
So both programs get a profile that 1.19 has merged before, where merging once
more changes nothing: see merge().
"""

import gzip
import os
import re
import subprocess

import mkprofile

MERGED = ("raw", "tags", "traces")
SEPARATOR = "-" * 11 + "+" + "-" * 55       # of -traces

LOCATION = re.compile(r" *\d+: 0x[0-9a-f]+ (?:M=\d+ )?(?:\[F\] )?")
INDENT = " " * 13
BARE_SAMPLE = re.compile(r"(?: +-?\d+)+: ")

VALUE = re.compile(r"(-?[0-9.]+)(.*)")
KEY_ROW = re.compile(r"( *)(.*):( )Total (\S+)(?: of (\S+)(?: \(.*\))?)?")
TAG_ROW = re.compile(r"( *)((\S+)(?: \(.*?%\))?:) (.*)")


def name_filters(combo):
    return {"focus", "ignore", "hide", "show"} & set(combo.chosen)


def outermost(lines):
    """Locations with their last line alone, which is the outermost one."""
    out = []
    for line in lines:
        if line.startswith(INDENT) and out:
            out[-1] = LOCATION.match(out[-1]).group() + line[len(INDENT):]
        else:
            out.append(line)
    return out


def without_bare_samples(lines):
    """Samples without frames go, with their labels."""
    out, bare = [], False
    for line in lines:
        if not (bare and line.startswith(" " * 16)):
            bare = BARE_SAMPLE.fullmatch(line) is not None
        if not bare:
            out.append(line)
    return out


def raw(combo, want, got):
    """1.19 prints no columns, ignores noinlines, and drops samples without frames."""
    if "Locations" not in want or "Locations" not in got:
        return want, got
    got = [re.sub(r":0( s=-?\d+)", r"\1", line) for line in got]
    at = want.index("Locations")
    if "noinlines" in combo.chosen:
        want = want[:at] + outermost(x.replace("[IN]", "") for x in want[at:])
    if not name_filters(combo):
        at = got.index("Locations")
        got = without_bare_samples(got[:at]) + got[at:]
    return want, got


def blocks(lines):
    """The blocks of -tags: (key, value, rows of (value, tag)); and what could not be read."""
    out, odd = [], []
    for line in lines:
        key, row = KEY_ROW.fullmatch(line), TAG_ROW.fullmatch(line)
        if key:
            out.append((key.group(2), key.group(4), []))
        elif row and out:
            out[-1][2].append((row.group(3), row.group(4)))
        elif line:
            odd.append(line)
    return out, odd


def aligned(lines):
    """True if the columns of each block are as wide as they must be."""
    good, at = True, 0
    while at < len(lines) and lines[at]:
        end = lines.index("", at)
        key = KEY_ROW.fullmatch(lines[at])
        rows = [TAG_ROW.fullmatch(x) for x in lines[at + 1:end]]
        if not key or not all(rows):
            return False
        width = max(len(r.group(2)) for r in rows) + 1
        good &= key.group(1) == " " and all(
            len(r.group(1) + r.group(2)) == len(key.group(2)) + 2 + width for r in rows)
        at = end + 1
    return good


def same_value(old, new):
    """1.19 rounds to one decimal and gives zero a unit."""
    a, b = VALUE.fullmatch(old), VALUE.fullmatch(new)
    return (a and b and abs(float(a.group(1)) - float(b.group(1))) < 0.0551
            and (a.group(2) == b.group(2) or new == "0"))


def tags(combo, want, got):
    """1.19 prints one decimal and percentages of the key's total, and knows no divide_by.

    Of rows with the same value the order is compared only as 1.19 rounds them, because it
    is undefined for values of both signs.
    """
    old, odd_old = blocks(want)
    new, odd_new = blocks(got)
    if odd_old or odd_new or not aligned(got) or [b[0] for b in old] != [b[0] for b in new]:
        return want, got
    exact = "divide_by" not in combo.chosen

    def same(a, b):
        return same_value(a, b) or not exact

    for (_, old_total, old_rows), (_, new_total, new_rows) in zip(old, new):
        if not same(old_total, new_total) or len(old_rows) != len(new_rows):
            return want, got
        size = [v.lstrip("-") for v, _ in old_rows]
        place = {tag: i for i, (_, tag) in enumerate(new_rows)}
        for i, (value, tag) in enumerate(old_rows):
            j = place.get(tag)
            if j is None or size[j] != size[i] or not same(value, new_rows[j][0]):
                return want, got
    return [], []


def traces(_combo, want, got):
    return want, got


RULES = {"raw": raw, "tags": tags, "traces": traces}


def varint(data, at):
    value, shift = 0, 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def count_strings(data):
    count, at = 0, 0
    while at < len(data):
        tag, at = varint(data, at)
        size, end = varint(data, at)
        count += tag == 6 << 3 | 2
        at = end + size if tag & 7 == 2 else end
    return count


def with_frame_rules(data, text):
    """The profile with the drop and keep lines of a text, if it has any."""
    enc, at, out = mkprofile.Encoder([]), count_strings(data), data
    p = mkprofile.parse(text)
    for field, pattern in ((7, p.drop), (8, p.keep)):
        if pattern:
            out += enc.one(6, "b", pattern) + enc.one(field, "i", at)
            at += 1
    return out


def merge(reference, path, env, text=None):
    """Write the profile as the reference merges it beside the profile; the new path.

    The text it was made of, if any: frames are dropped by the programs that are compared, not
    here.
    """
    now, then = path + ".merged", path + ".before"
    source = path
    if text is not None:
        kept = [x for x in text.split("\n") if not x.startswith(("drop ", "keep "))]
        with open(then, "wb") as f:
            f.write(mkprofile.make("\n".join(kept)))
        source = then
    subprocess.run([reference, "-symbolize=none", "-proto", "-output", now, source], env=env,
                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    if text is not None:
        os.unlink(then)
        with gzip.open(now) as f:
            data = f.read()
        with open(now, "wb") as f:
            f.write(with_frame_rules(data, text))
    return now
