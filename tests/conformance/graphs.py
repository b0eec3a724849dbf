"""Graphs of two programs as one text each, where pprof leaves an order undefined.

That is so for nodes of equal value and printed name, for what is numbered
after them, and for edges that weigh the same with different signs.  What
canonical() gives is the same for two texts of one graph: every number of a
node is replaced by what the node is and what it is connected with.
"""

import hashlib
import itertools
import re

ROUNDS = 4
NODE = re.compile(r'N(\d+) \[label="(.*?)" id="node\d+" (.*)\]')
BOX = re.compile(r'N+\d+(_\d+)* (\[label = |-> N)')
EDGE = re.compile(r'N(\d+) -> N(\d+) \[label=" (-?)(.*)\]')
TIP = re.compile(r'tooltip="(.*?) \([^()]*\)"')


def digest(*parts):
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def colours(own, edges):
    """What nodes are: their own text, then in rounds what is around them."""
    now = {n: digest(text) for n, text in own.items()}
    for _ in range(ROUNDS):
        around = {n: [] for n in now}
        for a, b, text in edges:
            around.setdefault(a, []).append(("out", now.get(b, ""), text))
            around.setdefault(b, []).append(("in", now.get(a, ""), text))
        now = {n: digest(now.get(n, ""), sorted(around[n])) for n in around}
    return now


def grouped(rows):
    """Sorts each run of rows with one key."""
    out, run, last = [], [], None
    for key, row in rows:
        if key != last:
            out += sorted(run)
            run, last = [], key
        run.append(row)
    return out + sorted(run)


def unsigned(weights):
    """Edges in their order; those of one size, sorted where both signs are among them."""
    out = []
    for _, run in itertools.groupby(weights, key=lambda w: w[0]):
        run = list(run)
        both = len({sign for _, sign, *_ in run}) > 1
        out += [repr((size, a, b)) for size, _, a, b in (sorted(run) if both else run)]
    return out


def dot(lines):
    head, own, order, edges, weights, name = [], {}, [], [], [], {}
    for line in lines:
        node, edge = NODE.fullmatch(line), EDGE.fullmatch(line)
        if node:
            number = node.group(1)
            order.append(number)
            own[number] = node.group(2) + node.group(3)
            name[number] = TIP.search(node.group(3)).group(1)
        elif BOX.match(line) and not edge and order:
            own[order[-1]] += re.sub(r"N+%s(?!\d)" % order[-1], "N", line)
        elif edge:
            a, b, sign, text = edge.groups()
            edges.append((a, b, sign + text))
            size = re.match(r'[^"\\]*', text).group()
            weights.append((size, sign, name.get(a, ""), name.get(b, "")))
        else:
            head.append(line)
    # Edges are ordered by undivided weights, which only without -mean are those one sees.
    if "Type: mean_" in "".join(head):
        weights.sort()
    colour = colours(own, edges)
    drawn = [(name[n], colour[n] + " " + own[n]) for n in order]
    return (head + grouped(drawn) + unsigned(weights) +
            sorted("%s -> %s %s" % (colour[a], colour[b], text) for a, b, text in edges))


class Callgrind:
    """Reads the format: names and addresses become whole again."""

    TABLE = {"ob": "ob", "fl": "fl", "cfl": "fl", "fn": "fn", "cfn": "fn"}

    def __init__(self):
        self.names = {"ob": {}, "fl": {}, "fn": {}}
        self.before = 0

    def name(self, what, text):
        found = re.fullmatch(r"\((\d+)\)(?: (.*))?", text)
        if not found:
            return text
        known = self.names[self.TABLE[what]]
        if found.group(2) is not None:
            known[found.group(1)] = found.group(2)
        full = known.get(found.group(1), "?")
        return re.sub(r" \[\d+/(\d+)\]$", r" [of \1]", full) if what == "cfn" else full

    def address(self, text):
        if text == "*":
            return self.before
        return (int(text, 16) if text.startswith("0x") else self.before + int(text)) % (1 << 64)

    def read(self, lines):
        """Nodes as [who, flat, calls]."""
        nodes, who, call, lines = [], {}, {}, iter(lines)
        here = 0
        for line in lines:
            what, eq, text = line.partition("=")
            if line == "":
                continue
            if eq and what in ("ob", "fl", "fn"):
                who[what] = self.name(what, text)
            elif eq and what in ("cfl", "cfn"):
                call[what] = self.name(what, text)
            elif eq and what == "calls":
                _, address, at = text.split(" ")
                weight = next(lines)
                nodes[-1][2].append((call["cfl"], call["cfn"], self.address(address), at, weight))
            else:
                self.before = here
                address, at, flat = line.split(" ")
                here = self.address(address)
                if not nodes:
                    self.before = here
                nodes.append([(sorted(who.items()), here, at), flat, []])
                continue
        return nodes


def callgrind(lines):
    """Calls stand in the order of their weights, nodes in that of their values."""
    reader = Callgrind()
    nodes = reader.read(lines[2:])
    out = list(lines[:2])
    for _, _, calls in nodes:
        calls.sort(key=lambda c: (-abs(int(c[4].split(" ")[2])), repr(c)))
    # Same place: which of them comes first may be open, as with -mean one cannot see.
    rows = [(repr(who), repr((who, flat, calls)))
            for who, flat, calls in nodes]
    return out + grouped(rows)


def canonical(lines):
    """The text of a graph in an order of our own, or None."""
    if lines and lines[0].startswith("digraph "):
        return dot(lines)
    if lines and lines[0] == "positions: instr line":
        return callgrind(lines)
    return None
