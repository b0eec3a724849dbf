"""The explorer on a terminal of 24 rows and 80 columns: bytes it writes, and when.

Bytes are counted at the other end of a pseudo-terminal. A key's answer is what comes before the
pane that follows the cursor, which waits 80 ms after the last key: so what comes within AT_ONCE of
the key is the key's, the rest the pane's.
"""

import fcntl
import os
import select
import signal
import statistics
import struct
import termios
import time

AT_ONCE = 0.06   # seconds
QUIET = 0.2      # nothing came for so long and every thread sleeps: it has finished
LONGEST = 60
TICKS = os.sysconf("SC_CLK_TCK")


class Answer:
    """What came of a key: bytes at once, when the last of them came (ms), bytes later, and when the
    last of those came."""

    def __init__(self):
        self.bytes = self.later = 0
        self.ms = self.later_ms = 0.0


class Explorer:
    def __init__(self, program, path, home):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home, "PATH": os.defpath}
        self.start = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for fd in range(3):
                    os.dup2(slave, fd)
                os.close(self.master)
                os.execve(program, [program, path], env)
            finally:
                os._exit(127)
        os.close(slave)

    def read(self, timeout):
        """Bytes that came within the time, None at the end of the program."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return b""
        try:
            return os.read(self.master, 65536) or None
        except OSError:
            return None

    def asleep(self):
        folder = "/proc/%d/task" % self.pid
        for task in os.listdir(folder):
            with open("%s/%s/stat" % (folder, task), encoding="ascii") as f:
                if f.read().rpartition(")")[2].split()[0] != "S":
                    return False
        return True

    def answer(self, since):
        """Reads until nothing comes any more."""
        a, last = Answer(), since
        while time.monotonic() < since + LONGEST:
            data = self.read(QUIET)
            if data is None:
                raise RuntimeError("the explorer has ended")
            if not data and self.asleep():
                break
            if not data:
                continue
            last = time.monotonic()
            if last - since <= AT_ONCE:
                a.bytes += len(data)
                a.ms = (last - since) * 1000
            else:
                a.later += len(data)
                a.later_ms = (last - since) * 1000
        return a

    def first(self):
        """Until the table stands: (bytes, ms)."""
        a = self.answer(self.start)
        while a.bytes + a.later < 200:
            a = self.answer(time.monotonic())
        return a.bytes + a.later, a.later_ms or a.ms

    def key(self, keys):
        os.write(self.master, keys)
        return self.answer(time.monotonic())

    def cpu(self):
        with open("/proc/%d/stat" % self.pid, encoding="ascii") as f:
            words = f.read().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS

    def idle(self, seconds):
        """(bytes, CPU seconds) while nothing happens."""
        before, end, count = self.cpu(), time.monotonic() + seconds, 0
        while time.monotonic() < end:
            count += len(self.read(max(0, end - time.monotonic())) or b"")
        return count, self.cpu() - before

    def close(self):
        try:
            os.kill(self.pid, signal.SIGTERM)
            while self.read(1):
                pass
        except OSError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.master)


def worst(answers):
    """(most bytes at once, median ms, most bytes later, median ms)."""
    return (max(a.bytes for a in answers), statistics.median(a.ms for a in answers),
            max(a.later for a in answers), statistics.median(a.later_ms for a in answers))


def measure(program, path, home, repeat):
    """name -> figures, for one profile."""
    os.makedirs(home, exist_ok=True)
    e = Explorer(program, path, home)
    try:
        found = {"first": e.first()}
        found["move"] = worst([e.key(b"j") for _ in range(repeat)])
        found["page"] = worst([e.key(b"\x1b[6~") for _ in range(repeat)])
        found["idle"] = e.idle(1)
        return found
    finally:
        e.close()
