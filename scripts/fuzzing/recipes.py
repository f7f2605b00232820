"""Generation of what random statements seldom make: lists, trees, cycles, fields in use."""

from . import kinds
from .library_collections import LibraryCollectionRecipes
from .packed import PackedRecipes
from .tree import Block, Expression, Statement

WAYS_OUT = ["break;", "continue;", "return"]


class Recipes(LibraryCollectionRecipes, PackedRecipes):
    """Makes groups of declarations and statements after patterns of usual programs."""

    def recipe(self):
        """Returns a list of statements for the top level."""
        choices = [self.ways_out, self.widened] if self.has("errors") else []
        choices += [self.long_loops, self.indexed_loops, self.rows_in_loops]
        if self.has("errors", "library", "closures"):
            choices += [self.library_collections, self.library_collections]
        if self.has("classes"):
            choices += [self.linked_list, self.replaced_field, self.rings, self.points]
            choices += [self.packed_instances, self.packed_instances]
        if self.has("classes", "annotations", "errors"):
            choices += [self.any_receiver]
        if self.has("classes", "closures"):
            choices += [self.tree, self.listeners, self.stored_closures]
        if self.has("closures"):
            choices += [self.unknown_calls]
        if self.has("maps"):
            choices += [self.guarded_entries, self.guarded_entries]
        return self.pick(choices)() if choices else self.declaration()

    def plain(self, type, depth=1):
        """Returns an expression of `type` that calls no functions."""
        leaf, self.leaf = self.leaf, True
        try:
            return self.expression(type, depth)
        finally:
            self.leaf = leaf

    def simple_type(self):
        """Returns a type whose values are counted, mostly."""
        types = [kinds.STRING, kinds.array(kinds.INT), kinds.array(kinds.STRING), kinds.INT]
        types += [kinds.ANY, kinds.optional(kinds.STRING), kinds.array(kinds.array(kinds.INT))]
        if self.has("maps"):
            types.append(kinds.map_of(kinds.STRING, kinds.array(kinds.INT)))
        return self.pick(types)

    def some_of(self, statements, least=1):
        """Returns some of the statements, in any order."""
        return self.random.sample(statements, self.random.randint(least, len(statements)))

    # Collections

    def widened(self):
        """A collection of collections, parts of which get values of other types."""
        held, inner = self.new_name(), kinds.array(self.plain_type())
        types = [kinds.array(inner), kinds.array(inner), kinds.array(kinds.array(inner))]
        if self.has("maps"):
            entries = kinds.map_of(kinds.STRING, inner)
            types += [kinds.array(entries), entries]
        type = self.pick(types)
        statements = [
            self.widening(held, type, inner) for _ in range(self.random.randint(2, 7))]
        loop = Statement(
            f"for i in 0..{self.random.randint(1, 3)}:",
            Block(*statements, Statement(f"print({held});")), "end")
        if self.chance(0.5):
            return [Statement(f"let {held} = ", self.filled(type), ";"), loop]
        name = self.new_name("f")
        return [
            Statement(f"func {name}({held}):", Block(loop, Statement(f"return {held};")), "end"),
            Statement(f"print({name}(", self.filled(type), "));")]

    def filled(self, type):
        """Returns a collection of three elements, or of two entries."""
        if type[0] == "Map":
            first, second = self.plain(type[2]), self.plain(type[2])
            return Expression(type, "{k: ", first, ", b: ", second, "}")
        elements = [self.plain(type[1]) for _ in range(3)]
        return Expression(type, "[", *self.separated(elements), "]")

    def widening(self, held, type, inner):
        """Returns a statement that changes a part of the collection `held`."""
        path, end = held, type
        for _ in range(self.random.randint(1, 3)):
            if not isinstance(end, tuple):
                break
            is_map = end[0] == "Map"
            path += self.pick([".k", '["k"]', ".c"] if is_map else ["[0]", "[1]", "[0]", "[i]"])
            end = end[-1]
        value = self.pick([
            self.plain(self.plain_type()), self.plain(inner), self.plain(kinds.ANY), held, path])
        changes = [[" = ", value]]
        if kinds.is_a(end, "Array"):
            changes += [
                [".push(", value, ")"], [".push(", value, ")"], [".insert(0, ", value, ")"],
                [".pop()"], [" += ", value], [".extend([", value, "])"], [".reverse()"]]
        return Statement("try: ", path, *self.pick(changes), "; catch e: print(e); end")

    # Instances that refer to instances

    def linked_list(self):
        name, value, following = self.new_name("C"), self.new_name("a"), self.new_name("a")
        head, walker, steps = self.new_name("l"), self.new_name("l"), self.new_name("w")
        type = self.simple_type()
        mark = f": {name}?" if self.has("annotations") and self.chance(0.7) else ""
        declared = Statement(f"class {name}:", Block(
            Statement(f"let {value};"),
            Statement(f"let {following}{mark};"),
            Statement("func cut():", Block(
                Statement(f"let rest = self.{following};"),
                Statement(f"self.{following} = Null;"), Statement("return rest;")), "end"),
            Statement("func grow(x):", Block(
                Statement(f"self.{following} = {name}(x, self.{following});"),
                Statement("return self;")), "end")), "end")
        changes = self.some_of([
            Statement(f"{head} = Null;"),
            Statement(f"if {steps} < 4: {walker}.grow(", self.plain(type), "); end"),
            Statement(f"if {walker}.{following} != Null: "
                      f"{walker}.{following} = {walker}.{following}.{following}; end"),
            Statement(f"if {steps} == 2: {head} = {walker}.cut(); end"),
            Statement(f"{walker}.{value} = ", self.plain(type), ";"),
            Statement(f"print({walker}.{value}, {walker}.grow(", self.plain(type),
                      f").{following}.{value});"),
            Statement(f"if {steps} == 3: break; end"),
            Statement(f"print({walker}.{value}, {walker}.{following}.type);")])
        body = Block(Statement(f"{steps} += 1;"), *changes,
                     Statement(f"{walker} = {walker}.{following};"))
        return [
            declared, Statement(f"let {head} = Null;"),
            Statement(f"for i in 0..{self.random.randint(1, 6)}: {head} = {name}(",
                      self.plain(type), f", {head}); end"),
            Statement(f"let {walker} = {head}, {steps} = 0;"),
            Statement(f"while {walker} != Null and {steps} < 9:", body, "end"),
            Statement(f"print({walker}.type, {head}.type);")]

    def tree(self):
        name, root = self.new_name("C"), self.new_name("t")
        value = self.simple_type()
        mark = f": {name}?" if self.has("annotations") else ""
        side = "if k < self.key: ", "else: ", "end"
        insert = Block(
            Statement("if k == self.key: self.value = v; return self; end"),
            Statement(side[0], "self.left = self.left == Null ? "
                      f"{name}(k, v) : self.left.insert(k, v); ", side[1],
                      "if self.right == Null: "
                      f"self.right = {name}(k, v); else: self.right.insert(k, v); end ", side[2]),
            Statement("return self;"))
        walk = Block(
            Statement("if self.left != Null: self.left.walk(f, depth + 1); end"),
            Statement("f(self, depth);"),
            Statement("if self.right != Null: self.right.walk(f, depth + 1); end"))
        rotate = Block(
            Statement("let l = self.left;"),
            Statement("if l == Null: return self; end"),
            Statement("self.left = l.right; l.right = self;"), Statement("return l;"))
        declared = Statement(f"class {name}:", Block(
            Statement("let key;"), Statement("let value;"),
            Statement(f"let left{mark};"), Statement(f"let right{mark};"),
            Statement("func insert(k, v):", insert, "end"),
            Statement("func walk(f, depth):", walk, "end"),
            Statement("func rotate():", rotate, "end")), "end")
        uses = self.some_of([
            Statement(f"{root} = {root}.rotate();"),
            Statement(f"{root}.walk((n, d) => print(n.key, n.value, d), 0);"),
            Statement(f"{root}.walk(func(n, d): n.left = Null; n.value = ",
                      self.plain(value), "; end, 0);"),
            Statement(f"{root}.right = {root}.left; {root}.left = Null;"),
            Statement(f"print({root}.left.type, {root}.value);"),
            Statement(f"{root}.insert(", self.plain(kinds.INT), ", ", self.plain(value), ");")])
        return [
            declared, Statement(f"let {root} = {name}(", self.literal("leaf"), ", ",
                                self.plain(value), ");"),
            Statement(f"for i in 0..{self.random.randint(1, 9)}: {root}.insert(i * 7 % 5, ",
                      self.plain(value), "); end"),
            *uses, Statement(f"{root}.walk((n, d) => print(n.key, d), 0);")]

    def rings(self):
        """Instances that refer to each other in cycles; some are kept, most are garbage."""
        name, made, kept = self.new_name("C"), self.new_name("f"), self.new_name("k")
        declared = Statement(f"class {name}:", Block(
            Statement("let next = Null;"), Statement("let others = [];"), Statement("let value;"),
            Statement("func init(v): self.value = v; end"),
            Statement("func tie(o): self.next = o; o.others.push(self); return o; end")), "end")
        close = self.pick(["last.next = first;", "if n % 2 == 0: last.tie(first); end",
                           "first.others.push(last);", "first.others = [last, first];"])
        make = Statement(f"func {made}(n):", Block(
            Statement(f"let first = {name}(", self.plain(self.simple_type()), ");"),
            Statement("let last = first;"),
            Statement(f"for i in 0..n: last = last.tie({name}(i)); end"),
            Statement(close), Statement("return first;")), "end")
        uses = self.some_of([
            Statement(f"if i % 7 == 0: {kept}.push(r); end"),
            Statement("if r.next != Null: print(r.next.value, r.next.others.length); end"),
            Statement("if r.next != Null and i % 3 == 0: r.next = r.next.next; end"),
            Statement("r.others.push(r);"), Statement("r.value = [r.next, i];"),
            Statement(f"if {kept}.length > 1: {kept}[0].tie({kept}[1]); end"),
            Statement(f"if {kept}.length > 0 and i % 5 == 4: {kept}.remove(0); end"),
            Statement(f"r = {made}(i % 3);"), Statement("r.next = Null;")], 2)
        loop = Block(Statement(f"let r = {made}(i % 4);"), *uses)
        times = self.random.choice([3, 20, 60])
        return [
            declared, make, Statement(f"let {kept} = [];"),
            Statement(f"for i in 0..{times}:", loop, "end"),
            Statement(f"for r in {kept}: print(r.value.type, r.others.length, r.next == r); end")]

    def points(self):
        """Small instances that are made anew again and again, and sometimes kept or compared."""
        name, point, kept = self.new_name("C"), self.new_name("p"), self.new_name("k")
        number = self.pick([kinds.INT, kinds.FLOAT] if self.has("floats") else [kinds.INT])
        declared = Statement(f"class {name}:", Block(
            Statement("let x;"), Statement("let y;"), Statement('let t = "";'),
            Statement(f"func plus(o): return {name}((self.x + o.x) % 1000, o.y); end"),
            Statement("func swap(): let x = self.x; self.x = self.y; self.y = x; "
                      "return self; end"),
            Statement("func note(s): self.t += s; self.t = self.t + s; return self.t; end")), "end")
        uses = self.some_of([
            Statement(f"{point} = {point}.plus({name}(i, ", self.plain(number), "));"),
            Statement(f"{point}.swap();"), Statement(f"{point}.x = ", self.plain(number), ";"),
            Statement(f"let q = {point}; {point} = {name}(q.y, q.x); q.x = 1;"),
            Statement(f"if i % 2 == 0: {kept} = {point}; end"),
            Statement(f"print({kept} == {point}, {kept}.x);"),
            Statement(f"{point}.note(", self.plain(kinds.STRING), ");"),
            Statement(f"let q = {name}(i, {point}.x).swap(); {point} = i % 3 == 0 ? q : {point};"),
            Statement(f"if {point}.t.length > 9: {point} = {name}(1, 2); continue; end")], 2)
        return [
            declared, Statement(f"let {point} = {name}(", self.plain(number), ", 2);"),
            Statement(f"let {kept} = {point};"),
            Statement(f"for i in 0..{self.random.randint(1, 9)}:", Block(*uses), "end"),
            Statement(f"print({point}.x, {point}.y, {point}.t, {kept}.x, {kept}.t);")]

    def replaced_field(self):
        """Uses of a field between which a method replaces it."""
        name, field, held = self.new_name("C"), self.new_name("a"), self.new_name("v")
        type = self.simple_type()
        replace = Block(Statement(f"self.{field} = ", self.plain(type), ";"))
        if self.has("errors") and self.chance(0.4):
            replace.parts.append(Statement("if ", self.plain(kinds.BOOL), ': throw "set"; end'))
        replace.parts.append(Statement("return ", self.plain(type), ";"))
        declared = Statement(f"class {name}:", Block(
            Statement(f"let {field} = ", self.plain(type), ";"),
            Statement("func set():", replace, "end"),
            Statement(f"func get(): return self.{field}; end"),
            Statement(f"func both(p, q): print(p, self.{field}, q); return p; end")), "end")
        path = f"{held}.{field}"
        uses = [
            Statement(f"print({path}, {held}.set(), {path});"),
            Statement(f"print({held}.both({path}, {held}.set()));"),
            Statement(f"print([{path}, {held}.set(), {held}.get()]);"),
            Statement(f"print({held}.get() == {held}.set());"),
            Statement(f"print({held}.both({held}.set(), {path}), {path});"),
            Statement(f"let {held}x = {path}; {held}.set(); print({held}x, {path});"),
            Statement(f"{path} = {held}.both({path}, {held}.set());")]
        if kinds.is_a(type, "Array"):
            uses += [
                Statement(f"{path}.push({held}.set().length > 0 ? {path}[0] : ",
                          self.plain(type[1]), ");") if self.has("errors") else
                Statement(f"{path}.push(", self.plain(type[1]), ");"),
                Statement(f"for x in {path}: {held}.set(); print(x); end"),
                Statement(f"print({path}.map(x => [x, {held}.set()]));")]
        wrapped = []
        for use in self.some_of(uses, 2):
            if self.has("errors"):
                use = Statement("try: ", use, " catch e: print(e); end")
            wrapped.append(use)
        return [declared, Statement(f"let {held} = {name}();"), *wrapped,
                Statement(f"print({path});")]

    def any_receiver(self):
        """Accesses to fields and methods that classes declare differently, and others have not."""
        fields, classes = [self.new_name("a") for _ in range(3)], []
        for _ in range(self.random.randint(1, 3)):
            body = Block()
            for field in self.some_of(fields):
                type = self.pick([kinds.INT, kinds.FLOAT, self.simple_type(), self.some_type(1)])
                annotation = f": {kinds.annotation(type)}" if self.chance(0.7) else ""
                body.parts.append(
                    Statement(f"let {field}{annotation} = ", self.plain(type), ";"))
            body.parts.append(Statement(
                f"func m(x): return {self.pick(['x', '[x]', 'self', 'self.' + fields[0]])}; end"))
            classes.append((self.new_name("C"), body))
        receivers = [Expression(None, f"{name}()") for name, _ in classes]
        others = [kinds.INT, kinds.array(kinds.INT), kinds.map_of(kinds.STRING, kinds.INT)]
        if self.has("maps"):
            receivers += [self.plain(type) for type in self.some_of(others, 0)]
        values = [self.plain(self.plain_type()) for _ in range(2)] + [self.hidden()]
        field = self.pick(fields)
        uses = [
            f"o.{field} = x;", f"o.{field}.push(x);", f"o.{field}[0] = x;", f"o.{field} += x;",
            f'o.{field}["k"] = x;', f"o.{field}[x] = x;", f"print(o.m(x).{field});",
            "print(o.m(x), o.m.type);", f"print(o.{field});", f"o.{field} = [x];",
            f"let y = o.{field}; o.{field} = x; print(y);"]
        body = Block(*[
            Statement("try: ", Statement(use), " catch e: print(e); end")
            for use in self.some_of(uses, 2)])
        return [
            *[Statement(f"class {name}:", declared, "end") for name, declared in classes],
            Statement("for o in [", *self.separated(receivers), "]:", Block(
                Statement("for x in [", *self.separated(values), "]:", body, "end")), "end")]

    # Loops

    def long_loops(self):
        """Loops over an array of more elements than are done at once, some near the limits."""
        held, other = self.new_name(), self.new_name()
        size = self.pick([5, 1023, 1024, 1025, 2049, 3000])
        factor, large = self.pick(["3", "-7", "1"]), self.pick(["2", "-5", "257"])
        edges = [
            "9223372036854775807", "-9223372036854775808", "4611686018427387904",
            "1125899906842624", "-1125899906842625", "-4611686018427387905", "2147483648",
            "-4294967297"]
        statements = [
            Statement(f"let {held} = []; let {other} = 0;"),
            Statement(f"for i in 0..{size}: {held}.push(i * {factor} - 50); end")]
        for _ in range(self.random.randint(0, 3)):
            place = self.pick(["0", str(size - 1), str(self.random.randrange(size))])
            statements.append(Statement(f"{held}[{place}] = {self.pick(edges)};"))
        term = self.plain(kinds.INT)
        loops = [
            f"for x in {held}: {other} += x; end",
            f"for x in {held}: {other} = {other} - x + 1; end",
            f"for i in 0..{held}.length: {other} += {held}[i] * 3 - i; end",
            f"for i in 0..{held}.length: if {held}[i] > i: {other} += {held}[i]; end end",
            f"for i in 0..{held}.length: {held}[i] += i; end",
            f"for i in 0..{held}.length: {held}[i] = {held}[i] * {large}; end",
            f"for i in 1..{held}.length: {held}[i] = {held}[i - 1] + 1; end",
            f"for i in 0..{held}.length - 1: {held}[i] = {held}[i + 1] * 2 + {held}[i]; end",
            f"let i = 0; while i < {held}.length: {other} += {held}[i]; i += 1; end",
            f"for i in 0..{held}.length: {held}[i] = {large} - {held}[i]; end",
            f"for i in 0..{held}.length: {held}[i] = i * {large} - {held}[i] + {held}[i]; end",
            f"for i in 0..{held}.length: {held}[i] -= i * i; {other} += {held}[i]; end",
            f"for i in 0..{held}.length: {held}[2] += {held}[i]; end",
            f"let last = {held}.length - 1; for i in 0..last: {held}[last] += i * {large}; end",
            f"let l = 0, h = {held}.length - 1; while l < h: let x = {held}[l];"
            f" {held}[l] = {held}[h]; {held}[h] = x + {large}; l += 1; h -= 1; end",
            f"{held} = {held}.map(x => x * 5 + 1);",
            f"{other} = {held}.map(x => x - 9).reduce((a, b) => a + b, {other});",
            f"for x in {held}: {other} = {other} ^ x + 77; end",
            f"{other} %= 1000003;"]
        for loop in self.some_of(loops):
            statements += [Statement(loop), Statement(
                f"print({other}, {held}[0], {held}[{held}.length - 1], ", term, ");")]
        if self.has("errors") and self.chance(0.5):
            caught = Statement("try:", Block(*statements[2:]), "catch e: print(e); end")
            return [*statements[:2], caught, Statement(f"print({other}, {held}.length);")]
        return statements if self.accepts_risk() else [
            *statements[:2], Statement(f"for x in {held}: {other} += x; end print({other});")]

    def indexed_loops(self):
        """Functions that index arrays at, before and behind the bounds of loops."""
        name, held = self.new_name("f"), self.new_name()
        few = lambda: str(self.random.randint(-3, 3))
        size = self.pick(["0", "1", "2", "7", "8", "20"])
        bound = self.pick(["n", "xs.length", "xs.length - 1", "n + 1", "n - 1", "k", "n * k"])
        start = self.pick(["0", "1", "k", "n - 2", "-1", few()])
        index = self.pick([
            "i", "i + 1", "i - 1", f"i + {few()}", "i + k", "i - k", "n - i", "n - 1 - i", "i * k",
            "k * n + i", "i + n - k", "(k - 1) * 2 + i - n", "i % n", "i & 7", "i >> 1", "k",
            "xs.length - 1 - i", "(i + k) % xs.length"])
        step = self.pick(["", "", "..2", "..-1", "..k"])
        body = self.pick([
            f"s += xs[{index}];", f"xs[{index}] = i;", f"xs[{index}] += k;",
            f"s += xs[{index}] * (i + k);", f"if xs[{index}] > k: s += i * {few()}; end",
            f"if xs.length < 30: xs.push(xs[{index}]); end",
            f"s += xs[{index}]; if s > 100: break; end",
            f"if i < xs.length: s += xs[i]; end s += xs[{index}];",
            f"s += i * n + k - xs[{index}];",
            f"let j = {index}; if j >= 0 and j < xs.length: s += xs[j] * 2; end",
            "if xs.length > 1: s += xs.pop(); end", f"s = (s * 31 + xs[{index}]) % 1009;"])
        loops = [
            f"for i in {start}..{bound}{step}: {body} end",
            f"let i = {start}; while i < {bound}: {body} i += 1; end",
            f"let i = {start}, j = {bound}; while i < j: {body} i += 1; j -= 1; end",
            f"let i = {bound}; while i > {start}: i -= 1; {body} end",
            f"for i in {start}..{bound}: for l in i..n: s += l - i; {body} end end",
            f"for let i = {start}; i <= {bound}; i += 2: {body} end"]
        loop = " ".join(self.pick(loops) for _ in range(self.pick([1, 1, 2])))
        if self.has("errors") and self.chance(0.4):
            handler = self.pick([
                "print(e, s, xs.length);", "s = s * 2 + xs.length;", "for x in xs: s += x; end",
                "return [e, s, xs];", "s -= 1; if xs.length > 2: xs[0] = s; end"])
            loop = f"try: {loop} catch e: {handler} end"
            if self.chance(0.3):
                loop = f"for round in 0..3: {loop} s += round; end"
        declared = Statement(f"func {name}(xs, n, k):", Block(
            Statement("let s = 0;"), Statement(loop), Statement("return [s, xs];")), "end")
        made = Statement(f"let {held} = []; for i in 0..{size}: {held}.push(i * 3 - 4); end")
        # Where no error is caught, loops have no ways for them, and other passes see to them.
        is_caught, calls = self.has("errors") and self.chance(0.5), []
        for _ in range(self.random.randint(1, 4)):
            n = self.pick([f"{held}.length", f"{held}.length - 1", size, few(), "9"])
            call = f"print({name}({held}, {n}, {few()}));"
            calls.append(Statement(
                f"try: {call} catch e: print(e, e.line); end" if is_caught else call))
        return [declared, made, *calls]

    def rows_in_loops(self):
        """Functions that change rows of arrays of arrays, beside others, themselves, and none."""
        name, held, row = self.new_name("f"), self.new_name(), self.new_name()
        size = self.random.randint(1, 9)
        other = self.pick(
            ["m[k][j]", "m[k][j]", "m[i + 1][j]", "m[k][0] * m[i][j]", "m[j][k]", "k"])
        target = self.pick(["m[i][j]", "m[i][j]", "m[i][j]", "m[i][k]", "m[i - k][j]", "m[j][i]"])
        body = self.pick([
            f"{target} = {target} - 3 * {other};", f"{target} += {other};",
            f"if {target} > {other}: {target} = {other}; end", f"{target} = j; s += {other};",
            f"if j % 2 == 0: {target} = {other}; else: {target} -= j; end",
            f"m[i][j] = {other}; m[i][j] = m[i][j] * m[k][0];",
            f"let r = m[i]; {target} = r[0] + 1;",
            f"{target} = {other}; m[k][j] += 1;", f"m[i][j] = m[i][j] * m[i][j] + {other};",
            f"{target} = {other}; if j > 5: m[i].push(j); end"])
        start = self.pick(["0", "0", "1", "k"])
        declared = Statement(f"func {name}(m, i, k, n):", Block(
            Statement("let s = 0;"), Statement(f"for j in {start}..n: {body} end"),
            Statement("return [s, m];")), "end")
        made = [
            Statement(f"let {row} = []; for i in 0..{size}: {row}.push(i * 5 - 4); end"),
            Statement(self.pick([
                f"let {held} = [{row}, {row}, {row}];",
                f"let {held} = [{row}, {row}.map(x => x + 1), [1, 2], {row}];",
                f"let {held} = []; for i in 0..{size}: {held}.push({row}); {held}[i][0] = i; end",
            ]))]
        # Where no error is caught, loops have no ways for them, and other passes see to them.
        is_caught, calls = self.has("errors") and self.chance(0.3), []
        for _ in range(self.random.randint(1, 5)):
            i, k = (str(self.pick([0, 0, 1, 1, 2, 2, size - 1, 3, -1])) for _ in range(2))
            n = self.pick([str(size), str(size), f"{held}.length", "2", "0", str(size + 1)])
            call = f"print({name}({held}, {i}, {k}, {n}), {held});"
            calls.append(Statement(
                f"try: {call} catch e: print(e, e.line); end" if is_caught else call))
        return [declared, *made, *calls]

    # Closures

    def listeners(self):
        """Functions in a field, called while they change it."""
        name, held = self.new_name("C"), self.new_name("v")
        fire = Block(
            Statement("for h in self.handlers: self.last = h(x, self); end"),
            Statement("return self.last;"))
        declared = Statement(f"class {name}:", Block(
            Statement("let handlers = [];"), Statement("let last = ", self.plain(kinds.ANY), ";"),
            Statement("func on(f): self.handlers.push(f); return self; end"),
            Statement("func fire(x):", fire, "end")), "end")
        type = self.simple_type()
        functions = [
            lambda: Expression(None, "(x, o) => ", self.plain(type)),
            lambda: Expression(None, "(x, o) => o.last"),
            lambda: Expression(None, "(x, o) => [x, o.last]"),
            lambda: Expression(None, "func(x, o): o.handlers = []; return ",
                               self.plain(type), "; end"),
            lambda: Expression(None, "func(x, o): o.last = x; return o.handlers.length; end"),
            lambda: Expression(None, "func(x, o): let y = x; return (() => y)(); end")]
        added = [Statement(f"{held}.on(", self.pick(functions)(), ");")
                 for _ in range(self.random.randint(1, 10))]
        fired = [Statement(f"print({held}.fire(", self.plain(type), "));") for _ in range(2)]
        return [declared, Statement(f"let {held} = {name}();"), *added, *fired]

    def stored_closures(self):
        """Closures that capture `self` and cells, stored in fields of instances."""
        name, held = self.new_name("C"), self.new_name("v")
        type = self.simple_type()
        make = Block(
            Statement("let kept = x;"),
            Statement("self.f = func(y): let old = kept; kept = y; return [old, self.n]; end;"),
            Statement("self.g = () => kept;"), Statement("self.n += 1;"),
            Statement("return self.g;"))
        declared = Statement(f"class {name}:", Block(
            Statement("let f;"), Statement("let g;"), Statement("let n = 0;"),
            Statement("func make(x):", make, "end")), "end")
        other = f"{held}o"
        uses = self.some_of([
            Statement(f"print({held}.f(", self.plain(type), f"), {held}.g());"),
            Statement(f"{held}.make(", self.plain(type), ");"),
            Statement(f"let {other} = {held}.g; {held}.make(", self.plain(type),
                      f"); print({other}(), {held}.g());"),
            Statement(f"{held}.n = {held}.f({held}.n)[1] + 1; print({held}.n);"),
            Statement(f"{held}.g = {held}.make; print({held}.g(", self.plain(type), ")());")], 2)
        return [declared, Statement(f"let {held} = {name}();"),
                Statement(f"{held}.make(", self.plain(type), ");"), *uses,
                Statement(f"{held}.f = Null; {held}.g = Null;")]

    def unknown_calls(self):
        """Recursion through function values of which the compiler knows too many."""
        array, name = self.new_name("fs"), self.new_name("f")
        type = self.simple_type()
        bodies = [
            lambda: Expression(None, "(g, n, x) => ", self.plain(type)),
            lambda: Expression(None, "(g, n, x) => n <= 0 ? x : g(g, n - 1, ", self.plain(type),
                               ")"),
            lambda: Expression(None, "(g, n, x) => [x, n]"),
            lambda: Expression(
                None, f"(g, n, x) => n <= 0 ? [x] : [{array}[n](g, n - 1, x), x]"),
            lambda: Expression(None, "func(g, n, x): ", self.failing(), " return x; end")]
        elements = [self.pick(bodies)() for _ in range(self.random.randint(3, 12))]
        recursive = Statement(f"func {name}(g, n, x):", Block(
            Statement("if n <= 0: return x; end"),
            Statement(f"return {array}[n % {len(elements)}](g, n - 1, x);")), "end")
        call = Statement(f"print({array}[i]({name}, {self.random.randint(0, 6)}, ",
                         self.plain(type), "));")
        if self.has("errors"):
            call = Statement("try: ", call, " catch e: print(e); end")
        return [
            Statement(f"let {array} = [", *self.separated(elements), "];"), recursive,
            Statement(f"for i in 0..{len(elements)}: ", call, " end")]

    def failing(self):
        """Returns a statement that may throw, where errors are wanted."""
        if not self.has("errors"):
            return Statement("x = [x];")
        return Statement("if n % 2 == 1: throw ", self.plain(self.simple_type()), "; end")

    # Errors

    def ways_out(self):
        """A function with loops and nested `try` statements that are left in many ways."""
        name, result = self.new_name("f"), self.new_name("r")
        body = Block(Statement(f"let {result} = [];"))
        body.parts.append(Statement(
            self.pick(["for i in 0..5:", "for i in [0, 1, 2, 3, 4]:"]),
            Block(self.nested_try(2, result)), "end"))
        if self.chance(0.3):
            body.parts.append(Statement(f"{result}.push(", self.plain(kinds.STRING), ");"))
        body.parts.append(Statement(f"return {result};"))
        call = Statement(f"print({name}(n));")
        return [
            Statement(f"func {name}(p):", body, "end"),
            Statement("for n in 0..6: try: ", call, ' catch e: print("out", e); end end')]

    def nested_try(self, depth, result):
        def part(label):
            block = Block(Statement(f'{result}.push("{label}" + i.toString());'))
            if depth > 0 and self.chance(0.6):
                block.parts.append(self.nested_try(depth - 1, result))
            for _ in range(self.random.randint(0, 2)):
                block.parts.append(self.way_out(result))
            return block

        parts = ["try:", part("t")]
        has_catch = self.chance(0.6)
        if has_catch:
            parts += ["catch e:", part("c")]
            parts[-1].parts.insert(0, Statement(f"{result}.push(e);"))
        if not has_catch or self.chance(0.7):
            parts += ["finally:", part("f")]
        return Statement(*parts, "end")

    def way_out(self, result):
        condition = self.pick(["i == p", "i < p", "i + p == 4", "i % 2 == p % 2", "p == 3"])
        word = self.pick(WAYS_OUT + ["throw", "fail", "fail"])
        if word == "return":
            way = Statement("return ", self.pick([
                result, f"[{result}, i]", self.plain(self.simple_type())]), ";")
        elif word == "throw":
            way = Statement("throw ", self.pick([result, self.plain(self.simple_type())]), ";")
        elif word == "fail":
            way = Statement(self.pick([
                f"{result}.push({result}[p + 4]);", f"print({result}[0][i + 3]);",
                f'{result}.push("" + 7 % (i - p));']))
        else:
            way = Statement(word)
        return Statement(f"if {condition}: ", way, " end")
