"""Runs many programs, and reduces and keeps what is found."""

import collections
import concurrent.futures
import shlex
import threading
import time

from .generator import FEATURES, Generator
from .reducer import Reducer
from .tree import files_of, program_text

PENDING_PER_JOB = 4
PROGRESS_SECONDS = 60


class Campaign:
    """The programs of one run, and what became of them."""

    def __init__(self, runner, features, options):
        self.runner, self.features, self.options = runner, features, options
        self.counts = collections.Counter()
        self.findings = {}
        self.lock = threading.Lock()
        self.started = time.monotonic()
        self.reducing = 0.0
        self.lines = 0

    def run(self, seed):
        """Runs the programs from `seed` on until there are enough, or one finding."""
        jobs = self.options.jobs
        shown = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            pending, following = set(), seed
            while True:
                while len(pending) < jobs * PENDING_PER_JOB and not self.is_over(following - seed):
                    pending.add(pool.submit(self.one, following))
                    following += 1
                if not pending:
                    return
                done, pending = concurrent.futures.wait(
                    pending, return_when=concurrent.futures.FIRST_COMPLETED)
                for future in done:
                    future.result()
                if time.monotonic() - shown > PROGRESS_SECONDS:
                    shown = time.monotonic()
                    print(self.summary(), flush=True)

    def is_over(self, submitted):
        options = self.options
        if self.findings and not options.keep_going:
            return True
        if options.count is not None and submitted >= options.count:
            return True
        return options.minutes is not None and (
            time.monotonic() - self.started > options.minutes * 60)

    def one(self, seed):
        """Runs the program of `seed`."""
        root = Generator(seed, self.features).program()
        text = program_text(root)
        verdict, finding = self.runner.compare(files_of(text), self.runner.engines(seed))
        with self.lock:
            self.counts["run"] += 1
            self.lines += text.count("\n")
            self.counts[verdict] += 1
            if verdict == "rejected":
                self.counts[f"rejected {seed}"] = 1
            if not finding:
                return
            self.counts["crashes" if finding.is_crash else "mismatches"] += 1
            seeds = self.findings.setdefault(finding.signature, [])
            seeds.append(seed)
            is_new = len(seeds) == 1
        if is_new:
            self.keep(seed, root, finding)

    def keep(self, seed, root, finding):
        """Reduces a program, writes it down, and says so."""
        engines = [finding.engine]
        started = time.monotonic()

        def is_same(text):
            _, found = self.runner.compare(files_of(text), engines)
            return found is not None and found.signature == finding.signature

        reducer = Reducer(root, is_same, self.options.reduce_seconds)
        text = reducer.reduce()
        _, last = self.runner.compare(files_of(text), engines)
        last = last or finding
        folder = self.options.out / f"{finding.kind}-{finding.engine}-{seed}"
        self.write(folder, text, seed, last)
        with self.lock:
            self.reducing += time.monotonic() - started
            print(f"\nfuzz: {finding.kind} with {finding.engine}, seed {seed}: {finding.detail}")
            print(f"  {folder}/{folder.name}.myco, {text.count(chr(10))} lines")
            print(f"  again: {self.again(seed)}", flush=True)

    def write(self, folder, text, seed, finding):
        """Writes the program as a case (NAME.myco, .out, .err), and what differed."""
        folder.mkdir(parents=True, exist_ok=True)
        name, expected = folder.name, finding.expected
        for file, content in files_of(text).items():
            (folder / (f"{name}.myco" if file == "main.myco" else file)).write_text(content)
        (folder / f"{name}.out").write_bytes(expected.stdout)
        if expected.status != 0 and expected.lines():
            report = "\n".join(expected.lines()) + "\n"
            (folder / f"{name}.err").write_text(report.replace("(main.myco:", f"({name}.myco:"))
        (folder / "expected.txt").write_text(expected.text())
        (folder / "got.txt").write_text(finding.got.text())
        level, _, left_out = finding.engine.removesuffix("-sanitized").partition("-without-")
        option = f"-{level}" if level != "interpreter" else "--engine=interpreter"
        option += f" --disable-pass={left_out}" if left_out else ""
        option += " --check-leaks" if self.runner.sanitized else ""
        (folder / "again.sh").write_text(
            f"# {finding.kind}: {finding.detail}\n# {self.again(seed)}\n"
            f"myco run --engine=interpreter {name}.myco\nmyco run {option} {name}.myco\n")

    def again(self, seed):
        """Returns the command that runs the program of `seed`."""
        command = f"scripts/fuzz --seed {seed} --count 1 --myco {shlex.quote(self.runner.myco)}"
        if self.runner.sanitized:
            command += " --sanitize"
        if tuple(self.features) != FEATURES:
            command += f" --features {','.join(self.features)}"
        return command

    def summary(self):
        """Returns the closing line."""
        counts, run = self.counts, max(1, self.counts["run"])
        minutes = max(1e-9, time.monotonic() - self.started) / 60
        return (
            f"fuzz: {counts['run']} programs of {self.lines // run} lines, "
            f"{counts['rejected']} rejected ({100 * counts['rejected'] / run:.1f}%), "
            f"{counts['mismatches']} mismatches, {counts['crashes']} crashes in "
            f"{len(self.findings)} kinds, {counts['run'] / minutes:.0f} programs per minute")
