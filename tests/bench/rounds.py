"""Runs of programs side by side, in rounds, and what they took.

A round runs every program once, one after the other, each round in another order: who runs behind
whom makes a tenth of a difference. A round counts only if the machine was idle just before it and
if nobody else used much of it meanwhile, both by /proc/stat: the same program takes twice as long
next to a compiler, and a median of such rounds says nothing.
"""

import os
import re
import statistics
import subprocess
import time

WINDOW = 0.2        # seconds looked at before a round
BUSY = 0.05         # of all processors in the window: idle enough
FOREIGN = 0.10      # of all processors while the round ran, used by others
TRIES = 20          # rounds started for each that is wanted
TICKS = os.sysconf("SC_CLK_TCK")


class Took:
    """One run: seconds and KiB."""

    def __init__(self, wall, cpu, peak, lines=None):
        self.wall, self.cpu, self.peak = wall, cpu, peak
        self.lines = lines or {}


class Program:
    """`count` limits how many rounds it takes part in; 0: all. With `keep` the program prints
    measurements of its own, which are kept."""

    def __init__(self, name, args, count=0, keep=False):
        self.name, self.args, self.count, self.keep = name, args, count, keep
        self.took = []

    def wall(self):
        return statistics.median(t.wall for t in self.took)

    def least(self):
        return min(t.wall for t in self.took)

    def cpu(self):
        return statistics.median(t.cpu for t in self.took)

    def peak(self):
        return statistics.median(t.peak for t in self.took)

    def value(self, name, which):
        """Median over the rounds of a measurement the program made itself; None if it made none."""
        found = [t.lines[name][which] for t in self.took if which in t.lines.get(name, {})]
        return statistics.median(found) if found else None


def parse_lines(text):
    """series.c's lines: name -> {wall, least, most, cpu, allocations}."""
    lines = {}
    form = re.compile(r"(\S+) wall (\d+) (\d+) (\d+) cpu (\d+) allocations (\d+) count \d+$")
    for line in text.splitlines():
        match = form.match(line)
        if match:
            keys = ("wall", "least", "most", "cpu", "allocations")
            lines[match.group(1)] = dict(zip(keys, map(int, match.groups()[1:])))
    return lines


class Runner:
    def __init__(self, build, wait_for_idle=True):
        self.measure = os.path.join(build, "tests", "bench", "measure")
        self.wait_for_idle = wait_for_idle
        self.counted = self.busy_before = self.busy_during = 0
        self.gave_up = False
        self.processors = len(os.sched_getaffinity(0))

    def run(self, program):
        start = time.monotonic()
        # `measure` throws the output away; a program that is asked for lines runs without it.
        args = program.args if program.keep else [self.measure] + program.args
        done = subprocess.run(args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        text = done.stdout.decode()
        words = text.split()
        if done.returncode != 0 or not program.keep and words[-1] != "0":
            raise RuntimeError("%s: %s" % (" ".join(program.args), done.stderr.decode()[-600:]))
        if program.keep:
            return Took(time.monotonic() - start, 0, 0, parse_lines(text))
        number = {k: int(v) for k, v in zip(words[::2], words[1::2])}
        return Took(number["wall"] / 1e9, (number["user"] + number["system"]) / 1e6,
                    number["peak"])

    def round(self, programs):
        """One round; False if it does not count."""
        if self.wait_for_idle and self.share_busy_for(WINDOW) > BUSY:
            self.busy_before += 1
            return False
        took, start = [], Clocks()
        first = self.counted // 2 % len(programs)
        order = programs[first:] + programs[:first]
        for p in order if self.counted % 2 == 0 else reversed(order):
            if p.count == 0 or len(p.took) < p.count:
                took.append((p, self.run(p)))
        if self.wait_for_idle and Clocks().foreign_since(start, self.processors) > FOREIGN:
            self.busy_during += 1
            return False
        for p, t in took:
            p.took.append(t)
        self.counted += 1
        return True

    def share_busy_for(self, seconds):
        start = Clocks()
        time.sleep(seconds)
        return Clocks().busy_since(start, self.processors)

    def rounds(self, programs, count):
        """Runs until `count` rounds have counted. When the machine never gets idle, the rest is
        measured all the same, and report() says so."""
        wanted, tries = count, count * TRIES
        while wanted > 0 and tries > 0:
            wanted -= self.round(programs)
            tries -= 1
        if wanted > 0:
            self.gave_up, idle, self.wait_for_idle = True, self.wait_for_idle, False
            for _ in range(wanted):
                self.round(programs)
            self.wait_for_idle = idle

    def report(self):
        text = "%d rounds counted, %d thrown away: %d not begun on a busy machine, " \
               "%d disturbed" % (self.counted, self.busy_before + self.busy_during,
                                 self.busy_before, self.busy_during)
        if self.gave_up:
            text += "\nNOT TO BE TRUSTED: the machine was never idle for long enough"
        elif not self.wait_for_idle:
            text += "\nNOT TO BE TRUSTED: not looked whether the machine was idle (BENCH_IDLE=0)"
        return text


class Clocks:
    """Ticks of all processors so far that were not idle, and seconds of our children."""

    def __init__(self):
        with open("/proc/stat", encoding="ascii") as f:
            ticks = [int(n) for n in f.readline().split()[1:9]]
        self.busy = (sum(ticks) - ticks[3] - ticks[4]) / TICKS
        used = os.times()
        self.ours = used.user + used.system + used.children_user + used.children_system
        self.now = time.monotonic()

    def busy_since(self, start, processors):
        return (self.busy - start.busy) / ((self.now - start.now) * processors)

    def foreign_since(self, start, processors):
        theirs = (self.busy - start.busy) - (self.ours - start.ours)
        return theirs / ((self.now - start.now) * processors)
