"""Arrays of small instances, used so that they can lie in their array, or nearly so."""

from . import kinds
from .tree import Block, Statement


class PackedRecipes:
    """Makes classes of a few plain fields, arrays of them, and what is done with these."""

    def packed_instances(self):
        """An array of instances, mostly one that can be packed."""
        name, held, self.packed_step = self.new_name("C"), self.new_name("a"), self.new_name("f")
        types = [self.pick([kinds.INT, kinds.INT, kinds.FLOAT, kinds.BOOL]
                           if self.has("floats") else [kinds.INT, kinds.INT, kinds.BOOL])
                 for _ in range(self.random.randint(0, 2))]
        if self.has("strings") and self.chance(0.08):
            types.append(kinds.STRING)
        self.packed_types = [kinds.INT] + types
        fields = [Statement(f"let f{i};") for i in range(len(self.packed_types))]
        fields.append(Statement("func bump(n): self.f0 = (self.f0 + n) % 10007; "
                                "return self.f0; end"))
        parts = [Statement(f"class {name}:", Block(*fields), "end"),
                 Statement(f"let {held} = [", *self.new_element(name, "1"), "];"),
                 Statement(f"func {self.packed_step}(ps, n): for p in ps: p.bump(n); end end")]
        changes = not self.chance(0.3)
        uses = [self.packed_use(name, held, changes) for _ in range(self.random.randint(2, 5))]
        if self.chance(0.3):
            uses.append(self.revealing_use(name, held))
        self.random.shuffle(uses)
        body = [Statement(f"for i in 0..{self.random.randint(1, 6)}:", Block(*uses), "end")]
        if self.has("closures") and self.chance(0.5):
            # Globals, then.
            function = self.new_name("f")
            body = [Statement(f"func {function}():", Block(*body), "end"),
                    Statement(f"{function}();")]
        shown = ", ".join(f"p.f{i}" for i in range(len(self.packed_types)))
        return parts + body + [Statement(f"for p in {held}: print({shown}); end"),
                               Statement(f"print({held}.length);")]

    def new_element(self, name, first):
        """Returns parts of a call that makes an instance."""
        parts = [f"{name}({first}"]
        for type in self.packed_types[1:]:
            parts += [", ", self.plain(type)]
        return parts + [")"]

    def packed_use(self, name, held, changes):
        """Returns a statement that does not show whether the elements lie in the array."""
        i = self.pick(["0", f"i % {held}.length", f"{held}.length - 1", "i"])
        field = self.random.randrange(len(self.packed_types))
        value = self.plain(self.packed_types[field])
        new = self.new_element(name, self.pick(["i", "i * 3", "7"]))
        here = [
            [f"{held}.push(", *new, ");"], [f"print({held}[{i}].f{field});"],
            [f"{held}[{i}] = ", *new, ";"], [f"if {held}.length > 1: {held}.pop(); end"],
            [f"for p in {held}: print(p.f0, p.f{field}); end"],
            [f"if {held}.length > 1: let q = {held}.pop(); print(q.f{field}); end"],
            [f"let t = {held}[0]; {held}[0] = {held}[{i}]; {held}[{i}] = t;"]]
        if changes:
            here += [
                [f"{held}[{i}].f{field} = ", value, ";"], [f"{held}[{i}].bump(i);"],
                [f"for p in {held}: p.f{field} = ", value, "; end"],
                [f"{self.packed_step}({held}, i);"], [f"{held}[{i}].f0 += {held}[0].bump(1);"],
                [f"let q = {held}[{i}]; q.bump(2); q.f{field} = ", value, "; print(q.f0);"],
                [f"let q = {held}.pop(); q.bump(5); {held}.push(q);"],
                [f"{held}[{i}] = {held}[{held}.length - 1]; if {held}.length > 1: "
                 f"{held}.pop(); end"],
                [f"{held}[{i}] = {held}[{held}.length - 1]; {held}.pop(); {held}.push(", *new,
                 ");"]]
        statement = Statement(*self.pick(here))
        return self.try_packed(statement) if i == "i" else statement

    def revealing_use(self, name, held):
        """Returns a statement that may show that elements are shared."""
        new = self.new_element(name, "5")
        return Statement(*self.pick([
            [f"let b = {held}; b.push(", *new, f"); b[0].bump(3); print({held}[0].f0, b[0].f0);"],
            [f"let q = {held}[0]; {held}.push(", *new, f"); q.bump(4); print({held}[0].f0);"],
            [f"let q = {held}[0]; {held}[0] = ", *new, f"; q.bump(4); print({held}[0].f0, q.f0);"],
            [f"print({held}[0] == {held}[{held}.length - 1], {held} == {held});"],
            ["let q = ", *new, f"; {held}.push(q); q.bump(6); "
             f"print({held}[{held}.length - 1].f0);"],
            [f"let b = {held} + [", *new, f"]; b[0].bump(3); print({held}[0].f0, b.length);"],
            [f"let b = [{held}[0]]; b[0].bump(3); print({held}[0].f0);"],
            [f"for p in {held}: if {held}.length < 9: {held}.push(", *new,
             f"); end p.bump(1); end print({held}[0].f0);"],
            [f"{held}.push({held}[0]); {held}[0].bump(2); print({held}[{held}.length - 1].f0);"],
            [f"for k in 0..{held}.length - 1: {held}[k] = {held}[k + 1]; end {held}[0].bump(1); "
             f"print({held}[{held}.length - 1].f0);"],
            [f"let b = i > 1 ? {held} : [{held}[0]]; b[0].bump(1); {held}.push(", *new,
             f"); b[0].bump(1); print({held}[0].f0);"],
            [f"let b = {held}; {self.packed_step}({held}, 2); {held}[0] = ", *new,
             f"; {self.packed_step}({held}, 1); print(b[0].f0, {held}[0].f0);"],
            [f"print({held}[0], {held}.length);"]]))

    def try_packed(self, statement):
        """Returns `statement`, which may throw, in a `try`, if there may be one."""
        if not self.has("errors"):
            return Statement("if i < 1: ", Block(statement), "end")
        return Statement("try:", Block(statement), "catch e: print(e); end")
