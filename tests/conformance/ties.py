"""What pprof leaves open: texts that differ in nothing else are made the same.

Nodes with equal printable name and equal value come in any order, edges and
tags of one size and both signs too, whatever their names are; and which
numbers share a box of a drawing depends on the order of those that tie.
"""

import itertools
import re

import graphs
import texts

ROW = re.compile(r" *(\S+) +(\S+%) +(\S+%) +(\S+) +(\S+%)  (.*)")
BLOCK = "-" * 58 + "+" + "-" * 13
NODE = re.compile(r" *(\S+) +(\S+%) +(\S+%) +(\S+) +(\S+%) {16}\| (.*)")
EDGE = re.compile(r" *(\S+) +(\S+%) \|   (.*)")
NUMBERS = re.compile(r"(?:N+[\d_]+ -> )?NN(\d+(?:_\d+)*)_\d+ \[")


def cut_at_random(combo):
    """Paths of calls: many nodes are alike, and nodecount keeps some of them."""
    return "call_tree" in combo.chosen and combo.args[0].lstrip("-") == "dot"


def boxes(lines):
    """The lines in runs: (what the numbers in a box belong to, lines), (None, other lines)."""
    def owner(line):
        found = NUMBERS.match(line)
        return found and found.group(1)
    for key, run in itertools.groupby(lines, key=owner):
        yield key, list(run)


def with_boxes(lines, answers):
    """The lines with the boxes of the last answer where one of the answers has the same."""
    seen = [dict(boxes(a)) for a in answers]
    out = []
    for key, run in boxes(lines):
        known = key is not None and any(s.get(key) == run for s in seen)
        out += seen[-1].get(key, run) if known else run
    return out


def tied(lines, by_cum):
    """Rows with equal printable name and equal value are one unordered group.

    The newest pprof leaves their order undefined (different nodes, same text).
    Their running sums depend on the order and are left out, except the last.
    """
    if texts.LEGEND in lines:
        return tied_tree(lines, by_cum)
    if texts.COLUMNS not in lines:
        return graphs.canonical(lines) or tied_tags(lines)
    at = lines.index(texts.COLUMNS) + 1
    out, group, group_key = lines[:at], [], None

    def close():
        if len(group) > 1:
            last = group[-1][2]
            out.extend(sorted(repr(g[:2] + g[3:]) for g in group))
            out.append("sum after them " + last)
        else:
            out.extend(repr(g) for g in group)
        group.clear()

    for line in lines[at:]:
        row = ROW.fullmatch(line)
        key = None
        if row:
            name = re.sub(r" \((partial-)?inline\)$", "", row.group(6))
            key = (row.group(4 if by_cum else 1).lstrip("-"), name)
        if key is None or key != group_key:
            close()
        group_key = key
        if row:
            group.append(row.groups())
        else:
            out.append(line)
    close()
    return out


def tied_tags(lines):
    """Rows of -tags with one size, sorted where both signs are among them."""
    out = []
    for key, group in itertools.groupby(lines, key=texts.size_of_tag):
        group = list(group)
        both = key is not None and len({texts.TAG_ROW.fullmatch(x).group(4)[0] for x in group}) > 1
        out.extend(sorted(group) if both else group)
    return out


def tied_edges(lines):
    """Callers or callees of a node: those that tie in name and weight, sorted.

    Weights of one size and both signs tie whatever the names are.
    """
    edges = [EDGE.fullmatch(x) for x in lines]
    if not all(edges):
        return lines
    out = []
    for _, group in itertools.groupby(edges, key=lambda e: e.group(1).lstrip("-")):
        group = list(group)
        if len({e.group(1) for e in group}) > 1:
            out.extend(sorted(e.group(0) for e in group))
        else:
            out.extend(e.group(0) for e in sorted(group, key=lambda e: (
                re.sub(r" \(inline\)$", "", e.group(3)), e.group(0))))
    return out


def tied_tree(lines, by_cum):
    """The same for blocks of a tree, and for the edges in each."""
    at = lines.index(texts.LEGEND) + 1
    blocks = [(None, lines[:at])]
    for line in lines[at:]:
        if line == BLOCK:
            blocks.append([None, []])
        blocks[-1][1].append(line)
    for block in blocks[1:]:
        nodes = [i for i, x in enumerate(block[1]) if NODE.fullmatch(x)]
        if len(nodes) != 1:
            continue
        n = nodes[0]
        row = NODE.fullmatch(block[1][n]).groups()
        block[0] = (row[3 if by_cum else 0].lstrip("-"), row[5])
        block[1] = (tied_edges(block[1][1:n]) + [repr(row[:2] + row[3:])] +
                    tied_edges(block[1][n + 1:]) + ["sum " + row[2]])
    out = []
    for key, group in itertools.groupby(blocks, key=lambda b: b[0]):
        group = [b[1] for b in group]
        if key is not None and len(group) > 1:
            out.extend(sum(sorted(b[:-1] for b in group), []) + group[-1][-1:])
        else:
            out.extend(sum(group, []))
    return out
