#!/usr/bin/env python3
"""Make a pprof profile (protobuf, gzip or plain) from a small text.

Usage: mkprofile.py [-w ODDITY]... [-o FILE] [TEXT]
Without TEXT standard input is read, without -o standard output is written.
The same text always makes the same bytes.  Nothing is checked: a text can
describe a profile that no reader should accept.

One directive a line.  Words are parted by blanks; "..." keeps blanks in a
word, and \\n \\t \\\\ \\" \\xNN work everywhere.  `#` as first character starts a
comment line.  N is a number in Python's notation (10, -5, 0x1f, 1_000_000).

  type NAME UNIT            a sample type
  period TYPE UNIT N        period type and period
  time N                    nanoseconds since 1970
  duration N                nanoseconds
  comment TEXT              one word, quote it; may be repeated
  default NAME              default sample type
  doc URL
  drop REGEXP, keep REGEXP  drop_frames and keep_frames
  mapping START LIMIT [FILE] [offset=N] [build=ID] [has=FLNI] [id=N]
                            has: F functions, L file names, N line numbers,
                            I inline frames.  Ids count from 1 unless given.
  func ALIAS [name=S] [sys=S] [file=S] [start=N] [id=N]
                            name is ALIAS and sys is name unless given.
  loc ALIAS [LINES] [map=N] [addr=N] [folded=1] [id=N]
                            map is a mapping's id; 1 if there is a mapping and
                            nothing is said, 0 means none.
  sample N... : FRAME... [| LABEL...]
                            leaf first.  FRAME is a location's ALIAS, `@N` for
                            a bare location id, or LINES.
                            LABEL: KEY=STRING, KEY#N or KEY#N:UNIT.
  raw HEX                   bytes added after everything else
  file HEX, file+ TEXT      the file is these bytes and nothing else
  wire ODDITY...            see below

LINES is F[:LINE[:COLUMN]] joined by `/`, innermost first: `L:2/P:3` is L
inlined into P.  F is a function's ALIAS, `@N` for a bare id, or a new function
of that name without a file.  Equal LINES in samples share one location.

Oddities of the encoding, none of which changes what is described unless said:

  plain            no gzip
  members=N        the bytes cut into N gzip members
  gzip2            compressed twice
  packed, unpacked, mixed
                   repeated numbers; pprof packs only more than two
  strings-first, strings-last, strings-split
                   where the string table stands
  defs-first       functions, mappings, locations before the samples
  reverse          top level fields in descending order
  shuffle          records of all kinds interleaved
  sparse-ids       ids are spread over 64 bits
  dup-scalars      each scalar is preceded by another value of itself
  zeros            scalars of value 0 are written
  unknown          unknown fields of wire types 0, 1, 2 and 5 in all messages
  empty-messages   an empty label in every sample
  long-varints     ten byte varints wherever a number stands
  repeat=N         the encoding N times in a row (changes what it says)
  cut=N            only the first N bytes of the file (negative: without the last)
  tail=HEX         bytes after the compressed file
"""

import gzip
import sys

M64 = (1 << 64) - 1


def words(line):
    """Split a line into words: blanks part them, quotes and escapes as above."""
    out, word, quoted, i = [], None, False, 0
    raw = line.encode("utf-8", "surrogateescape")
    escapes = {ord("n"): 10, ord("t"): 9, ord("\\"): 92, ord('"'): 34}
    while i < len(raw):
        c = raw[i]
        if c == 92 and i + 1 < len(raw):
            word = word or b""
            if raw[i + 1] == ord("x"):
                word += bytes([int(raw[i + 2:i + 4], 16)])
                i += 4
            elif raw[i + 1] in escapes:
                word += bytes([escapes[raw[i + 1]]])
                i += 2
            else:
                word += raw[i:i + 2]
                i += 2
            continue
        if c == 34:
            quoted = not quoted
            word = word or b""
        elif c in b" \t" and not quoted:
            if word is not None:
                out.append(word)
            word = None
        else:
            word = (word or b"") + bytes([c])
        i += 1
    if quoted:
        raise ValueError("open quote: " + line)
    if word is not None:
        out.append(word)
    return out


def number(word):
    return int(word.decode(), 0)


