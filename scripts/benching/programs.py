"""The programs of Benchmarks/programs, their twins in other languages, and how they are built."""

import os
import pathlib
import shutil
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAMS = ROOT / "Benchmarks" / "programs"

# What checks C for the errors that Myco checks for: a failed check traps.
CHECKS = ["-fsanitize=bounds,signed-integer-overflow", "-fsanitize-trap=all"]

# The other languages whose twins are run where they are installed: extension and command.
OTHERS = {
    "luajit": ("lua", ["luajit"]),
    "node": ("js", ["node"]),
    "pypy": ("py", ["pypy3"]),
}


class Failure(Exception):
    """What kept one program from being measured."""


def program_names(text):
    """Returns the names of the programs that have `text` in it."""
    return sorted(
        path.name for path in PROGRAMS.iterdir()
        if (path / f"{path.name}.myco").is_file() and text in path.name)


def runnable(name, options):
    """Builds `name` in all languages; returns the commands and the builds' figures by language."""
    commands, figures = {}, {}
    for language in ("c", "checked-c", "myco"):
        profile = make_profile(name, options) if options.profile and language == "myco" else []
        start = time.monotonic()
        program = build(name, language, options, more=profile)
        figures[language] = {
            "compile_seconds": time.monotonic() - start, "bytes": stripped_size(program, options)}
        commands[language] = [str(program)]
    for language, (extension, command) in OTHERS.items():
        source = PROGRAMS / name / f"{name}.{extension}"
        if language not in options.without and source.is_file() and shutil.which(command[0]):
            commands[language] = command + [str(source)]
    return commands, figures


def make_profile(name, options):
    """Runs `name` once for a profile; returns the options that use it."""
    program = build(name, "myco", options, more=["--profile-generate"])
    path = options.build / f"{name}.profraw"
    path.unlink(missing_ok=True)
    environment = {**os.environ, "LLVM_PROFILE_FILE": str(path)}
    done = subprocess.run([program], stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    if done.returncode != 0 or not path.is_file():
        raise Failure(f"{name} wrote no profile; its status is {done.returncode}")
    return ["--profile-use", str(path)]


def build(name, language, options, small=None, more=()):
    """Returns the executable of `name` in `language`, compiled with the options `more` as well.

    `small` is what to replace in the source to make the work small.
    """
    source = source_of(name, language)
    target = options.build / f"{name}-{language}{'-small' if small else ''}"
    if small:
        source = reduced(source, small, target.with_suffix(source.suffix))
    target.unlink(missing_ok=True)
    arguments = compiler(language, source, options) + [*more, str(source), "-o", str(target)]
    if language != "myco":
        arguments.append("-lm")
    done = subprocess.run(arguments, capture_output=True, text=True, errors="replace")
    if done.returncode != 0 or not target.is_file():
        error = "\n".join(done.stderr.splitlines()[:20])
        raise Failure(f"{' '.join(arguments)} failed with status {done.returncode}\n{error}")
    return target


def source_of(name, language):
    """Returns the source file of `name` in `language`; a twin in C++ stands for one in C."""
    extensions = ["myco"] if language == "myco" else ["c", "cpp"]
    for extension in extensions:
        source = PROGRAMS / name / f"{name}.{extension}"
        if source.is_file():
            return source
    raise Failure(f"{name} has no source {' or '.join(extensions)}")


def compiler(language, source, options):
    """Returns the command that compiles `language`, up to the source's name."""
    if language == "myco":
        passes = [f"--disable-pass={name}" for name in options.disable_pass]
        return [options.myco, "build", f"-O{options.level}", "--cpu", options.cpu] + passes
    checks = CHECKS if language == "checked-c" else []
    clang = options.clangxx if source.suffix == ".cpp" else options.clang
    return [clang, "-O3", f"-march={options.cpu}", "-ffp-contract=off"] + checks


def reduced(source, replacements, target):
    """Writes `source` with the replacements, each of which must have one place, to `target`."""
    text = source.read_text()
    for old, new in replacements.items():
        if text.count(old) != 1:
            raise Failure(f"{source.name} has '{old}' {text.count(old)} times instead of once")
        text = text.replace(old, new)
    target.write_text(text)
    return target


def stripped_size(program, options):
    """Returns how many bytes the program has without symbols."""
    target = options.build / "stripped"
    subprocess.run(["strip", "-s", "-o", target, program], check=True)
    size = os.path.getsize(target)
    target.unlink()
    return size
