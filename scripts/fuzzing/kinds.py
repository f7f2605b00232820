"""The types that generated expressions have, and patterns over them.

A type is a name (`Int`, `Any`, a class) or a tuple: ("Array", T), ("Map", K, V), ("Set", T),
("Optional", T), ("Function", PARAMETERS, RESULT). The spelling in tables is the language's, but
for sets `<T>`; a single capital letter is a variable that matching binds.
"""

import functools

INT, FLOAT, BOOL, STRING, NULL = "Int", "Float", "Bool", "String", "Null"
ANY, ERROR, RANGE, KEY = "Any", "Error", "Range", "Key"

# Pseudo-types: particular expressions of a type.
PSEUDO = {
    "tiny": INT,     # 0 to 7, or a literal about as small
    "leaf": INT,     # below about 10^4
    "modest": INT,   # sums and products of leaves: no overflow
    "place": INT,    # may be out of bounds, mostly is not
    "count": INT,    # a shift count
    "hidden": ANY,   # one of many types, for all the compiler can know
    "char": STRING,  # one scalar
}


def array(element):
    return ("Array", element)


def map_of(key, value):
    return ("Map", key, value)


def set_of(element):
    return ("Set", element)


def optional(type):
    return type if type in (ANY, NULL) or is_a(type, "Optional") else ("Optional", type)


def function(parameters, result):
    return ("Function", tuple(parameters), result)


def is_a(type, constructor):
    return isinstance(type, tuple) and type[0] == constructor


def holds_functions(type):
    """Whether a value of `type` may be or contain a function."""
    if isinstance(type, str):
        return False
    if type[0] == "Function":
        return True
    return any(holds_functions(part) for part in type[1:])


def holds_any(type):
    """Whether a value of `type` may contain values of any type."""
    if isinstance(type, str):
        return type == ANY
    return type[0] != "Function" and any(holds_any(part) for part in type[1:])


@functools.lru_cache(maxsize=None)
def parse(source):
    """Returns the type or pattern that `source` spells."""
    source = source.strip()
    if source.startswith("?"):
        return ("Optional", parse(source[1:]))
    if source.startswith("["):
        return ("Array", parse(source[1:-1]))
    if source.startswith("<"):
        return ("Set", parse(source[1:-1]))
    if source.startswith("{"):
        key, value = split(source[1:-1], ":")
        return ("Map", parse(key), parse(value))
    if source.startswith("("):
        inner, result = source[1:].rsplit(")", 1)
        parameters = [parse(part) for part in split(inner, ",")] if inner else []
        return ("Function", tuple(parameters), parse(result.strip()[2:]))
    return source


def split(source, separator):
    """Splits at the separators outside brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(source):
        if c in "[{(<":
            depth += 1
        elif c in "]})" or (c == ">" and source[i - 1] != "-"):
            depth -= 1
        elif c == separator and depth == 0:
            parts.append(source[start:i])
            start = i + 1
    return parts + [source[start:]]


def is_variable(pattern):
    return isinstance(pattern, str) and len(pattern) == 1


def match(pattern, type, binding):
    """Binds the variables of `pattern` in `binding` so that it is `type`; whether it can be."""
    if isinstance(pattern, str):
        if not is_variable(pattern):
            return pattern == type
        if pattern in binding:
            return binding[pattern] == type
        binding[pattern] = type
        return True
    if isinstance(type, str) or pattern[0] != type[0] or len(pattern) != len(type):
        return False
    if pattern[0] == "Function":
        return len(pattern[1]) == len(type[1]) and match(pattern[2], type[2], binding) and all(
            match(p, t, binding) for p, t in zip(pattern[1], type[1]))
    return all(match(p, t, binding) for p, t in zip(pattern[1:], type[1:]))


def substitute(pattern, binding):
    """Returns `pattern` with its variables replaced."""
    if isinstance(pattern, str):
        return binding[pattern] if is_variable(pattern) else pattern
    if pattern[0] == "Function":
        parameters = tuple(substitute(p, binding) for p in pattern[1])
        return ("Function", parameters, substitute(pattern[2], binding))
    if pattern[0] == "Optional":
        return optional(substitute(pattern[1], binding))
    return (pattern[0],) + tuple(substitute(p, binding) for p in pattern[1:])


def key_variables(pattern):
    """Yields the variables of `pattern` that stand for keys and set elements."""
    if isinstance(pattern, str):
        return
    if pattern[0] in ("Map", "Set"):
        yield from variables(pattern[1])
    for part in pattern[1:]:
        if isinstance(part, tuple) and part and part[0] != "Function":
            yield from key_variables(part)


def variables(pattern):
    """Yields the variables of `pattern`."""
    if isinstance(pattern, str):
        if is_variable(pattern):
            yield pattern
    elif pattern[0] == "Function":
        for part in pattern[1] + (pattern[2],):
            yield from variables(part)
    else:
        for part in pattern[1:]:
            yield from variables(part)


def depth(type):
    if isinstance(type, str):
        return 0
    if type[0] == "Function":
        return 1 + max([depth(part) for part in type[1]] + [depth(type[2])])
    return 1 + max(depth(part) for part in type[1:])


def annotation(type):
    """Returns the annotation that `type` keeps."""
    if isinstance(type, str):
        return {"Any": "Any", "Key": "Any"}.get(type, type)
    parts = type[1:]
    if type[0] == "Optional":
        inner = annotation(parts[0])
        return f"({inner})?" if "->" in inner or "|" in inner else inner + "?"
    if type[0] == "Function":
        parameters = ", ".join(annotation(part) for part in parts[0])
        return f"({parameters}) -> {annotation(parts[1])}"
    return f"{type[0]}<{', '.join(annotation(part) for part in parts)}>"


def simplest(type):
    """Returns the texts of the simplest expressions of `type`, the simplest first."""
    plain = {
        "Int": ["0", "1"], "Float": ["0.0", "1.5"], "Bool": ["False", "True"],
        "String": ['""', '"a"'], "Null": ["Null"], "Any": ["Null", "0"], "Key": ["0"],
        "Error": ['Error("")'], "Range": ["0..1"]}
    if isinstance(type, str):
        return plain.get(type, [])
    if type[0] == "Function":
        names = ", ".join(f"p{i}" for i in range(len(type[1])))
        return [f"({names}) => {body}" for body in simplest(type[2])[:1]]
    inner = [simplest(part)[:1] for part in type[1:]]
    if type[0] == "Optional":
        return ["Null"] + inner[0]
    if type[0] == "Set":
        return ["sets.create()"] + [f"{{{body}}}" for body in inner[0]]
    if type[0] == "Map":
        pairs = [f"{{{key}: {value}}}" for key in inner[0] for value in inner[1]]
        return ["{}"] + pairs
    return ["[]"] + [f"[{body}]" for body in inner[0]]