class Profile:
    """What a text says, as plain lists; ids are still as written."""

    def __init__(self):
        self.types, self.samples, self.mappings = [], [], []
        self.locs, self.funcs, self.comments = [], [], []
        self.loc_alias, self.func_alias = {}, {}
        self.period_type, self.period = (b"", b""), 0
        self.time = self.duration = 0
        self.default = self.doc = self.drop = self.keep = b""
        self.raw, self.file, self.wire = b"", None, []

    def function(self, word):
        """Id of the function named by one part of LINES; made when new."""
        if word.startswith(b"@"):
            return number(word[1:])
        if word not in self.func_alias:
            self.add_func(word, {})
        return self.func_alias[word]

    def add_func(self, alias, opts):
        name = opts.get(b"name", alias)
        fid = number(opts[b"id"]) if b"id" in opts else len(self.funcs) + 1
        self.funcs.append((fid, name, opts.get(b"sys", name), opts.get(b"file", b""),
                           number(opts.get(b"start", b"0"))))
        self.func_alias.setdefault(alias, fid)

    def lines(self, word):
        out = []
        for part in word.split(b"/"):
            bits = part.split(b":")
            nums = [number(b) for b in bits[1:]] + [0, 0]
            out.append((self.function(bits[0]), nums[0], nums[1]))
        return out

    def add_loc(self, alias, spec, opts):
        lid = number(opts[b"id"]) if b"id" in opts else len(self.locs) + 1
        mapping = number(opts[b"map"]) if b"map" in opts else (1 if self.mappings else 0)
        self.locs.append((lid, mapping, number(opts.get(b"addr", b"0")),
                          self.lines(spec) if spec else [],
                          number(opts.get(b"folded", b"0"))))
        self.loc_alias.setdefault(alias, lid)

    def frame(self, word):
        if word.startswith(b"@") and b":" not in word:
            return number(word[1:])
        if word not in self.loc_alias:
            self.add_loc(word, word, {})
        return self.loc_alias[word]

    def add_sample(self, args):
        values, stack, labels, part = [], [], [], 0
        for word in args:
            if word == b":" and part == 0:
                part = 1
            elif word == b"|" and part < 2:
                part = 2
            elif part == 0:
                values.append(number(word))
            elif part == 1:
                stack.append(self.frame(word))
            else:
                labels.append(label(word))
        self.samples.append((values, stack, labels))


def label(word):
    """KEY=STRING, KEY#N or KEY#N:UNIT as (key, string or None, number, unit)."""
    eq, num = word.find(b"="), word.find(b"#")
    if eq >= 0 and (num < 0 or eq < num):
        return (word[:eq], word[eq + 1:], 0, b"")
    value, _, unit = word[num + 1:].partition(b":")
    return (word[:num], None, number(value), unit)


def options(args, known):
    """Split words into plain ones and NAME=VALUE ones with a known NAME."""
    plain, opts = [], {}
    for word in args:
        name, eq, value = word.partition(b"=")
        if eq and name in known:
            opts[name] = value
        else:
            plain.append(word)
    return plain, opts


def parse(text):
    p = Profile()
    for n, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            directive(p, words(line))
        except (ValueError, IndexError, KeyError) as e:
            raise SystemExit("mkprofile: line %d: %s: %s" % (n, line, e))
    return p


def directive(p, w):
    key, args = w[0].decode(), w[1:]
    if key == "type":
        p.types.append((args[0], args[1]))
    elif key == "sample":
        p.add_sample(args)
    elif key == "mapping":
        plain, opts = options(args, (b"offset", b"build", b"has", b"id"))
        plain.append(b"")
        mid = number(opts[b"id"]) if b"id" in opts else len(p.mappings) + 1
        p.mappings.append((mid, number(plain[0]), number(plain[1]), plain[2],
                           number(opts.get(b"offset", b"0")), opts.get(b"build", b""),
                           opts.get(b"has", b"")))
    elif key == "func":
        plain, opts = options(args, (b"name", b"sys", b"file", b"start", b"id"))
        p.add_func(plain[0], opts)
    elif key == "loc":
        plain, opts = options(args, (b"map", b"addr", b"folded", b"id"))
        plain.append(b"")
        p.add_loc(plain[0], plain[1], opts)
    elif key == "period":
        p.period_type, p.period = (args[0], args[1]), number(args[2])
    elif key in ("time", "duration"):
        setattr(p, key, number(args[0]))
    elif key == "comment":
        p.comments.append(args[0])
    elif key in ("default", "doc", "drop", "keep"):
        setattr(p, key, args[0])
    elif key == "raw":
        p.raw += bytes.fromhex(args[0].decode())
    elif key == "file":
        p.file = (p.file or b"") + (bytes.fromhex(args[0].decode()) if args else b"")
    elif key == "file+":
        p.file = (p.file or b"") + args[0]
    elif key == "wire":
        p.wire += [a.decode() for a in args]
    else:
        raise ValueError("unknown directive")


