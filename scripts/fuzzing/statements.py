"""Generation of statements."""

from . import kinds
from .operations import CHANGES
from .tree import Block, Expression, Statement


class Statements:
    """Makes statements and blocks."""

    def block(self, count=None, then=None):
        """Returns a block in the present scope, with the statements `then` at its end."""
        block = Block()
        for _ in range(self.pick([1, 1, 2, 2, 3]) if count is None else count):
            made = self.statement()
            block.parts += made if isinstance(made, list) else [made]
        block.parts += then or []
        return block

    def inner_block(self, count=None):
        return self.scoped(lambda: self.block(count))

    def statement(self):
        """Returns a statement, or a list of statements that belong together."""
        self.cost += self.steps
        choices = [
            (6, self.variable), (5, self.assignment), (4, self.show), (3, self.change),
            (2, self.store), (2, self.compound), (1, self.alias)]
        if self.nesting < 5 and self.cost < 8000:
            choices += [
                (3, self.condition), (3, self.loop), (1, self.walk_array), (1, self.nested_block)]
            if self.has("errors"):
                choices += [(2, self.attempt)]
            if self.has("match"):
                choices += [(2, self.matching)]
            if self.has("narrowing"):
                choices += [(1, self.narrowing)]
            if self.has("closures") and not self.leaf:
                choices += [(1, self.loop_closures), (1, self.counter), (1, self.local_function)]
        if self.loops:
            choices.append((1, self.jump))
        if self.result and self.nesting > 2:
            choices.append((1, self.early_return))
        if self.has("errors") and self.may_fail:
            choices.append((1, self.throwing))
        if not self.leaf:
            choices.append((2, self.call_statement))
        return self.weighted(choices)() or self.variable()

    # Variables

    def variable(self, type=None):
        type = type or self.some_type()
        traits = {}
        value, hidden = None, False
        if type == kinds.INT and self.chance(0.6):
            traits["small"] = True
            value = Expression(kinds.INT, "(", self.modest(2), " % 1009)")
        elif type == kinds.ANY and self.chance(0.6):
            value, hidden = self.hidden(), True
        else:
            value = self.expression(type)
        constant = self.chance(0.08)
        name = self.declared_name()
        annotation = self.maybe_annotation(type, value)
        variable = self.declare(name, type, constant=constant, **traits)
        variable.hidden = hidden
        variable.annotated = bool(annotation)
        word = "const" if constant else "let"
        return Statement(f"{word} {name}{annotation} = ", value, ";")

    def declared_name(self):
        """Returns a new name, or one that is declared already."""
        if self.has("shadowing") and self.chance(0.1):
            names = [
                v.name for v in self.visible()
                if v.name[0] == "v" and not v.fixed and v.name.isidentifier()]
            if names:
                return self.pick(names)
        return self.new_name()

    def maybe_annotation(self, type, value):
        if not self.has("annotations") or not self.chance(0.3):
            return ""
        if type == kinds.INT and self.chance(0.2):
            return ": " + self.pick(["Number", "Int?", "Int | String", "Any"])
        return ": " + kinds.annotation(type)

    def assignment(self):
        """Assigns a value of the variable's type; in its own block sometimes one of another."""
        variables = self.assignable()
        if not variables:
            return None
        variable = self.pick(variables)
        if self.may_change_type(variable) and self.chance(0.25):
            return self.retyping(variable)
        name = self.use(variable)
        if variable.small:
            return Statement(f"{name} = (", self.modest(2), " % 1009);")
        if variable.type == kinds.ANY and variable.hidden:
            return Statement(f"{name} = ", self.hidden(), ";")
        if self.may_fail and variable.annotated and self.chance(0.05):
            return Statement(f"{name} = ", self.hidden(), ";")
        return self.limited(
            variable, Statement(f"{name} = ", self.expression(variable.type), ";"))

    def may_change_type(self, variable):
        return (
            self.scopes[-1].get(variable.name) is variable and not variable.annotated
            and not variable.captured and variable.name.isidentifier())

    def retyping(self, variable):
        type = self.some_type()
        value = self.expression(type)
        variable.type, variable.small, variable.hidden = type, False, False
        return Statement(f"{variable.name} = ", value, ";")

    def limited(self, variable, statement):
        """Returns `statement` and what keeps the variable from growing without end."""
        if not self.is_repeated:
            return statement
        name, type = variable.name, variable.type
        if type == kinds.STRING:
            return [statement, Statement(f"if {name}.length > 40: {name} = \"\"; end")]
        if kinds.is_a(type, "Array"):
            return [statement, Statement(f"if {name}.length > 12: {name} = []; end")]
        return statement

    def compound(self):
        variables = self.assignable(lambda type: type in (kinds.INT, kinds.FLOAT, kinds.STRING))
        if not variables:
            return None
        variable = self.pick(variables)
        name = self.use(variable)
        if variable.type == kinds.STRING:
            if not self.has("strings"):
                return None
            value = self.expression(self.pick([kinds.STRING, kinds.INT]), 1)
            return self.limited(variable, Statement(f"{name} += ", value, ";"))
        if variable.type == kinds.FLOAT:
            operator = self.pick(["+=", "-=", "*=", "/=", "%="])
            return Statement(f"{name} {operator} ", self.expression(kinds.FLOAT, 2), ";")
        return self.compound_int(variable, name)

    def compound_int(self, variable, name):
        if not variable.small and not self.accepts_risk():
            return Statement(f"{name} %= 1009;")
        choice = self.random.random()
        if choice < 0.3:
            return Statement(name + self.pick(["++;", "--;"]))
        if choice < 0.9:
            return Statement(f"{name} {self.pick(['+=', '-='])} ", self.leaf_int(), ";")
        if self.accepts_risk():
            operator = self.pick(["*=", "%="])
            return Statement(f"{name} {operator} ", self.expression(kinds.INT, 2), ";")
        return Statement(f"{name} %= ", self.pick(["7", "100", "1009"]), ";")

    def show(self):
        many = self.random.randint(1, 3)
        visible = self.visible()
        parts = []
        for _ in range(many):
            if visible and self.chance(0.6):
                variable = self.pick(visible)
                parts.append(Expression(variable.type, self.use(variable)))
            else:
                parts.append(self.expression(self.some_type(1), 2))
        return Statement("print(", *self.separated(parts), ");")

    # Paths

    def path(self, depth=2):
        """Returns the text and type of a path that can be assigned, and a guard; or None."""
        def is_path(type):
            return kinds.is_a(type, "Array") or kinds.is_a(type, "Map") or type in self.classes

        variables = [
            v for v in self.visible() if is_path(v.type) and not self.is_stored(v)
            and (not v.constant or v.type in self.classes)
            and (not v.fixed or v.type in self.classes)]
        if not variables:
            return None
        variable = self.pick(variables)
        parts, type, guards = [self.use(variable)], variable.type, []
        for _ in range(self.random.randint(1, depth)):
            step = self.step(parts, type, guards)
            if step is None:
                break
            parts, type = step
            if kinds.holds_functions(type):
                return None
        return (parts, type, guards) if len(parts) > 1 or parts[0] != variable.name else None

    def step(self, parts, type, guards):
        """Returns the path that goes one step on from `parts`."""
        if kinds.is_a(type, "Array"):
            index = self.pseudo("place", 1)
            if not self.may_fail:
                place = self.pick("0012")
                guards.append(parts + [f".length > {place}"])
                index = place
            return parts + ["[", index, "]"], type[1]
        if kinds.is_a(type, "Map"):
            key = self.literal(type[1])
            step = ["[", key, "]"]
            if isinstance(type[2], tuple) or type[2] in self.classes:
                guards.append(["("] + [key, " in "] + parts + [")"])
            return parts + step, type[2]
        if type in self.classes:
            fields = self.classes[type].all_fields(self.classes)
            if not fields:
                return None
            name, field = self.pick(fields)
            return parts + [f".{name}"], field
        return None

    def stored(self, type):
        """Returns a value to store at a path, which does not grow without end there."""
        value = self.expression(type, 2)
        if type == kinds.STRING and self.is_repeated:
            return Expression(type, self.receiver(value), ".slice(0, 40)")
        return value

    def guarded(self, guards, statement):
        if not guards or (self.may_fail and self.chance(0.3)):
            return statement
        condition = self.separated([Expression(None, *guard) for guard in guards], " and ")
        return Statement("if ", *condition, ": ", statement, " end")

    def store(self):
        path = self.path()
        if not path:
            return None
        parts, type, guards = path
        value = self.stored(type)
        if type == kinds.INT and self.chance(0.4) and guards:
            value = Expression(kinds.INT, "(", self.modest(2), " % 1009)")
            return self.guarded(guards, Statement(*parts, " = ", value, ";"))
        return self.guarded(guards, Statement(*parts, " = ", value, ";"))

    def change(self):
        """Calls a mutating method on a variable or a path."""
        if self.chance(0.4):
            path = self.path(3)
        else:
            variables = self.assignable(lambda type: isinstance(type, tuple))
            variable = self.pick(variables) if variables else None
            path = variable and ([self.use(variable)], variable.type, [])
        if not path:
            return None
        parts, type, guards = path
        for _ in range(10):
            change = self.pick(CHANGES)
            binding = {}
            if not self.has(*change.features) or not kinds.match(change.result, type, binding):
                continue
            if change.risk and not self.accepts_risk() or not self.complete(change, binding):
                continue
            call = self.instantiate(change, None, binding, 2)
            return self.guarded(guards, self.limited_change(parts, type, call))
        return None

    def limited_change(self, parts, type, call):
        if self.chance(0.2):
            return Statement("print(", *parts, call, ");")
        if not self.is_repeated:
            return Statement(*parts, call, ";")
        size = ".length" if type[0] == "Array" else ".size"
        return Statement("if ", *parts, f"{size} < 12: ", *parts, call, "; end")

    def alias(self):
        """Copies a variable and changes one of both."""
        variables = [
            v for v in self.visible() if not isinstance(v.type, str) or v.type in self.classes]
        if not variables:
            return None
        variable = self.pick(variables)
        name = self.new_name()
        copied = Statement(f"let {name} = {self.use(variable)};")
        self.declare(name, variable.type)
        changes = [self.change() or self.show() for _ in range(self.random.randint(1, 3))]
        return [copied, *changes, Statement(f"print({name}, {variable.name});")]

    # Control flow

    def nested_block(self):
        tested = [self.expression(self.some_type(1), 1)]
        if self.chance(0.1):
            tested = ["(", self.expression(kinds.INT, 1), "..", self.expression(kinds.INT, 1), ")"]
        return Statement("if ", *tested, ":", self.inner_block(), "end")

    def condition(self):
        parts = ["if ", self.expression(kinds.BOOL, 2), ":", self.inner_block()]
        while self.chance(0.25):
            parts += ["else if ", self.expression(kinds.BOOL, 2), ":", self.inner_block(1)]
        if self.chance(0.5):
            parts += ["else:", self.inner_block()]
        return Statement(*parts, "end")

    def narrowing(self):
        variables = [
            v for v in self.visible()
            if (v.type == kinds.ANY or kinds.is_a(v.type, "Optional")) and v.name.isidentifier()]
        if not variables:
            return None
        variable = self.pick(variables)
        name = self.use(variable)
        if variable.type == kinds.ANY:
            type = self.plain_type()
            test = self.pick([f"{name} is {type}", f"{name}.is{type}()"])
        else:
            type = variable.type[1]
            test = f"{name} != Null"

        def body():
            narrow = self.declare(name, type, fixed=True)
            narrow.level, narrow.captured = variable.level, True
            return self.block()

        parts = ["if ", Expression(None, test), ":", self.scoped(body)]
        if self.chance(0.4):
            parts += ["else:", self.inner_block()]
        return Statement(*parts, "end")

    def times(self):
        """Returns how often a loop may run here."""
        for times in self.random.sample([1, 2, 3, 4, 6, 10, 30], 7):
            if self.steps * times <= 300:
                return times
        return 1

    def loop(self):
        return self.pick([
            self.range_loop, self.range_loop, self.while_loop, self.c_loop, self.each_loop,
            self.pair_loop])()

    def float_loop(self):
        times, name = self.times(), self.new_name("i")
        step = self.pick(["0.5", "0.1", "-0.25", "1.0", "1"])
        end = self.pick([f"{times}.0 * {step}", f"{times} * {step}"])

        def body():
            self.declare(name, kinds.FLOAT, fixed=True)
            return self.block()

        return self.looping(Statement(
            f"for {name} in ", Expression(kinds.RANGE, f"0.0..{end}..{step}"), ":"), times, body)

    def range_loop(self):
        if self.has("floats") and self.chance(0.08):
            return self.float_loop()
        times, name = self.times(), self.new_name("i")
        start = self.random.randint(-2, 3)
        step = self.pick([1, 1, 1, 2, -1, -2])
        end = start + times * step
        bounds = f"{start}..{end}" + ("" if step == 1 else f"..{step}")

        def body():
            self.declare(name, kinds.INT, small=True, fixed=True)
            return self.block()

        return self.looping(Statement(
            f"for {name} in ", Expression(kinds.RANGE, bounds), ":"), times, body)

    def looping(self, head, times, body):
        made = self.repeated(times, lambda: self.scoped(body))
        return Statement(*head.parts, made, "end")

    def while_loop(self):
        times, name = self.times(), self.new_name("w")
        start = Statement(f"let {name} = 0;")
        self.declare(name, kinds.INT, small=True, fixed=True)
        condition = [f"{name} < {times}"]
        if self.chance(0.4):
            condition += [" and ", self.expression(kinds.BOOL, 1)]

        def body():
            block = self.block()
            block.parts.insert(0, Statement(f"{name}++;"))
            return block

        return [start, self.looping(Statement("while ", *condition, ":"), times, body)]

    def c_loop(self):
        times, name = self.times(), self.new_name("c")
        update = self.pick([f"{name}++", f"{name} += 1"])

        def body():
            self.declare(name, kinds.INT, small=True, fixed=True)
            return self.block()

        head = Statement(f"for let {name} = 0; {name} < {times}; {update}:")
        return self.looping(head, times, body)

    def iterated(self):
        """Returns a value to iterate, and the type of what the first name holds."""
        choices = [kinds.array(self.some_type(1)), kinds.STRING]
        if self.has("maps"):
            choices.append(kinds.map_of(self.key_type(), self.some_type(1)))
        if self.has("sets"):
            choices.append(kinds.set_of(self.key_type()))
        types = [v.type for v in self.visible() if v.type == kinds.STRING or (
            isinstance(v.type, tuple) and v.type[0] in ("Array", "Map", "Set"))]
        type = self.pick(types) if types and self.chance(0.6) else self.pick(choices)
        element = kinds.STRING if type == kinds.STRING else type[1]
        return self.expression(type, 1), type, element

    def each_loop(self):
        value, _, element = self.iterated()
        if self.may_fail and self.chance(0.1):
            value, element = self.hidden(), kinds.ANY
        name = self.new_name("x")

        def body():
            self.declare(name, element)
            return self.block()

        return self.looping(Statement(f"for {name} in ", value, ":"), 6, body)

    def pair_loop(self):
        value, type, element = self.iterated()
        first, second = self.new_name("k"), self.new_name("x")
        is_map = kinds.is_a(type, "Map")

        def body():
            self.declare(first, type[1] if is_map else kinds.INT, fixed=True, small=not is_map)
            self.declare(second, type[2] if is_map else element)
            return self.block()

        return self.looping(Statement(f"for {first}, {second} in ", value, ":"), 6, body)

    def walk_array(self):
        """A loop over the indexes of an array, which are used to read and write it."""
        variables = self.assignable(lambda type: kinds.is_a(type, "Array"))
        if not variables:
            return None
        variable = self.pick(variables)
        name, index = self.use(variable), self.new_name("i")

        def body():
            made = self.declare(index, kinds.INT, small=True, fixed=True)
            made.indexes = name
            block = self.block()
            is_same = any(v is variable for v in self.visible())
            if is_same and not kinds.holds_functions(variable.type):
                value = self.stored(variable.type[1])
                block.parts.append(Statement(f"{name}[{index}] = ", value, ";"))
            return block

        head = self.pick([
            f"for {index} in 0..{name}.length:",
            f"for let {index} = 0; {index} < {name}.length and {index} < 20; {index}++:"])
        return self.looping(Statement(head), 8, body)

    def jump(self):
        word = self.pick(["break", "continue"])
        return Statement("if ", self.expression(kinds.BOOL, 1), f": {word}; end")

    def early_return(self):
        value = self.expression(self.result, 2)
        return Statement("if ", self.expression(kinds.BOOL, 1), ": return ", value, "; end")

    def call_statement(self):
        functions = [f for f in self.functions if self.can_call(f)]
        if self.has("closures") and self.chance(0.3):
            return self.indirect_call()
        if not functions:
            return None
        call = self.call_of(self.pick(functions), 2)
        if self.chance(0.3):
            return Statement(call, ";")
        return Statement("print(", call, ");")

    def indirect_call(self):
        """Calls a bound method, a class or a map's function by another name."""
        name = self.new_name("g")
        instances = [v for v in self.visible() if v.type in self.classes]
        methods = [
            (v, m) for v in instances for m in self.classes[v.type].all_methods(self.classes)
            if self.can_call(m)]
        if methods and self.chance(0.6):
            variable, method = self.pick(methods)
            self.pay(method.cost)
            call = Statement(f"print({name}(", *self.arguments(method, 2), f"), {name});")
            return [Statement(f"let {name} = {self.use(variable)}.{method.name};"), call]
        if self.classes and self.chance(0.5):
            made = self.construct(self.pick(list(self.classes)))
            parts = [made.parts[0].replace(made.type, name, 1)] + made.parts[1:]
            return [Statement(f"let {name} = {made.type};"), Statement("print(", *parts, ");")]
        if not self.has("maps"):
            return None
        type = kinds.function([self.plain_type()], self.plain_type())
        held = Statement(f"let {name} = {{f: ", self.lambda_of(type, leaf=True), "};")
        argument = self.expression(type[1][0], 1)
        return [held, Statement(f"print({name}.f(", argument, "));")]

    # Errors

    def attempt(self):
        """A try statement; what stands in it may fail."""
        parts = ["try:", self.daringly(lambda: self.inner_block(self.random.randint(1, 4)))]
        has_catch = self.chance(0.85)
        if has_catch:
            name = self.new_name("e")
            parts += [f"catch {name}:", self.scoped(lambda: self.handler(name))]
        if not has_catch or self.chance(0.35):
            parts += ["finally:", self.scoped(self.last_block)]
        made = Statement(*parts, "end")
        if has_catch or self.may_fail:
            return made
        name = self.new_name("e")
        return Statement(
            "try:", Block(made), f"catch {name}:", Block(Statement(f"print({name});")), "end")

    def handler(self, name):
        show = self.pick([
            f"print({name});", f"print({name}.type, {name});",
            f"print({name}, {name}.line);", f"print({name}.kind, {name}.message);"])
        if "." in show.replace(".type", "") and self.chance(0.9):
            show = f"if {name} is Error: {show} else: print(\"thrown\", {name}); end"
        error = self.declare(name, kinds.ANY)
        error.hidden = True
        block = self.block(self.random.randint(0, 2))
        block.parts.insert(0, Statement(show))
        if self.may_fail and self.chance(0.15):
            block.parts.append(Statement(f"throw {name};"))
        return block

    def last_block(self):
        block = self.block(self.random.randint(1, 2))
        if self.result and self.chance(0.1):
            block.parts.append(Statement("return ", self.expression(self.result, 1), ";"))
        elif self.loops and self.chance(0.1):
            block.parts.append(Statement(self.pick(["break;", "continue;"])))
        return block

    def throwing(self):
        value = self.pick([
            self.error_value, lambda: self.expression(self.plain_type(), 1),
            self.hidden])()
        thrown = Statement("throw ", value, ";")
        if self.chance(0.8):
            return Statement("if ", self.expression(kinds.BOOL, 1), ": ", thrown, " end")
        return thrown
