"""What the explorer saves of every view against the report of the same: see numbers.test."""
import os
import re
import subprocess
import sys
import tempfile

BUILD = os.environ["top_builddir"]
MADE = os.path.join(BUILD, "tests/ui/made")
PROGRAM = os.path.join(BUILD, "cprof-tui")
MEMORY = "data/mem.out"
ROWS = 6  # functions whose callers are compared

# Arguments for both; keys of the explorer; arguments of the reports that say the same as the keys.
CASES = [
    ("-unit=B " + MEMORY, "", ""),
    ("-unit=B -cum -sample_index=inuse_space " + MEMORY, "", ""),
    ("-unit=B -lines " + MEMORY, "", ""),
    ("-unit=B -files " + MEMORY, "", ""),
    ("-unit=B -noinlines " + MEMORY, "", ""),
    ("-unit=B -tagfocus=bytes=1kb: -hide=^testing " + MEMORY, "", ""),
    ("-unit=B " + MEMORY, 'keys f\ntype "json !Marshal\\n"', "-focus=json -ignore=Marshal"),
    ("-unit=B " + MEMORY, 'type ":files\\n"', "-files"),
    ("-unit=B " + MEMORY, 'type ":cum\\n"', "-cum"),
    ("-unit=B " + MEMORY, "keys t t", "-sample_index=inuse_space"),
    ("-unit=ns profile:union", "", ""),
    ("-unit=B profile:labels", "", ""),
    ("-unit=B profile:calls", "", ""),
    ("-unit=B profile:flame", "", ""),
    ("-unit=B profile:inlined", "", ""),
    ("-unit=B profile:notes", "", ""),
    ("-unit=B profile:remarks", "", ""),
    ("-unit=B profile:old profile:new", "", ""),
    ("-unit=B -diff_base=profile:old profile:new", "", ""),
    ("-unit=B -base=profile:old profile:new", "", ""),
]
tests = 0


def check(name, expected, got):
    global tests
    tests += 1
    wrong = [f"- {row}" for row in expected if row not in got]
    wrong += [f"+ {row}" for row in got if row not in expected]
    if not expected and not got:
        wrong = ["there is nothing to compare"]
    elif not wrong and expected != got and isinstance(got, list):
        wrong = ["another order"]
    for row in wrong[:10]:
        print("#", row)
    print("not ok" if wrong else "ok", tests, "-", name)


def batch(*args):
    paths = [re.sub(r"profile:(\w+)", MADE + r"/\1.pb.gz", a) for a in args if a]
    return subprocess.run([PROGRAM, *paths], capture_output=True, text=True, check=True).stdout


