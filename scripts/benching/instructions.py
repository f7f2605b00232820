"""Counts the instructions of small runs by callgrind and compares them with the baseline.

A count is the same each time and on each machine: the processor that code is made for is fixed,
and the C library is told to take the functions that every x86-64 has. Only where maps are in use do
counts differ a little, since each process hashes with other seeds: such an entry of the baseline
has a tolerance of its own.
"""

import json
import os
import re
import subprocess

from .programs import Failure, build

# Keeps glibc from choosing functions, and thresholds, by the processor it runs on.
TUNABLES = ":".join([
    "glibc.cpu.hwcaps=-AVX2_Usable,-AVX2,-AVX,-FMA,-FMA4,-AVX512F,-AVX512VL,-ERMS,-FSRM,-BMI2,"
    "-SSE4_2,-SSE4_1,-SSSE3",
    "glibc.cpu.x86_non_temporal_threshold=0xc0000",
])


def check(names, options):
    """Compares the programs' counts with the baseline, or writes it; returns the exit status."""
    baseline = json.loads(options.baseline.read_text())
    entries, worse, better = baseline["programs"], [], []
    print(f"{'program':<16}{'baseline':>15}{'now':>15}{'change':>9}", flush=True)
    for name in names:
        if "small" not in entries.get(name, {}):
            raise Failure(
                f"{name} has no entry in {options.baseline}: name there, as \"small\", what to"
                " replace in its source to make it count 1 to 50 million instructions")
        entry = entries[name]
        count = instructions(name, entry["small"], options)
        before = entry.get("instructions")
        change = count / before - 1 if before else 0.0
        print(f"{name:<16}{before or 0:>15,}{count:>15,}{change:>+9.2%}", flush=True)
        if options.update_baseline:
            entry["instructions"] = count
        elif before is None or change > entry.get("tolerance", options.tolerance):
            worse.append(name)
        elif change < -entry.get("tolerance", options.tolerance):
            better.append(name)
    if options.update_baseline:
        write(baseline, options.baseline)
        return 0
    return verdict(worse, better, options)


def verdict(worse, better, options):
    """Says what got worse or better; returns the exit status."""
    again = "scripts/bench --check --update-baseline"
    if better:
        print(f"bench: better than the baseline: {', '.join(better)}; note it by {again}")
    if worse:
        print(
            f"bench: over the baseline by more than the tolerance: {', '.join(worse)};"
            f" if that must be, say why in the commit and run {again}")
    return 1 if worse else 0


def instructions(name, replacements, options):
    """Returns how many instructions the program `name` takes with its small sizes."""
    return count_instructions([build(name, "myco", options, small=replacements)])


def count_instructions(command, environment=None):
    """Returns how many instructions `command` takes, with more in its environment."""
    environment = {
        "PATH": os.environ["PATH"], "LC_ALL": "C", "GLIBC_TUNABLES": TUNABLES,
        **(environment or {})}
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"] + command,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        env=environment)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        raise Failure(
            f"{command[0].name} under valgrind: status {done.returncode}\n{done.stderr}")
    return int(found[1])


def write(baseline, path):
    """Replaces the file `path` by `baseline`."""
    temporary = path.with_name(path.name + ".new")
    temporary.write_text(json.dumps(baseline, indent=2) + "\n")
    temporary.replace(path)
