"""Tests of the fuzzer itself."""

import hashlib
import subprocess
import sys

from . import kinds
from .generator import FEATURES, Generator
from .reducer import Reducer
from .runner import Outcome, normalized
from .tree import files_of, program_text

SEEDS = range(40)


def digest():
    """Returns a digest of the programs of some seeds."""
    texts = "".join(program_text(Generator(seed).program()) for seed in SEEDS)
    return hashlib.sha256(texts.encode()).hexdigest()


def test_determinism():
    """The same seeds give the same programs, in other processes too."""
    code = "from fuzzing.selftest import digest; print(digest())"
    for hash_seed in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": sys.path[0]})
        assert said.stdout.strip() == digest()


def test_features():
    """Without a feature its words do not occur."""
    words = {"classes": "class ", "match": "match ", "errors": "try:", "closures": "func("}
    for feature, word in words.items():
        features = tuple(name for name in FEATURES if name != feature)
        for seed in SEEDS:
            text = program_text(Generator(seed, features).program())
            assert word not in text, (feature, seed)


def test_reducer():
    """A program is reduced to what an artificial property needs."""
    for seed in SEEDS:
        root = Generator(seed).program()
        text = program_text(root)
        if "while " not in text:
            continue
        reduced = Reducer(root, lambda text: "while " in text and "let " in text).reduce()
        assert "while " in reduced and program_text(root).count("\n") <= 8, seed


def test_files():
    """A text of several files comes apart again."""
    files = {"main.myco": "print(1);\n", "lib1.myco": "let a = 1;\n"}
    assert files_of("print(1);\n# file lib1.myco\nlet a = 1;\n") == files


def test_types():
    """Spellings of types are read, and patterns match."""
    binding = {}
    assert kinds.match(kinds.parse("{K:[T]}"), kinds.parse("{Int:[String]}"), binding)
    assert binding == {"K": "Int", "T": "String"}
    assert not kinds.match(kinds.parse("[T]"), kinds.parse("<Int>"), {})
    assert kinds.annotation(kinds.parse("?[Int]")) == "Array<Int>?"
    assert kinds.parse("(Int, T) -> [T]") == ("Function", ("Int", "T"), ("Array", "T"))


def test_outcomes():
    """Warnings are no part of a program's errors."""
    said = "warning[W0501]: x\n  --> a.myco:1:1\n\n1 warning\nTypeError: no\n  at main (a:1:1)\n"
    outcome = Outcome("ran", 1, b"", said)
    assert outcome.error == "TypeError: no" and outcome.trace == ["  at main (a:1:1)"]
    assert normalized("a [1, x] v12 of 3.5") == "a 0 0 of 0"


def self_test():
    """Runs all tests; returns the exit status."""
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    for test in tests:
        test()
        print(f"fuzz: {test.__name__} passed")
    return 0