class Encoder:
    """Turns a Profile into bytes.  A message is a list of (field, kind, value)."""

    def __init__(self, oddities):
        self.odd = oddities
        self.strings, self.index = [b""], {b"": 0}
        self.flip = 0

    def string(self, s):
        if s not in self.index:
            self.index[s] = len(self.strings)
            self.strings.append(s)
        return self.index[s]

    def varint(self, n, longest=False):
        n &= M64
        out = bytearray()
        while n > 0x7f:
            out.append(n & 0x7f | 0x80)
            n >>= 7
        out.append(n)
        if longest and len(out) < 10:
            out[-1] |= 0x80
            out += b"\x80" * (9 - len(out)) + b"\0"
        return bytes(out)

    def num(self, n):
        return self.varint(n, "long-varints" in self.odd)

    def ident(self, n):
        return n * 0x9E3779B97F4A7C15 & M64 if "sparse-ids" in self.odd else n

    def tag(self, field, wire):
        return self.varint(field << 3 | wire)

    def one(self, field, kind, value):
        """The bytes of one field; kind: i scalar, t time, r repeated, b bytes."""
        if kind == "b":
            return self.tag(field, 2) + self.varint(len(value)) + value
        if kind == "r":
            return self.repeated(field, value)
        if value == 0 and "zeros" not in self.odd and kind != "z":
            return b""
        out = b""
        if "dup-scalars" in self.odd:
            other = 0 if kind == "t" else (value ^ 1) & 1
            out = self.tag(field, 0) + self.num(other)
        return out + self.tag(field, 0) + self.num(value)

    def repeated(self, field, values):
        packed = len(values) > 2
        if "packed" in self.odd:
            packed = len(values) > 0
        if "unpacked" in self.odd:
            packed = False
        if "mixed" in self.odd and len(values) > 1:
            half = len(values) // 2
            self.flip ^= 1
            first, rest = values[:half], values[half:]
            if self.flip:
                return self.pack(field, first) + self.unpack(field, rest)
            return self.unpack(field, first) + self.pack(field, rest)
        return (self.pack if packed else self.unpack)(field, values)

    def pack(self, field, values):
        body = b"".join(self.num(v) for v in values)
        return self.tag(field, 2) + self.varint(len(body)) + body

    def unpack(self, field, values):
        return b"".join(self.tag(field, 0) + self.num(v) for v in values)

    def strange(self):
        """Fields that no version of the format knows."""
        return (self.tag(100, 0) + self.varint(M64) + self.tag(101, 1) + b"\x08" * 8
                + self.tag(5000, 2) + b"\x03\x0a\x01\x12" + self.tag(102, 5) + b"\x12" * 4)

    def message(self, fields):
        out = [self.one(*f) for f in fields]
        if "unknown" in self.odd:
            out.insert(len(out) // 2, self.strange())
            out.append(self.strange())
        return b"".join(out)

    def value_type(self, pair):
        return self.message([(1, "i", self.string(pair[0])), (2, "i", self.string(pair[1]))])

    def sample(self, values, stack, labels):
        # pprof writes the string labels first, both kinds by key.
        fields = [(1, "r", [self.ident(i) for i in stack]), (2, "r", values)]
        for key, text, n, unit in sorted(labels, key=lambda x: (x[1] is None, x[0])):
            msg = [(1, "i", self.string(key))]
            if text is not None:
                msg.append((2, "i", self.string(text)))
            else:
                msg += [(3, "i", n), (4, "i", self.string(unit))]
            fields.append((3, "b", self.message(msg)))
        if "empty-messages" in self.odd:
            fields.append((3, "b", b""))
        return self.message(fields)

    def mapping(self, mid, start, limit, name, offset, build, has):
        fields = [(1, "i", self.ident(mid)), (2, "i", start), (3, "i", limit), (4, "i", offset),
                  (5, "i", self.string(name)), (6, "i", self.string(build))]
        fields += [(7 + i, "i", 1) for i, c in enumerate(b"FLNI") if c in has]
        return self.message(fields)

    def location(self, lid, mapping, addr, lines, folded):
        fields = [(1, "i", self.ident(lid)), (2, "i", self.ident(mapping)), (3, "i", addr)]
        for func, line, column in lines:
            fields.append((4, "b", self.message([(1, "i", self.ident(func)), (2, "i", line),
                                                 (3, "i", column)])))
        return self.message(fields + [(5, "i", folded)])

    def function(self, fid, name, system, filename, start):
        return self.message([(1, "i", self.ident(fid)), (2, "i", self.string(name)),
                             (3, "i", self.string(system)), (4, "i", self.string(filename)),
                             (5, "i", start)])

    def groups(self, p):
        """Top level fields by number, each a list of encoded records."""
        g = {}
        g[1] = [self.one(1, "b", self.value_type(t)) for t in p.types]
        g[2] = [self.one(2, "b", self.sample(*s)) for s in p.samples]
        g[3] = [self.one(3, "b", self.mapping(*m)) for m in p.mappings]
        g[4] = [self.one(4, "b", self.location(*x)) for x in p.locs]
        g[5] = [self.one(5, "b", self.function(*f)) for f in p.funcs]
        g[7] = [self.one(7, "i", self.string(p.drop))]
        g[8] = [self.one(8, "i", self.string(p.keep))]
        g[9] = [self.one(9, "t", p.time)]
        g[10] = [self.one(10, "i", p.duration)]
        if p.period_type != (b"", b""):
            g[11] = [self.one(11, "b", self.value_type(p.period_type))]
        g[12] = [self.one(12, "i", p.period)]
        g[13] = [self.one(13, "r", [self.string(c) for c in p.comments])]
        g[14] = [self.one(14, "z", self.string(p.default))]
        g[15] = [self.one(15, "i", self.string(p.doc))]
        g[6] = [self.one(6, "b", s) for s in self.strings]
        return g

    def order(self, g):
        """The records of all groups in the order the oddities ask for."""
        keys = sorted(g)
        if "defs-first" in self.odd:
            keys = [1, 5, 3, 4] + [k for k in keys if k not in (1, 3, 4, 5)]
        if "reverse" in self.odd:
            keys.reverse()
        if "strings-first" in self.odd or "strings-last" in self.odd:
            keys.remove(6)
            keys.insert(0 if "strings-first" in self.odd else len(keys), 6)
        if "shuffle" in self.odd:
            # One record of each group in turn; a group keeps its own order.
            depth = max(len(r) for r in g.values())
            return [g[k][i] for i in range(depth) for k in keys if i < len(g[k])]
        out = [r for k in keys if k != 6 or "strings-split" not in self.odd for r in g[k]]
        if "strings-split" in self.odd:
            half = (len(g[6]) + 1) // 2
            out = g[6][:half] + out + g[6][half:]
        if "unknown" in self.odd:
            out = [self.strange()] + out + [self.strange()]
        return out


def value_of(oddities, name, default):
    for o in oddities:
        if o.startswith(name + "="):
            return o[len(name) + 1:]
    return default


def compress(data):
    out = gzip.compress(data, 9, mtime=0)
    return out[:9] + b"\xff" + out[10:]      # byte 9 names the system: unknown


def make(text, extra=()):
    """Text to file bytes.  Extra is a list of oddities besides those in the text."""
    p = parse(text)
    odd = p.wire + list(extra)
    if p.file is not None:
        data = p.file
    else:
        enc = Encoder(odd)
        data = b"".join(enc.order(enc.groups(p))) + p.raw
    data *= int(value_of(odd, "repeat", "1"))
    if "plain" not in odd and (p.file is None or "gzip" in odd):
        parts = int(value_of(odd, "members", "1"))
        size = max(1, -(-len(data) // parts))
        data = b"".join(compress(data[i:i + size]) for i in range(0, max(1, len(data)), size))
        if "gzip2" in odd:
            data = compress(data)
    cut = int(value_of(odd, "cut", str(len(data))))
    return data[:cut] + bytes.fromhex(value_of(odd, "tail", ""))


def main(argv):
    extra, out, text = [], None, None
    args = list(argv)
    while args:
        a = args.pop(0)
        if a in ("-h", "--help"):
            sys.stdout.write(__doc__)
            return 0
        if a == "-w":
            extra += args.pop(0).split(",")
        elif a == "-o":
            out = args.pop(0)
        elif text is None:
            text = a
        else:
            raise SystemExit("mkprofile: too many arguments")
    if text is None or text == "-":
        source = sys.stdin.read()
    else:
        with open(text, encoding="utf-8", errors="surrogateescape") as f:
            source = f.read()
    data = make(source, extra)
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        with open(out, "wb") as f:
            f.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
