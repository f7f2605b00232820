"""Literals, with the edges of each type."""

from . import kinds
from .tree import Expression

INTS = [
    "0", "1", "2", "3", "-1", "7", "10", "255", "63", "64", "-2", "1000003", "0xFF", "1_000",
    "9223372036854775807", "-9223372036854775808", "4611686018427387904", "4294967296",
    "2147483647", "-2147483648", "9007199254740993", "3037000500"]
SMALL_INTS = ["0", "1", "2", "3", "4", "5", "7", "9", "-1", "-3", "12", "20", "31", "100", "0b101"]
FLOATS = [
    "0.0", "-0.0", "1.0", "0.5", "-1.5", "2.0", "3.0", "1e300", "1e-300", "5e-324", "0.1", "1e16",
    "123456.75", "(0.0 / 0.0)", "(1.0 / 0.0)", "(-1.0 / 0.0)", "1e15", "9007199254740993.0",
    "9.3e18", "0.0001", "0.00001", "-7.25"]
STRINGS = [
    '""', '"a"', '"b"', '"abc"', '"hello world"', '"é"', '"日本語"', '"a😀b"', '"ß"', '"\\n"',
    '" x "', '"10"', '"-5"', '"3.5"', '"0x1F"', '"ZZ top"', '"a,b,,c"', "'q\\'s'", '"\\u{1F600}"',
    'r"\\d"', '"e\\u{301}"', '"İ"', '"line1\\nline2\\r\\nline3"', '"\\x41\\t"', '"true"']
CHARS = ['"a"', '"-"', '","', '"é"', '"😀"', '" "', '"0"', '"l"']
ERROR_KINDS = ['"ValueError"', '"KeyError"', '"IOError"', '"TypeError"']


class Literals:
    """Makes literals and constructors of each type."""

    def literal(self, type):
        """Returns an expression of `type` that has no variables, or few."""
        if type in kinds.PSEUDO:
            return self.pseudo_literal(type)
        if isinstance(type, str):
            return self.simple_literal(type)
        if type[0] == "Optional":
            inner = "Null" if self.chance(0.3) else self.literal(type[1])
            return Expression(type, inner)
        if type[0] == "Function":
            return self.function_value(type)
        return self.collection(type)

    def simple_literal(self, type):
        if type == kinds.INT:
            edges = INTS if self.daring or self.may_fail else INTS[:12]
            return Expression(type, self.number(self.pick(edges)))
        if type == kinds.FLOAT:
            return Expression(type, self.number(self.pick(FLOATS)))
        if type == kinds.STRING:
            return Expression(type, self.pick(STRINGS))
        if type == kinds.BOOL:
            return Expression(type, self.pick(["True", "False"]))
        if type == kinds.NULL:
            return Expression(type, "Null")
        if type == kinds.ANY:
            inner = self.pick([self.plain_type(), kinds.NULL, kinds.array(self.plain_type())])
            return Expression(type, self.literal(inner))
        if type == kinds.KEY:
            return Expression(type, self.key_literal())
        if type == kinds.RANGE:
            a, b = self.pick(SMALL_INTS), self.pick(SMALL_INTS)
            return Expression(type, f"({a}..{b})")
        if type == kinds.ERROR:
            return self.error_value()
        return self.construct(type)

    def error_value(self):
        message = Expression(kinds.STRING, self.pick(STRINGS))
        if self.chance(0.5):
            return Expression(kinds.ERROR, "Error(", message, ")")
        return Expression(kinds.ERROR, "Error(", message, ", ", self.pick(ERROR_KINDS), ")")

    def number(self, digits):
        return f"({digits})" if digits.startswith("-") else digits

    def key_literal(self):
        keys = ["1", "2", "True", "False", "Null", "0"]
        keys += ["1.0", "2.5", "(-0.0)"] if self.has("floats") else []
        keys += ['"1"', '"k"', '""'] if self.has("strings") else []
        return self.pick(keys)

    def pseudo_literal(self, type):
        if type == "hidden":
            return self.hidden()
        if type == "char":
            return Expression(kinds.STRING, self.pick(CHARS))
        if type == "count":
            return Expression(kinds.INT, self.pick(["0", "1", "8", "62", "63", "64", "(-1)"]))
        if type == "place":
            return Expression(kinds.INT, self.pick(["0", "0", "1", "1", "2", "3", "(-1)", "9"]))
        if type == "tiny":
            return Expression(kinds.INT, self.pick(["0", "1", "2", "2", "3", "3", "4", "5"]))
        return Expression(kinds.INT, self.number(self.pick(SMALL_INTS)))

    def hidden(self):
        """Returns a value of one of many types."""
        if self.chance(0.4):
            variables = [v for v in self.of_type(kinds.ANY) if v.hidden]
            if variables:
                return Expression(kinds.ANY, self.use(self.pick(variables)))
        if self.leaf:
            return Expression(kinds.ANY, "mix[", str(self.random.randrange(self.mixed)), "]")
        place = Expression(kinds.INT, str(self.random.randrange(self.mixed)))
        return Expression(kinds.ANY, "mix[", place, "]")

    def collection(self, type):
        """Returns an array, map or set literal."""
        many = 0 if self.nesting > 6 else self.weighted([(3, 0), (6, 1), (9, 2), (6, 3), (1, 6)])
        self.nesting += 1
        if type[0] == "Array":
            parts = ["["] + self.separated([self.small(type[1]) for _ in range(many)]) + ["]"]
        elif type[0] == "Map":
            parts = ["{"] + self.separated([self.entry(type) for _ in range(many)]) + ["}"]
        elif many:
            parts = ["{"] + self.separated([self.small(type[1]) for _ in range(many)]) + ["}"]
        else:
            parts = ["sets.create()"]
        self.nesting -= 1
        return Expression(type, *parts)

    def entry(self, type):
        key = self.literal(type[1])
        if type[1] == kinds.STRING and self.chance(0.5):
            key = self.pick(["a", "b", "k", "end", "x1"])
        return Expression(None, key, ": ", self.small(type[2]))

    def small(self, type):
        """Returns a literal or a short expression."""
        return self.literal(type) if self.chance(0.7) else self.expression(type, 1)
