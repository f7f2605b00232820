"""Runs programs by the interpreter and as native code, and compares what they do."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile

COMPILE_SECONDS = 60
INTERNAL_ERROR = 70
CRASHES = ("timeout", "signal", "internal", "sanitizer", "leak")
KEPT_BYTES = 4_000_000
SANITIZER_STATUS = 99


class Outcome:
    """What became of a program.

    The kind is ran, flooded (it printed more than is kept), rejected, timeout, signal, internal,
    sanitizer or leak.
    """

    def __init__(self, kind, status=0, stdout=b"", stderr=""):
        self.kind, self.status, self.stdout, self.stderr = kind, status, stdout, stderr

    @property
    def failed(self):
        return self.kind in CRASHES

    def lines(self):
        """Returns the program's standard error, which follows the compiler's warnings."""
        lines = self.stderr.splitlines()
        for i in range(len(lines) - 1, -1, -1):
            if re.fullmatch(r"\d+ warnings?", lines[i]):
                return lines[i + 1:]
        return lines

    @property
    def error(self):
        """The first line of the program's standard error."""
        return (self.lines() + [""])[0]

    @property
    def trace(self):
        """The lines behind the first of standard error.

        Which call exhausts the stack depends on the size of frames.
        """
        return [] if self.error.startswith("StackOverflowError") else self.lines()[1:]

    def text(self):
        head = f"{self.kind}, status {self.status}\n--- standard error\n{self.stderr}"
        return f"{head}\n--- standard output\n{self.stdout.decode(errors='replace')}"


class Finding:
    """A disagreement or crash; two of one `signature` are taken for the same bug."""

    def __init__(self, kind, engine, detail, expected, got):
        self.kind, self.engine, self.detail = kind, engine, detail
        self.expected, self.got = expected, got

    @property
    def is_crash(self):
        return self.kind in CRASHES

    @property
    def signature(self):
        place = self.engine if self.engine == "interpreter" else "native"
        return (self.kind, place, self.detail)