def explore(folder, args, steps):
    script = os.path.join(folder, "case.ui")
    with open(script, "w", encoding="utf-8") as out:
        out.write(f"size 40 160\nargs {args}\nidle\n{steps}\nidle\n")
    run = subprocess.run([os.path.join(BUILD, "tests/ui/ui_run"), script],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        print("# " + run.stdout.replace("\n", "\n# "))


def saved(folder, name):
    """The rows of a file the explorer wrote, cut at the tabs, without the heading."""
    with open(os.path.join(folder, name), encoding="utf-8") as rows:
        return [line.rstrip("\n").split("\t") for line in rows][1:]


def plain(name):
    return name.removesuffix(" (inline)").removesuffix(" (partial-inline)")


def check_top(case, folder, report, rest):
    text = batch("-top", *report, *rest).split("cum%\n", 1)[1].splitlines()
    want = [line.split(None, 5) for line in text]
    got = [row for row in saved(folder, "top.tsv") if not re.search(r"\d+ \w+ under ", row[-1])]
    if "-diff_base" in case:  # what changed, share of its base, base, new, the change of cum
        want = [[row[0], row[3], row[5]] for row in want]
        got = [[row[0].lstrip("+"), row[4].lstrip("+"), row[5]] for row in got]
    check(f"{case}: table is -top", want, got)


def peeked(report, rest):
    """The blocks of -peek: {name: [(part, value, share of it, name), ...]}."""
    found = {}
    for block in re.split(r"-{20,}\+-+\n", batch("-peek=.", *report, *rest))[2:]:
        rows, centre, part = [], None, "caller"
        for line in block.splitlines():
            number, name = line.split("| ", 1)
            cells = number.split()
            if name.startswith("  "):
                rows.append((part, *cells, plain(name.strip())))
            else:
                rows.append(("function", cells[3], "100%", plain(name)))
                centre, part = plain(name), "callee"
        if centre:
            found[centre] = rows
    return found


def check_callers(case, folder, report, rest):
    peek, want, got = peeked(report, rest), [], []
    for i in range(ROWS):
        if not os.path.exists(os.path.join(folder, f"callers{i}.tsv")):
            break
        rows = [(part, value.lstrip("+"), share, plain(name))
                for part, _, value, share, _, name in saved(folder, f"callers{i}.tsv")
                if name != "itself (recursion)"]  # a report leaves these calls out
        centre = next(row[3] for row in rows if row[0] == "function")
        line = re.fullmatch(r"(.*) line (\d+)", centre)
        if line:  # the report names the file as well
            named = re.compile(re.escape(line[1]) + r" \S+:" + line[2])
            centre = next(name for name in peek if named.fullmatch(name))
            rows = [(*row[:3], centre) if row[0] == "function" else row for row in rows]
        want += sorted(peek.get(centre, [("no such block", centre)]))
        got += sorted(rows)
    check(f"{case}: callers and callees are -peek's", want, got)


def traced(report, rest):
    """The samples of -traces: [(value as printed, as a number, frames from the leaf on), ...]."""
    found = []
    for block in re.split(r"-{11}\+-+\n", batch("-traces", *report, *rest))[1:]:
        lines = block.splitlines()
        while lines and not re.match(r" *-?[0-9.]+\S*   \S", lines[0]):
            lines.pop(0)
        if lines:
            value, leaf = lines[0].split(None, 1)
            frames = [plain(leaf.strip())] + [plain(line.strip()) for line in lines[1:]]
            found.append((value, float(re.match(r"-?[0-9.]+", value)[0]), frames))
    return found


def check_stacks(case, folder, samples):
    want = sorted((value, " <- ".join(frames)) for value, _, frames in samples)
    # In a diff the explorer says the sign of a growth, too.
    got = sorted((row[0].lstrip("+"), " <- ".join(plain(f) for f in row[4].split(" <- ")))
                 for row in saved(folder, "stacks.tsv"))
    check(f"{case}: stacks are -traces", want, got)


def check_flame(case, folder, samples):
    """Frames of one name are added up: an inlined call is a cell of its own."""
    total, self_, path, sums = {}, {}, [], {}
    for _, value, frames in samples:
        whole = ("all", *reversed(frames))
        for depth in range(1, len(whole) + 1):
            total[whole[:depth]] = total.get(whole[:depth], 0) + value
        self_[whole] = self_.get(whole, 0) + value
    for value, _, own, level, name in saved(folder, "flame.tsv"):
        if re.fullmatch(r"\(\d+ narrower frames?\)", name):
            continue
        path[int(level):] = [plain(name)]
        cost = [float(re.match(r"[-+]?[0-9.]+", cell)[0]) for cell in (value, own)]
        old = sums.get(tuple(path), [0, 0])
        sums[tuple(path)] = [old[0] + cost[0], old[1] + cost[1]]
    if "profile:labels" in case:  # one sample without a stack, which -traces leaves out
        total[("all",)] += 1
        self_[("all",)] = 1
    want = {(at, round(total.get(at, 0)), round(self_.get(at, 0))) for at in sums}
    got = {(at, round(cost), round(own)) for at, (cost, own) in sums.items()}
    check(f"{case}: flame graph adds up -traces", want, got)


def check_info(case, folder, report, rest):
    with open(os.path.join(folder, "info.txt"), encoding="utf-8") as text:
        lines = [" ".join(line.split()) for line in text]
    for report_name in "-tags", "-comments":
        want = [" ".join(line.split()) for line in batch(report_name, *report, *rest).splitlines()]
        want = [line for line in want if line]
        if want:
            check(f"{case}: info has {report_name}", want, [line for line in want if line in lines])


def check_case(folder, args, keys, also):
    case, rest = f"{args} {also}".strip(), args.split()
    report = also.split()
    save = f'type ":save {folder}/%s\\n"\nidle'
    steps = [keys, "idle", save % "top.tsv"]
    for i in range(ROWS):
        steps += ["keys 3", "idle", save % f"callers{i}.tsv", "keys 1", "idle", "keys j", "idle"]
    steps += ["keys 4", "idle", save % "flame.tsv", "keys 5 a", "idle", save % "stacks.tsv",
              "keys 6", "idle", save % "info.txt"]
    explore(folder, args, "\n".join(steps))
    check_top(case, folder, report, rest)
    if "-files" not in case:
        check_callers(case, folder, report, rest)
    samples = traced(report, rest)
    check_stacks(case, folder, samples)
    check_flame(case, folder, samples)
    check_info(case, folder, report, rest)


def check_source(folder, args):
    """Lines with a cost. Only the total of the routine may differ: -list counts recursion there."""
    steps = ["keys /", r'type "^example.com/shop/cart[.]\n"', "idle"]
    for i in range(ROWS):
        steps += ["keys 2", "idle", f'type ":save {folder}/source{i}.txt\\n"', "idle", "keys 1 j",
                  "idle"]
    explore(folder, args, "\n".join(steps))
    want, got = [], []
    top = batch("-top", *args.split()).split("cum%\n", 1)[1].splitlines()
    names = [plain(line.split(None, 5)[5]) for line in top]
    for i, name in enumerate([n for n in names if n.startswith("example.com/shop/cart.")][:ROWS]):
        listed = batch(f"-list=^{re.escape(name)}$", "-source_path=data/example",
                       "-trim_path=example.com/shop", *args.split())
        for flat, cum, line in re.findall(r"^ *(\S+) +(\S+) +(\d+):", listed, re.M):
            if (flat, cum) != (".", "."):
                want.append((name, line, *("0" if v == "." else v for v in (flat, cum))))
        with open(os.path.join(folder, f"source{i}.txt"), encoding="utf-8") as text:
            for flat, cum, line in re.findall(r"^ *(\S+) +(\S+) +(\d+)\b", text.read(), re.M):
                if (flat, cum) != ("0", "0"):
                    got.append((name, line, flat, cum))
    check(f"{args}: lines are -list's", want, got)


def main():
    for args, keys, also in CASES:
        with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:
            check_case(folder, args, keys, also)
    for args in "-unit=B " + MEMORY, "-unit=B -focus=cart[.]Build " + MEMORY:
        with tempfile.TemporaryDirectory(dir=sys.argv[1]) as folder:
            check_source(folder, args)
    print(f"1..{tests}")


main()
