"""Generation of functions, closures and classes."""

from . import kinds
from .tree import Block, Expression, Statement


class Class:
    """A class: its own fields and methods, and how it is constructed."""

    def __init__(self, name, base):
        self.name, self.base = name, base
        self.fields, self.methods = [], []
        self.parameters, self.required, self.cost = [], 0, 1
        self.has_init = False

    def line(self, classes):
        """Yields the class and those above it."""
        made = self
        while made:
            yield made
            made = classes.get(made.base)

    def is_a(self, name, classes):
        return any(c.name == name for c in self.line(classes))

    def all_fields(self, classes):
        return [field for c in reversed(list(self.line(classes))) for field in c.fields]

    def all_methods(self, classes):
        found = {}
        for c in self.line(classes):
            for method in c.methods:
                found.setdefault(method.name, method)
        return list(found.values())


def function_of(name, parameters, result, **traits):
    from .generator import Function
    return Function(name, parameters, result, **traits)


class Declarations:
    """Makes declarations of functions and classes."""

    def declaration(self):
        choices = [(5, self.function), (2, self.recursion), (1, self.mutual_recursion)]
        if self.has("classes"):
            choices.append((4, self.class_declaration))
        if self.has("overloads"):
            choices.append((1, self.overloads))
        if self.has("closures"):
            choices.append((2, self.maker))
        return self.weighted(choices)()

    # Functions

    def parameters(self, count=None):
        count = self.random.randint(0, 3) if count is None else count
        return [self.some_type(1) for _ in range(count)]

    def function_body(self, result, count):
        block = self.block(self.random.randint(0, count))
        block.parts.append(Statement("return ", self.expression(result, 2), ";"))
        return block

    def head(self, function, names, defaults):
        """Returns the head of a function: its parameters with annotations and defaults."""
        parts = []
        for i, (name, type) in enumerate(zip(names, function.parameters)):
            parts.append(", " if i else "")
            parts.append(name)
            if i in function.annotated:
                parts.append(": " + kinds.annotation(type))
            if i >= function.required:
                parts += [" = ", defaults[i - function.required]]
        result = ""
        if self.has("annotations") and self.chance(0.2):
            result = " -> " + kinds.annotation(function.result)
        return [f"func {function.name}(", *parts, f"){result}:"]

    def function(self, name=None, leaf=None, count=4, parameters=None, result=None, prelude=None):
        """Declares a function; it can be called in what follows."""
        leaf = self.chance(0.3) if leaf is None else leaf
        parameters = self.parameters() if parameters is None else parameters
        result = result or self.some_type(1)
        if leaf:
            parameters = [t if not self.may_call(t) else kinds.INT for t in parameters]
            result = kinds.INT if self.may_call(result) else result
        required = len(parameters)
        if self.has("defaults") and self.chance(0.25):
            required = self.random.randint(0, required)
        annotated = {
            i for i in range(len(parameters)) if self.has("annotations") and self.chance(0.25)}
        made = function_of(
            name or self.new_name("f"), parameters, result, required=required,
            annotated=annotated)
        made.risky = self.has("errors") and self.chance(0.15)
        made.leaf = leaf and not made.risky
        names = [self.new_name("p") for _ in parameters]

        def build():
            defaults = []
            for i, (name, type) in enumerate(zip(names, parameters)):
                if i >= required:
                    defaults.append(self.expression(type, 1))
                variable = self.declare(name, type)
                variable.hidden = type == kinds.ANY and i not in annotated
                variable.annotated = i in annotated
            if prelude:
                prelude()
            head = self.head(made, names, defaults)
            return Statement(*head, self.function_body(result, count), "end")

        def built():
            return self.daringly(build) if made.risky else build()

        statement, made.cost = self.in_function(built, result, leaf=leaf)
        if name is None:
            self.functions.append(made)
        self.last_function = made
        return statement

    def local_function(self):
        """A function inside another one or a block, called at once."""
        if self.level > 1 or self.nesting > 4:
            return None
        declared = len(self.functions)
        statement = self.function(count=2)
        function = self.functions.pop()
        assert len(self.functions) == declared
        if not self.can_afford(function.cost):
            return statement
        return [statement, Statement("print(", self.call_of(function, 2), ");")]

    def recursion(self):
        """A function that calls itself, with an argument that bounds how deep."""
        name, fuel = self.new_name("f"), self.new_name("n")
        types = [kinds.INT] + self.parameters(self.random.randint(0, 2))
        result = self.some_type(1)
        made = function_of(name, types, result, fuel=True)
        names = [fuel] + [self.new_name("p") for _ in types[1:]]
        statement, cost = self.in_function(
            lambda: self.recursive_body(made, names, name), result, times=6)
        made.cost = cost
        self.functions.append(made)
        return statement

    def recursive_body(self, made, names, callee):
        """Returns the declaration of `made`, which calls `callee` with less fuel."""
        self.declare(names[0], kinds.INT, small=True, fixed=True)
        for name, type in zip(names[1:], made.parameters[1:]):
            self.declare(name, type)
        block = Block(Statement(
            f"if {names[0]} <= 0: return ", self.expression(made.result, 1), "; end"))
        block.parts += self.block(self.random.randint(0, 3)).parts
        arguments = [self.expression(type, 1) for type in made.parameters[1:]]
        call = Expression(made.result, f"{callee}(", *self.separated(
            [f"{names[0]} - 1"] + arguments), ")")
        held = self.new_name("v")
        block.parts.append(Statement(f"let {held} = ", call, ";"))
        self.declare(held, made.result)
        block.parts.append(Statement("return ", self.expression(made.result, 2), ";"))
        return Statement(f"func {made.name}({', '.join(names)}):", block, "end")

    def mutual_recursion(self):
        types = [kinds.INT] + self.parameters(1)
        result = self.some_type(1)
        both = [function_of(self.new_name("f"), types, result, fuel=True) for _ in range(2)]
        statements = []
        for made, other in (both, reversed(both)):
            names = [self.new_name("n"), self.new_name("p")]
            statement, made.cost = self.in_function(
                lambda: self.recursive_body(made, names, other.name), result, times=6)
            statements.append(statement)
        for made in both:
            made.cost = sum(m.cost for m in both)
        self.functions += both
        return statements

    def overloads(self):
        """Functions of one name with different parameters."""
        name = self.new_name("f")
        result = self.plain_type()
        kinds_of = self.random.sample([kinds.INT, kinds.STRING, kinds.BOOL], 2)
        signatures = [[(t, True)] for t in kinds_of] + [[(kinds.ANY, False)] * 2]
        statements = []
        for signature in signatures:
            made = function_of(
                name, [type for type, _ in signature], result,
                annotated={i for i, (_, is_annotated) in enumerate(signature) if is_annotated})
            names = [self.new_name("p") for _ in signature]

            def build():
                for parameter, type in zip(names, made.parameters):
                    self.declare(parameter, type).annotated = True
                return Statement(
                    *self.head(made, names, []), self.function_body(result, 1), "end")

            statement, made.cost = self.in_function(build, result)
            statements.append((statement, made))
        self.functions += [made for _, made in statements]
        return [statement for statement, _ in statements]

    # Closures

    def maker(self):
        """A function that returns a closure over its parameter and a variable."""
        name, parameter, held = self.new_name("f"), self.new_name("p"), self.new_name("v")
        type = self.plain_type()
        result = kinds.function([], type)
        made = function_of(name, [type], result)

        def build():
            self.declare(parameter, type)
            start = Statement(f"let {held} = ", self.expression(type, 1), ";")
            self.declare(held, type)
            inner = self.lambda_of(result, leaf=True)
            changed = Statement(f"{held} = ", self.expression(type, 1), ";")
            returned = Statement("return ", inner, ";")
            return Statement(
                f"func {name}({parameter}):", Block(start, changed, returned), "end")

        statement, made.cost = self.in_function(build, result)
        self.functions.append(made)
        return statement

    def loop_closures(self):
        """Closures over the variables of a loop's iterations, called after it."""
        functions, index = self.new_name(), self.new_name("i")
        type = self.plain_type()
        made = kinds.function([], type)
        times = min(self.times(), 4)

        def body():
            self.declare(index, kinds.INT, small=True, fixed=True)
            block = self.block(1)
            block.parts.append(
                Statement(f"{functions}.push(", self.lambda_of(made, leaf=True), ");"))
            return block

        start = Statement(f"let {functions} = [];")
        head = Statement(self.pick([
            f"for {index} in 0..{times}:",
            f"for let {index} = 0; {index} < {times}; {index}++:"]))
        loop = self.looping(head, times, body)
        self.declare(functions, kinds.array(made), fixed=True)
        called = self.new_name("g")
        return [start, loop, Statement(f"for {called} in {functions}: print({called}()); end")]

    def counter(self):
        """A nested function that changes a variable around it."""
        types = [t for t in (kinds.INT, kinds.STRING) if t == kinds.INT or self.has("strings")]
        type = self.pick(types + [kinds.array(kinds.INT)])
        held, name = self.new_name(), self.new_name("f")
        value = Expression(kinds.INT, "0") if type == kinds.INT else self.literal(type)
        changes = {
            kinds.INT: f"{held} += 1;", kinds.STRING: f'{held} = {held} + "x";',
            kinds.array(kinds.INT): f"{held}.push({held}.length);"}
        statements = [Statement(f"let {held} = ", value, ";")]
        variable = self.declare(held, type, small=type == kinds.INT)
        variable.captured = True
        statements.append(Statement(
            f"func {name}():", Block(Statement(changes[type]), Statement(f"return {held};")),
            "end"))
        call = Statement(f"print({name}(), {held});")
        statements.append(call)
        if self.level == 0 and self.nesting == 0:
            # It changes what it returns, so that the order of evaluation shows.
            self.functions.append(function_of(name, [], type))
        copy = self.new_name()
        statements.append(Statement(f"let {copy} = {held};"))
        self.declare(copy, type)
        statements += [Statement(f"{name}();"), Statement(f"print({held}, {copy});")]
        return statements

    # Classes

    def class_declaration(self):
        bases = [c for c in self.classes.values()] if self.chance(0.5) else []
        base = self.pick(bases) if bases else None
        made = Class(self.new_name("C"), base.name if base else None)
        head = f"class {made.name}" + (f" extends {base.name}" if base else "") + ":"
        body = Block()
        inherited = base.all_fields(self.classes) if base else []
        self.fields(made, body)
        fields = inherited + made.fields
        if self.chance(0.4) or (base and any(c.has_init for c in base.line(self.classes))):
            body.parts.append(self.init(made, base, fields))
        else:
            made.parameters = [type for _, type in fields]
            made.required = len(fields) - self.defaulted(made, base)
        self.methods(made, base, fields, body)
        self.special_methods(made, fields, body)
        self.classes[made.name] = made
        return Statement(head, body, "end")

    def defaulted(self, made, base):
        """Returns how many fields at the end have defaults."""
        own = made.trailing
        if base and own == len(made.fields):
            return own + (len(base.parameters) - base.required)
        return own

    def fields(self, made, body):
        made.trailing = 0
        for _ in range(self.random.randint(1, 3)):
            name, type = self.new_name("a"), self.some_type(1)
            made.fields.append((name, type))
            annotation = ""
            if self.has("annotations") and self.chance(0.3):
                annotation = ": " + kinds.annotation(type)
            if self.chance(0.5) or made.trailing:
                made.trailing += 1
                default, cost = self.in_function(
                    lambda: self.expression(type, 1), leaf=True)
                made.cost += cost
                body.parts.append(Statement(f"let {name}{annotation} = ", default, ";"))
            else:
                body.parts.append(Statement(f"let {name}{annotation};"))

    def declare_fields(self, fields):
        for name, type in fields:
            field = self.declare(f"self.{name}", type)
            field.annotated = True
            field.captured = kinds.holds_functions(type)

    def init(self, made, base, fields):
        """Declares `init`, which sets each field that has no default."""
        made.has_init = True
        made.parameters = self.parameters(self.random.randint(0, 2))
        made.required = len(made.parameters)
        names = [self.new_name("p") for _ in made.parameters]
        above = [c for c in base.line(self.classes) if c.has_init] if base else []

        def build():
            for name, type in zip(names, made.parameters):
                self.declare(name, type)
            block = Block()
            unset = made.fields[:len(made.fields) - made.trailing]
            if above:
                arguments = [self.expression(type, 1) for type in above[0].parameters]
                self.pay(above[0].cost)
                block.parts.append(
                    Statement("super.init(", *self.separated(arguments), ");"))
            else:
                unset = [f for f in fields if f not in made.fields] + unset
            for name, type in unset:
                block.parts.append(
                    Statement(f"self.{name} = ", self.expression(type, 1), ";"))
            self.declare_fields(fields)
            block.parts += self.block(self.random.randint(0, 1)).parts
            return Statement(f"func init({', '.join(names)}):", block, "end")

        statement, cost = self.in_function(build)
        made.cost += cost
        return statement

    def methods(self, made, base, fields, body):
        inherited = base.all_methods(self.classes) if base else []
        for _ in range(self.random.randint(0, 3)):
            overridden = self.pick(inherited) if inherited and self.chance(0.5) else None
            if overridden and any(m.name == overridden.name for m in made.methods):
                continue
            body.parts.append(self.one_method(made, overridden, fields))

    def one_method(self, made, overridden, fields):
        name = overridden.name if overridden else self.new_name("m")

        def prelude():
            self.declare_fields(fields)
            if overridden:
                arguments = [self.expression(type, 1) for type in overridden.parameters]
                self.pay(overridden.cost)
                self.super_call = Statement(
                    f"print(super.{name}(", *self.separated(arguments), "));")

        self.super_call = None
        statement = self.function(
            name=name, leaf=False, count=2, prelude=prelude,
            parameters=list(overridden.parameters) if overridden else None,
            result=overridden.result if overridden else None)
        method = self.last_function
        if overridden and self.super_call and self.chance(0.6):
            statement.parts[-2].parts.insert(0, self.super_call)
        if overridden:
            method.required = max(method.required, overridden.required)
            overridden.cost = method.cost = max(method.cost, overridden.cost)
            overridden.risky = method.risky = method.risky or overridden.risky
        made.methods.append(method)
        return statement

    def special_methods(self, made, fields, body):
        """Declares toString and equals in some classes; they call nothing."""
        if self.chance(0.3):
            def shown():
                self.declare_fields([f for f in fields if not self.may_call(f[1])])
                make = self.daringly if self.is_careful else lambda make: make()
                value = make(lambda: self.expression(kinds.STRING, 2))
                body = Block(Statement(f'return "{made.name}:" + ', value, ";"))
                if self.is_careful and self.chance(0.15):
                    body.parts.insert(0, Statement("throw ", self.error_value(), ";"))
                return Statement("func toString():", body, "end")
            body.parts.append(self.in_function(shown, kinds.STRING, leaf=True)[0])
        if self.chance(0.2):
            plain = [name for name, type in fields if not self.may_call(type)]
            same = f"self.{plain[0]} == other.{plain[0]}" if plain else "True"
            body.parts.append(Statement("func equals(other):", Block(
                Statement(f"return (other is {made.name}) and ({same});")), "end"))
