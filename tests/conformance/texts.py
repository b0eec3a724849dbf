"""Reports as lines of text: their parts, and how old references put them; see rules.py.

-raw, -tags and -traces show every sample.  A reference that merges even a
single input shows others then.  So both programs get a profile that it has
merged before, where merging once more changes nothing: see merge().
"""

import gzip
import os
import re
import subprocess
import time

import mkprofile

MERGED = ("raw", "tags", "traces")
SEPARATOR = "-" * 11 + "+" + "-" * 55       # of -traces
COLUMNS = "      flat  flat%   sum%        cum   cum%"
LEGEND = COLUMNS + "   calls calls% + context \t \t "
OLD_TIME = re.compile(r"Time: (\w{3} \d+, \d{4} at \d+:\d\d[ap]m) \((\S+)\)")
NEW_TIME = re.compile(r"Time: (\d{4}-\d\d-\d\d \d\d:\d\d):\d\d (\S+)")

LOCATION = re.compile(r" *\d+: 0x[0-9a-f]+ (?:M=\d+ )?(?:\[F\] )?")
INDENT = " " * 13
BARE_SAMPLE = re.compile(r"(?: +-?\d+)+: ")

VALUE = re.compile(r"(-?[0-9.]+)(.*)")
KEY_ROW = re.compile(r"( *)(.*):( )Total (\S+)(?: of (\S+)(?: \(.*\))?)?")
TAG_ROW = re.compile(r"( *)((\S+)(?: \(.*?%\))?:) (.*)")


def with_header(lines, change):
    """The lines, their header as `change` makes it; in a drawing it is one label."""
    if lines and lines[0].startswith("digraph "):
        return ["\\l".join(change(line.split("\\l"))) if line.startswith("subgraph ") else line
                for line in lines]
    ends = [i for i, x in enumerate(lines)
            if x in (COLUMNS, LEGEND, SEPARATOR) or x.startswith("PeriodType: ")]
    # -list has none.
    end = ends[0] if ends and not lines[0].startswith("Total: ") else 0
    return change(lines[:end]) + lines[end:]


def minute(line):
    """Both forms of the header's time as one, to the minute."""
    old, new = OLD_TIME.fullmatch(line), NEW_TIME.fullmatch(line)
    if old:
        when = time.strptime(old.group(1), "%b %d, %Y at %I:%M%p")
        return "Time: %s %s" % (time.strftime("%Y-%m-%d %H:%M", when), old.group(2))
    return "Time: %s %s" % new.groups() if new else line


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


def size_of_tag(line):
    """What a row of -tags is ordered by, as it is printed; None for other lines."""
    row = None if KEY_ROW.fullmatch(line) else TAG_ROW.fullmatch(line)
    return row and row.group(3).lstrip("-")


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
    """Old ones round to one decimal and give zero a unit."""
    a, b = VALUE.fullmatch(old), VALUE.fullmatch(new)
    return (a and b and abs(float(a.group(1)) - float(b.group(1))) < 0.0551
            and (a.group(2) == b.group(2) or new == "0"))


def tags(combo, want, got):
    """For a reference with one decimal, percentages of the key's total, and no divide_by.

    Of rows with the same value the order is compared only as it rounds them, because it
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
