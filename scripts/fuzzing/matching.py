"""Generation of match statements and patterns."""

from . import kinds
from .tree import Block, Expression, Statement


class Matching:
    """Makes match statements."""

    def matching(self):
        variables = [v for v in self.visible() if not kinds.is_a(v.type, "Function")]
        if variables and self.chance(0.7):
            variable = self.pick(variables)
            value, type = Expression(variable.type, self.use(variable)), variable.type
        else:
            type = self.some_type(1)
            value = self.expression(type, 2)
        parts = ["match ", value, ":"]
        cases = Block()
        for _ in range(self.random.randint(1, 4)):
            cases.parts.append(self.case(type))
        if self.chance(0.7):
            cases.parts.append(Statement("else:", self.inner_block(1)))
        return Statement(*parts, cases, "end")

    def case(self, type):
        def make():
            parts = ["case ", self.pattern(type, 2)]
            if self.chance(0.25):
                word = self.pick(["if", "when"])
                parts += [f" {word} ", Expression(
                    kinds.BOOL, "(", self.expression(kinds.BOOL, 1), ")")]
            if self.chance(0.25):
                return Statement(*parts, " => print(", self.expression(self.some_type(1), 1), ");")
            return Statement(*parts, ":", self.block(self.random.randint(1, 2)))
        return self.scoped(make)

    def pattern(self, type, depth, binds=True):
        """Returns a pattern for values of `type`, which declares the names that it binds."""
        choices = [(1, lambda: "_"), (3, lambda: self.value_pattern(type))]
        if binds:
            choices.append((2, lambda: self.name_pattern(type)))
        if depth > 0:
            choices += [(1, lambda: Expression(
                None, "(", self.pattern(type, depth - 1, False), " | ",
                self.pattern(type, depth - 1, False), ")"))]
            choices += [(1, lambda: Expression(None, "!", self.value_pattern(type)))]
            if kinds.is_a(type, "Array") or type == kinds.ANY:
                choices.append((5, lambda: self.array_pattern(type, depth, binds)))
            if kinds.is_a(type, "Map") or type in self.classes or type == kinds.ANY:
                choices.append((4, lambda: self.map_pattern(type, depth, binds)))
            if kinds.is_a(type, "Optional"):
                choices.append((4, lambda: self.pattern(type[1], depth - 1, binds)))
        return self.weighted(choices)()

    def value_pattern(self, type):
        """Returns a literal, an interval, a type or a class."""
        if type in (kinds.INT, kinds.FLOAT) and self.chance(0.5):
            low = self.random.randint(-3, 5)
            return Expression(None, f"{low}..{low + self.random.randint(0, 9)}")
        if type == kinds.INT:
            return Expression(None, self.pick(["0", "1", "-1", "2", "3", "7"]))
        if type == kinds.STRING:
            return Expression(None, self.pick(['""', '"a"', '"abc"', '"é"']))
        if type in self.classes:
            below = [c.name for c in self.classes.values() if c.is_a(type, self.classes)]
            return Expression(None, self.pick(below))
        if type == kinds.BOOL:
            return Expression(None, self.pick(["True", "False"]))
        return Expression(None, self.pick([
            "Int", "Float", "String", "Null", "Array", "Map", "1", "True", "Number", "0..9"]))

    def name_pattern(self, type):
        name = self.new_name("m")
        if type == kinds.ANY and self.chance(0.5):
            narrow = self.plain_type()
            self.declare(name, narrow, fixed=True)
            return Expression(None, f"{name}: {narrow}")
        self.declare(name, type, fixed=True)
        return Expression(None, name)

    def array_pattern(self, type, depth, binds):
        element = type[1] if kinds.is_a(type, "Array") else kinds.ANY
        parts = [
            self.pattern(element, depth - 1, binds) for _ in range(self.random.randint(0, 3))]
        if binds and self.chance(0.5):
            name = self.new_name("r")
            parts.append(Expression(None, f"...{name}"))
            self.declare(name, kinds.array(element), fixed=True)
        return Expression(None, "[", *self.separated(parts), "]")

    def map_pattern(self, type, depth, binds):
        if type in self.classes:
            fields = self.classes[type].all_fields(self.classes)
            chosen = self.random.sample(fields, min(len(fields), self.random.randint(0, 2)))
        else:
            value = type[2] if kinds.is_a(type, "Map") else kinds.ANY
            names = self.random.sample(["a", "b", "k", "1", '"é"'], self.random.randint(0, 2))
            chosen = [(name, value) for name in names]
        parts = [
            Expression(None, f"{name}: ", self.pattern(value, depth - 1, binds))
            for name, value in chosen]
        return Expression(None, "{", *self.separated(parts), "}")
