"""How long the compiler takes, and how that grows with the program."""

import os
import resource
import subprocess

from .generated import KINDS
from .instructions import count_instructions
from .programs import Failure

# How much more a step of twice the size may take than the step before. Where time is linear it is
# 2, where it is quadratic 4.
GROWTH = 2.6


def check(options):
    """Checks that the instructions of the front end and of myco's own passes grow linearly.

    LLVM's are left out: they are not the compiler's to mend, and would take long to count. Two
    steps are compared, so that what each compilation takes falls out. Returns the exit status.
    """
    # valgrind does not take the debug information of so large a program.
    compiler = options.build / "myco-stripped"
    subprocess.run(["strip", "-s", "-o", compiler, options.myco], check=True)
    slow = []
    print(f"\n{'compiling':<12}{'size':>8}{'instructions':>15}{'twice':>15}{'4 times':>15}  growth")
    for kind, (program, _, _, size) in KINDS.items():
        counts = []
        for factor in (1, 2, 4):
            source = write(program(size * factor), options.build / f"{kind}.myco")
            command = [
                compiler, "emit", "llvm-ir", "-O3", source, "-o", options.build / f"{kind}.ll"]
            counts.append(count_instructions(command, {"MYCO_RUNTIME": runtime(options)}))
        growth = (counts[2] - counts[1]) / (counts[1] - counts[0])
        print(
            f"{kind:<12}{size:>8,}" + "".join(f"{count:>15,}" for count in counts)
            + f"{growth:>8.2f}", flush=True)
        if growth > GROWTH:
            slow.append(kind)
    if slow:
        print(f"bench: compiling takes more than linear time: {', '.join(slow)}")
    return 1 if slow else 0


def measure(options):
    """Prints what compiling large programs takes, beside clang on their twins."""
    print(
        f"{'compiling':<12}{'size':>8}{'-O0':>10}{'-O2':>10}{'-O3':>10}{'clang -O3':>12}"
        f"{'checked':>10}", flush=True)
    for kind, (program, twin, size, _) in KINDS.items():
        for size in (size, 10 * size) if kind == "lines" else (size,):
            source = write(program(size), options.build / f"{kind}.myco")
            row = [
                seconds([options.myco, "build", level, source, "-o", options.build / kind])
                for level in ("-O0", "-O2", "-O3")]
            if twin and size <= 10_000:
                row += clang_seconds(write(twin(size), options.build / f"{kind}.c"), options)
            print(
                f"{kind:<12}{size:>8,}" + "".join(f"{time:>8.2f} s" for time in row[:3])
                + "".join(f"{time:>{width}.2f} s" for time, width in zip(row[3:], (10, 8))),
                flush=True)


def clang_seconds(source, options):
    """Returns what clang takes for `source`: as it is, and with the checks that Myco has."""
    command = [options.clang, "-O3", source, "-o", options.build / "twin"]
    checks = ["-fsanitize=bounds,signed-integer-overflow", "-fsanitize-trap=all"]
    return [seconds(command), seconds(command + checks)]


def seconds(command):
    """Returns the processor time of `command`, which other work of the machine disturbs little."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise Failure(f"{command[0]} ended with status {done.returncode}\n{done.stderr[:2000]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(lines, path):
    """Writes the program of `lines` to `path`, and returns that."""
    path.write_text("\n".join(lines) + "\n")
    return path


def runtime(options):
    """Returns the folder of the runtime, which the stripped compiler does not stand beside."""
    known = os.environ.get("MYCO_RUNTIME")
    if known:
        return known
    folder = os.path.dirname(os.path.realpath(options.myco))
    for _ in range(4):
        if os.path.exists(os.path.join(folder, "runtime", "libmyco.a")):
            return os.path.join(folder, "runtime")
        folder = os.path.dirname(folder)
    raise Failure("the runtime was not found; build it with scripts/build-runtime")
