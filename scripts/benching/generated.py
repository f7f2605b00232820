"""Large programs of several kinds, and what they are in C: for measuring how fast they compile."""


def functions(count):
    """Many functions of ten lines."""
    lines = []
    for i in range(count // 10):
        lines += [
            f"func f{i}(n, text):",
            "    let total = 0, parts = [];",
            "    for i in 0..n:",
            f"        if i % {i % 7 + 2} == 0: total += i * {i % 13 + 1};"
            f" else: parts.push(i ^ {i}); end",
            "    end",
            "    for p in parts: total = (total + p) % 1000003; end",
            f"    if text == \"t{i}\": return total + {i}; end",
            "    return total;",
            "end",
            f"print(f{i}({i % 50 + 3}, \"t{i % 3}\"));"]
    return lines


def functions_c(count):
    """The same in C, where an array that grows takes more lines."""
    lines = ["#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>"]
    for i in range(count // 10):
        lines += [
            f"static long f{i}(long n, const char *text) {{",
            "  long total = 0, count = 0, capacity = 16, *parts = malloc(16 * sizeof *parts);",
            "  for (long i = 0; i < n; i++) {",
            f"    if (i % {i % 7 + 2} == 0) total += i * {i % 13 + 1};",
            "    else {",
            "      if (count == capacity)"
            " parts = realloc(parts, (capacity *= 2) * sizeof *parts);",
            f"      parts[count++] = i ^ {i};",
            "    }",
            "  }",
            "  for (long i = 0; i < count; i++) total = (total + parts[i]) % 1000003;",
            "  free(parts);",
            f"  return strcmp(text, \"t{i}\") == 0 ? total + {i} : total;",
            "}"]
    calls = [
        f"  printf(\"%ld\\n\", f{i}({i % 50 + 3}, \"t{i % 3}\"));" for i in range(count // 10)]
    return lines + ["int main(void) {"] + calls + ["}"]


def cases(count):
    """A match of many cases."""
    lines = ["func pick(x):", "    match x:"]
    lines += [f"        case {3 * i} => return {i * 7 % 1009};" for i in range(count)]
    return lines + [
        "        else: return -1;", "    end", "end", "let sum = 0;",
        f"for i in 0..{3 * count}: sum += pick(i); end", "print(sum);"]


def cases_c(count):
    """The same in C."""
    lines = ["#include <stdio.h>", "static long pick(long x) {"]
    lines += [f"  if (x == {3 * i}) return {i * 7 % 1009};" for i in range(count)]
    return lines + [
        "  return -1;", "}", "int main(void) {", "  long sum = 0;",
        f"  for (long i = 0; i < {3 * count}; i++) sum += pick(i);", "  printf(\"%ld\\n\", sum);",
        "}"]


def elements(count):
    """An array literal of many elements."""
    lines = ["let values = ["] + [f"    {i * i % 9973}," for i in range(count)]
    return lines + ["];", "print(values.length, values.sum());"]


def entries(count):
    """A map literal of many entries."""
    lines = ["let map = {"] + [f"    \"k{i}\": {i}," for i in range(count)]
    return lines + ["};", "print(map.size);"]


def records(count):
    """An array literal of many maps, half of which hold a value that is computed."""
    lines = ["let base = args.length;", "let records = ["]
    for i in range(count):
        score = f"base + {i}" if i % 2 else i * 7 % 1009
        lines.append(f"    {{name: \"n{i}\", tags: [\"a\", \"t{i % 9}\"], score: {score}}},")
    return lines + ["];", "print(records.length, records[7].score);"]


def loops(count):
    """A function of many loops."""
    lines = ["func all(n):", "    let t = 0;"]
    lines += [f"    for i in 0..n: t = (t + i * {i}) % 1000003; end" for i in range(count)]
    return lines + ["    return t;", "end", "print(all(10));"]


def loops_c(count):
    """The same in C."""
    lines = ["#include <stdio.h>", "static long all(long n) {", "  long t = 0;"]
    lines += [
        f"  for (long i = 0; i < n; i++) t = (t + i * {i}) % 1000003;" for i in range(count)]
    return lines + [
        "  return t;", "}", "int main(void) { printf(\"%ld\\n\", all(10)); }"]


# By name: the program, its twin in C, the size to time it with, and that to count instructions of:
# large enough that passes which treat small functions in another way (inlining) are done with it.
KINDS = {
    "lines": (functions, functions_c, 10_000, 200),
    "cases": (cases, cases_c, 5_000, 600),
    "elements": (elements, None, 10_000, 500),
    "entries": (entries, None, 10_000, 100),
    "records": (records, None, 4_000, 150),
    "loops": (loops, loops_c, 400, 110),
}