class Runner:
    """Runs programs with the compiler at `myco`."""

    def __init__(self, myco, seconds=10, sanitized=None):
        self.myco, self.seconds = str(pathlib.Path(myco).resolve()), seconds
        self.sanitized = sanitized
        self.passes = self.optional_passes()

    def optional_passes(self):
        """Returns the names of the passes that can be left out, as the compiler lists them."""
        with tempfile.TemporaryDirectory(prefix="myco-fuzz-") as folder:
            source = pathlib.Path(folder, "main.myco")
            source.write_text("print(1);\n")
            said = self.run(self.command("build", source, "--disable-pass=?"), folder).stderr
            names = re.search(r"the passes are (.*)", said)
            if not names:
                raise SystemExit(f"fuzz: {self.myco} builds nothing: {said.strip()}")
            return [name for name in names[1].split(", ") if self.is_optional(name, folder)]

    def is_optional(self, name, folder):
        source = pathlib.Path(folder, "main.myco")
        built = self.run(self.command("build", source, f"--disable-pass={name}"), folder)
        return built.kind == "ran" and built.status == 0

    def command(self, verb, source, *options):
        arguments = [self.myco, verb, *options, str(source)]
        return arguments + ["-o", str(source) + ".exe"] if verb == "build" else arguments

    def run(self, arguments, folder, seconds=None, environment=None):
        """Returns the outcome of one process, whose output goes through files of limited size."""
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                start_new_session=True, env=environment)
            try:
                status = process.wait(seconds or COMPILE_SECONDS)
                kind = "ran"
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                status, kind = process.wait(), "timeout"
            output.seek(0)
            errors.seek(0)
            stdout = output.read(KEPT_BYTES)
            stderr = errors.read(KEPT_BYTES).decode(errors="replace")
        if kind == "ran" and status < 0:
            kind = "flooded" if status == -signal.SIGXFSZ else "signal"
        elif status == INTERNAL_ERROR:
            kind = "internal"
        return Outcome(kind, status, stdout, stderr)

    def judged(self, outcome):
        """Returns `outcome`, as rejected if messages of the compiler say so."""
        codes = re.findall(r"^error\[(E\d+)\]", outcome.stderr, re.MULTILINE)
        if outcome.kind == "ran" and outcome.status != 0 and codes:
            outcome.kind = "rejected"
        return outcome

    def interpret(self, source):
        """Returns what the program does by the interpreter."""
        arguments = self.command("run", source.name, "--engine=interpreter", "--color=never")
        return self.judged(self.run(arguments, source.parent, self.seconds))

    def native(self, source, engine):
        """Returns what the program does as native code, built as `engine` says."""
        if engine.endswith("-sanitized"):
            return self.sanitize(source, engine.removesuffix("-sanitized"))
        level, _, left_out = engine.partition("-without-")
        options = [f"-{level}", "--color=never"]
        options += [f"--disable-pass={left_out}"] if left_out else []
        built = self.judged(self.run(
            self.command("build", source.name, *options), source.parent))
        if built.failed or built.kind != "ran":
            return built
        if built.status != 0:
            return Outcome("internal", built.status, b"", built.stderr)
        return self.run([f"./{source.name}.exe"], source.parent, self.seconds)

    def sanitize(self, source, level):
        """Returns what the program does with a runtime in which sanitizers watch the memory, and
        which searches for leaks."""
        options = f"exitcode={SANITIZER_STATUS}:detect_leaks=0"
        environment = {
            **os.environ, "MYCO_RUNTIME": str(self.sanitized), "ASAN_OPTIONS": options,
            "LD_LIBRARY_PATH": str(self.sanitized)}
        built = self.judged(self.run(
            self.command("build", source.name, f"-{level}", "--check-leaks", "--color=never"),
            source.parent, environment=environment))
        if built.failed or built.kind != "ran":
            return built
        if built.status != 0:
            return Outcome("internal", built.status, b"", built.stderr)
        ran = self.run(
            ["prlimit", "--as=unlimited", f"./{source.name}.exe"], source.parent,
            4 * self.seconds, environment)
        if ran.status == SANITIZER_STATUS:
            ran.kind = "sanitizer"
        elif "myco: leak: " in ran.stderr:
            ran.kind = "leak"
        return ran

    def check(self, source):
        return self.judged(self.run(
            self.command("check", source.name, "--color=never"), source.parent))

    def engines(self, seed):
        """Returns the ways of compiling that the program of `seed` is tried with."""
        if self.sanitized:
            return ["O0-sanitized" if seed % 2 else "O3-sanitized"]
        if seed % 2 or not self.passes:
            return ["O0", "O3"]
        return ["O0", f"O3-without-{self.passes[seed // 2 % len(self.passes)]}"]

    def compare(self, files, engines):
        """Returns the verdict on a program, and what was found if anything was.

        The verdict is agreed, rejected or finding.
        """
        with tempfile.TemporaryDirectory(prefix="myco-fuzz-") as folder:
            for name, text in files.items():
                pathlib.Path(folder, name).write_text(text)
            source = pathlib.Path(folder, "main.myco")
            expected = self.interpret(source)
            if expected.failed:
                return "finding", crash(expected, "interpreter", expected)
            for engine in engines:
                got = self.native(source, engine)
                found = self.difference(source, engine, expected, got)
                if found:
                    return "finding", found
                if got.kind == "rejected":
                    return "rejected", None
            return ("rejected" if expected.kind == "rejected" else "agreed"), None

    def difference(self, source, engine, expected, got):
        """Returns in what `got` differs from `expected`; None where it does not."""
        if got.failed:
            return crash(got, engine, expected)
        if "rejected" in (expected.kind, got.kind):
            if expected.kind == got.kind or self.check(source).kind == "rejected":
                return None
            detail = normalized((got if got.kind == "rejected" else expected).stderr)
            return Finding("rejection", engine, detail, expected, got)
        if got.error != expected.error:
            detail = f"{normalized(expected.error)} / {normalized(got.error)}"
            return Finding("error", engine, detail, expected, got)
        if got.status != expected.status:
            detail = f"{expected.status} / {got.status}"
            return Finding("status", engine, detail, expected, got)
        if got.stdout != expected.stdout:
            return Finding("output", engine, "", expected, got)
        if got.trace != expected.trace:
            return Finding("trace", engine, "", expected, got)
        return None


def crash(outcome, engine, expected):
    detail = str(outcome.status) if outcome.kind == "signal" else ""
    if outcome.kind == "internal":
        detail = normalized(outcome.error)
    if outcome.kind == "sanitizer":
        said = re.search(r"ERROR: \w+: [\w-]+", outcome.stderr)
        detail = said[0] if said else "runtime error"
    return Finding(outcome.kind, engine, detail, expected, outcome)


def normalized(text):
    """Returns the first line without names, numbers and texts of the program."""
    line = text.splitlines()[0] if text else ""
    line = re.sub(r"\S*?(\w+\.swift:\d+)", r"\1", line)
    if ".swift:" in line:
        return line
    line = re.sub(r"'[^']*'|\"[^\"]*\"", "_", line)
    return re.sub(r"-?\d[\w.+]*|\b[a-zA-Z]\d+\b|\{.*\}|\[.*\]", "0", line)[:100]
