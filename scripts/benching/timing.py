"""Runs the programs of all languages in turn and sums up their times."""

import json
import os
import shlex
import statistics
import subprocess
import tempfile

from .programs import Failure, runnable

TIME = "/usr/bin/time"


def measure(name, options):
    """Builds, compares and times the program `name`; returns its entry of the report."""
    commands, figures = runnable(name, options)
    compare({language: output(command) for language, command in commands.items()})
    times = {language: [] for language in commands}
    for round in range(options.warmup + options.runs):
        # Each goes first in turn.
        order = list(commands)[round % len(commands):] + list(commands)[:round % len(commands)]
        for language, seconds in timed(order, commands).items():
            if round >= options.warmup:
                times[language].append(seconds)
    languages = {
        language: {
            **summary(times[language]), "peak_kib": peak(command), **figures.get(language, {})}
        for language, command in commands.items()
    }
    ratios = ratio_list(times, "myco", "c")
    return {
        "name": name,
        "ratio": statistics.median(ratios),
        "ratio_min": min(ratios),
        "ratio_max": max(ratios),
        "ratio_stddev": statistics.stdev(ratios) if len(ratios) > 1 else 0.0,
        "best_ratio": min(times["myco"]) / min(times["c"]),
        "checked_ratio": statistics.median(ratio_list(times, "myco", "checked-c")),
        "peak_ratio": languages["myco"]["peak_kib"] / languages["c"]["peak_kib"],
        "to_c": {
            language: statistics.median(ratio_list(times, language, "c")) for language in times},
        "languages": languages,
    }


def ratio_list(times, language, base):
    """Returns the ratio of the languages' times in each round."""
    return [time / other for time, other in zip(times[language], times[base])]


def output(command):
    """Returns what `command` prints."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0:
        error = done.stderr.decode(errors="replace")
        raise Failure(f"{shlex.join(command)} ended with status {done.returncode}\n{error}")
    return done.stdout


def compare(outputs):
    """Fails unless all languages print the same."""
    for language, text in outputs.items():
        if text != outputs["c"]:
            shown = [value[:200].decode(errors="replace") for value in (outputs["c"], text)]
            raise Failure(f"unequal output\n  c: {shown[0]!r}\n  {language}: {shown[1]!r}")


def timed(order, commands):
    """Runs the commands once each in `order`; returns the seconds by language."""
    with tempfile.TemporaryDirectory() as folder:
        export = os.path.join(folder, "times.json")
        command = ["hyperfine", "-N", "--runs", "1", "--style", "none", "--export-json", export]
        # hyperfine splits what it runs as a shell would.
        command += [shlex.join(commands[language]) for language in order]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            raise Failure(f"hyperfine failed\n{done.stderr}")
        with open(export) as file:
            entries = json.load(file)["results"]
    return {language: entry["times"][0] for language, entry in zip(order, entries)}


def peak(command):
    """Returns the most KiB of memory that the program had in use."""
    done = subprocess.run(
        [TIME, "-f", "%M"] + command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1])


def summary(times):
    """Returns the times with what sums them up."""
    return {
        "median": statistics.median(times),
        "min": min(times),
        "max": max(times),
        "stddev": statistics.stdev(times) if len(times) > 1 else 0.0,
        "times": times,
    }
