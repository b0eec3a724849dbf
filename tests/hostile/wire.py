"""Profiles written byte by byte, so that a test can make what no library would write."""

import gzip
import zlib


def varint(n):
    n &= (1 << 64) - 1
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def number(field, n):
    return varint(field << 3) + varint(n)


def data(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def strings(*names):
    return b"".join(data(6, n) for n in (b"", b"space", b"bytes") + names)


TYPE = data(1, number(1, 1) + number(2, 2))


def functions(names, file=b""):
    """A profile of a sample, a location and a function for each name."""
    out = [TYPE]
    for i in range(1, len(names) + 1):
        out += [data(2, data(1, varint(i)) + data(2, varint(10))),
                data(4, number(1, i) + data(4, number(1, i) + number(2, 1))),
                data(5, number(1, i) + number(2, 3 + i) + number(4, 3))]
    return b"".join(out) + strings(file, *names)


def write(path, content):
    """Compresses the parts of `content`, or the bytes it is."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    with open(path, "wb") as f:
        for part in [content] if isinstance(content, bytes) else content:
            f.write(packer.compress(part))
        f.write(packer.flush())


def read(path):
    with gzip.open(path) as f:
        return f.read()
