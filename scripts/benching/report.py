"""The table on standard output and the report in JSON."""

import json
import math
import statistics

from .programs import OTHERS

MEANS = ("ratio", "best_ratio", "checked_ratio", "peak_ratio")


def print_header():
    """Prints the names of the columns."""
    print(
        f"{'program':<16}{'C':>10}{'Myco':>10}{'ratio':>8}   {'min .. max':<17}{'best':>8}"
        f"{'checked':>9}{'compile':>9}{'KB':>6}{'C':>9}{'Myco':>10}{'ratio':>7}"
        + "".join(f"{language:>8}" for language in OTHERS), flush=True)


def print_row(result):
    """Prints what came out for one program."""
    spread = f"{result['ratio_min']:.3f} .. {result['ratio_max']:.3f}"
    c, myco = result["languages"]["c"], result["languages"]["myco"]
    others = [
        f"{result['to_c'][language]:>8.2f}" if language in result["to_c"] else f"{'-':>8}"
        for language in OTHERS]
    print(
        f"{result['name']:<16}{c['median']:>8.3f} s{myco['median']:>8.3f} s"
        f"{result['ratio']:>8.3f}   {spread:<17}{result['best_ratio']:>8.3f}"
        f"{result['checked_ratio']:>9.3f}{myco['compile_seconds']:>7.2f} s"
        f"{myco['bytes'] / 1000:>6.0f}{c['peak_kib'] / 1024:>7.1f} M"
        f"{myco['peak_kib'] / 1024:>8.1f} M{result['peak_ratio']:>7.2f}" + "".join(others),
        flush=True)


def means(results):
    """Returns the geometric means of the ratios."""
    if not results:
        return {}
    return {
        key: math.exp(statistics.fmean(math.log(result[key]) for result in results))
        for key in MEANS}


def print_means(means):
    """Prints the geometric means, if there are any."""
    if means:
        print(
            f"{'geometric mean':<16}{'':>20}{means['ratio']:>8.3f}{'':>20}"
            f"{means['best_ratio']:>8.3f}{means['checked_ratio']:>9.3f}{'':>34}"
            f"{means['peak_ratio']:>7.2f}")


def write(options, results, failures, means):
    """Writes the report to the file that the options name."""
    options.json.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "cpu": options.cpu,
        "runs": options.runs,
        "disabled_passes": options.disable_pass,
        "profile": options.profile,
        "level": options.level,
        "geometric_means": means,
        "programs": results,
        "failures": failures,
    }
    temporary = options.json.with_name(options.json.name + ".new")
    temporary.write_text(json.dumps(report, indent=2) + "\n")
    temporary.replace(options.json)
