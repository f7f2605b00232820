"""Generation of functions that find out what is in a map and then rely on it, or no more."""

from . import kinds
from .tree import Block, Statement


class Entries:
    """Makes functions over a map in a variable, a global, a field or a captured variable."""

    def guarded_entries(self):
        place = self.pick(
            ["parameter", "global"] + ["field"] * self.has("classes")
            + ["captured"] * self.has("closures"))
        type = self.pick([
            kinds.INT, kinds.INT, kinds.BOOL, kinds.STRING, kinds.array(kinds.INT),
            kinds.optional(kinds.INT), kinds.ANY] + [kinds.FLOAT] * self.has("floats"))
        name, held = self.new_name("f"), self.new_name("m")
        path = f"self.{held}" if place == "field" else held
        clear = {"field": "self.clear()", "parameter": "True"}.get(place, f"{name}c()")
        steps = Block(*[
            self.entry_step(path, type, clear) for _ in range(self.random.randint(2, 6))])
        keys = self.pick(['["a", "b", "c"]', "[0, 1, 2]", '["a", 1, 2.0]'])
        first = self.pick(['"a"', "0", "1"])
        value = self.plain(type)
        loop = f"for k in {keys}: try: print({{}}); catch e: print(e); end end"
        if not self.has("errors"):
            loop = f"for k in {keys}: print({{}}); end"
        made = ["{", first, ": ", value, "}"]
        if place == "parameter":
            return [self.entry_function(name, f"{held}, k", steps, path),
                    Statement(f"let {held} = ", *made, ";"),
                    Statement(loop.format(f"{name}({held}, k)"))]
        declared = Statement(f"let {held} = ", *made, ";")
        function = self.entry_function(name, "k", steps, path)
        if place == "field":
            box = self.new_name("C")
            clear = Statement("func clear():", Block(
                Statement(f"self.{held} = {{}};"), Statement("return True;")), "end")
            return [Statement(f"class {box}:", Block(declared, function, clear), "end"),
                    Statement(f"let {name} = {box}();"),
                    Statement(loop.format(f"{name}.{name}(k), {name}.{held}"))]
        clear = Statement(f"func {name}c():", Block(
            Statement(f"{held} = {{}};"), Statement("return True;")), "end")
        body = [declared, clear, function]
        if place == "global":
            return [*body, Statement(loop.format(f"{name}(k), {held}"))]
        return [Statement(f"func {name}o():", Block(*body, Statement(f"return {name};")), "end"),
                Statement(f"let {name} = {name}o();"), Statement(loop.format(f"{name}(k)"))]

    def entry_function(self, name, parameters, steps, path):
        steps.parts.append(Statement(f"return [k in {path}, {path}[k]];"))
        return Statement(f"func {name}({parameters}):", steps, "end")

    def entry_step(self, path, type, clear):
        """Returns a statement that tests, changes or reads the map at `path`, which `clear`
        empties."""
        value = self.plain(type)
        read = self.pick([
            f"print({path}[k]);", f"{path}[k] = {path}[k];", f"print({path}.get(k, 0));",
            f"let r = {path}[k]; print(r, r == 0, r == Null, r ? 1 : 2);",
            f'print("" + {path}[k]);'])
        test = self.pick([
            f"k in {path}", f"{path}.has(k)", f"{path}[k] != Null", f"not (k in {path})",
            f"{path}[k]", f"{path}[k] == Null", f"k in {path} and {clear}"])
        change = self.pick([
            f"{path}.delete(k);", f"{path} = {{}};", "k = 1;", f"{path}[1] = {path}[k];",
            f'{path}["b"] = {path}.get("a");', "", ""])
        store = Statement(f"{path}[k] = ", value, ";")
        choices = [
            lambda: Statement(f"if {test}:", Block(Statement(change), Statement(read)), "end"),
            lambda: Statement(f"if not (k in {path}):", Block(store), "end"),
            lambda: store,
            lambda: Statement(f"if {test}:", Block(store), "else:", Block(Statement(read)),
                              "end"),
            lambda: Statement(f"for x in {path}:", Block(
                Statement(f"print(x, {path}[x]);"), Statement(change), Statement(
                    f"if x in {path}: {path}[x] = {path}[x]; end")), "end"),
            lambda: Statement(f"for x, y in {path}: print({path}[x] == y); end"),
            lambda: Statement(read), lambda: Statement(change)]
        return self.pick(choices)()
