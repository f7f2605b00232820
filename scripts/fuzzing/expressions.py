"""Generation of expressions of a wanted type."""

from . import kinds
from .literals import Literals
from .operations import OPERATIONS
from .tree import Block, Expression, Statement


class Expressions(Literals):
    """Makes expressions."""

    def expression(self, type, depth=None):
        """Returns an expression of `type` of at most `depth` levels."""
        if depth is None:
            depth = self.weighted([(2, 1), (4, 2), (3, 3), (1, 4)])
        if type in kinds.PSEUDO:
            return self.pseudo(type, depth)
        if depth <= 0 or self.nesting > 10:
            return self.atom(type)
        make = self.weighted([
            (3, self.atom), (6, lambda type: self.operation(type, depth)),
            (2, lambda type: self.call(type, depth)), (1, lambda type: self.member(type, depth))])
        return make(type) or self.atom(type)

    def atom(self, type):
        """Returns a variable of `type` or a literal."""
        variables = self.of_type(type)
        if variables and self.chance(0.85):
            near = variables[:6] if self.chance(0.7) else variables
            return Expression(type, self.use(self.pick(near)))
        if kinds.is_a(type, "Optional") and self.chance(0.4):
            return Expression(type, self.atom(type[1]))
        if type in self.classes:
            return self.instance(type)
        return self.literal(type)

    # Pseudo-types

    def pseudo(self, type, depth):
        if type == "hidden" or type == "char":
            return self.literal(type)
        if type == "leaf":
            return self.leaf_int()
        if type == "modest":
            return self.modest(depth)
        if type == "place":
            indexes = [v for v in self.of_type(kinds.INT) if v.indexes]
            if indexes and self.chance(0.7):
                return Expression(kinds.INT, self.use(self.pick(indexes)))
        if self.chance(0.5):
            return self.literal(type)
        mask = {"tiny": 3, "place": 3, "count": 63}[type]
        operand = self.leaf_int() if self.chance(0.6) else self.expression(kinds.INT, depth - 1)
        return Expression(kinds.INT, "(", operand, f" & {mask})")

    def leaf_int(self):
        variables = [v for v in self.of_type(kinds.INT) if v.small]
        if variables and self.chance(0.75):
            return Expression(kinds.INT, self.use(self.pick(variables)))
        return self.literal("leaf")

    def modest(self, depth):
        if depth <= 0 or self.chance(0.3):
            return self.leaf_int()
        if self.chance(0.3):
            return Expression(kinds.INT, "(", self.leaf_int(), " * ", self.leaf_int(), ")")
        operator = self.pick([" + ", " - ", " + ", " % 7 + ", " & "])
        a, b = self.modest(depth - 1), self.modest(depth - 1)
        return Expression(kinds.INT, "(", a, operator, b, ")")

    # Operations

    def operation(self, type, depth):
        """Returns an operation of the table that gives `type`; None where there is none."""
        for _ in range(8):
            operation = self.pick(self.candidates(type))
            if not self.has(*operation.features):
                continue
            if operation.risk and not self.accepts_risk():
                continue
            binding = {}
            if kinds.match(operation.result, type, binding):
                if self.complete(operation, binding):
                    return self.instantiate(operation, type, binding, depth)
        return None

    def candidates(self, type):
        """Returns the rows that may give `type`, remembered for the type's outermost form."""
        key = type if isinstance(type, str) else type[0]
        if key not in CANDIDATES:
            CANDIDATES[key] = [
                row for row in OPERATIONS if kinds.is_variable(row.result) or key == (
                    row.result if isinstance(row.result, str) else row.result[0])]
        return CANDIDATES[key] or OPERATIONS

    def complete(self, operation, binding):
        """Chooses types for what `binding` leaves open; whether they may stand where they do."""
        for name in sorted(operation.variables - binding.keys()):
            is_key = name in operation.keys
            binding[name] = self.key_type() if is_key else self.likely_type()
        for name in operation.keys:
            if binding[name] not in (kinds.INT, kinds.STRING, kinds.KEY, kinds.FLOAT, kinds.BOOL):
                return False
        if operation.result == kinds.ANY and self.is_repeated:
            # What nests in itself again and again would grow exponentially.
            if any(kinds.holds_any(type) for type in binding.values()):
                return False
        return all(kinds.depth(type) < 3 for type in binding.values())

    def likely_type(self):
        """Returns the type of a variable, so that operands are variables often."""
        types = [v.type for v in self.visible() if kinds.depth(v.type) < 2]
        if self.leaf:
            types = [type for type in types if not self.may_call(type)]
        return self.pick(types) if types and self.chance(0.6) else self.some_type(1)

    def instantiate(self, operation, type, binding, depth):
        if any(isinstance(piece, str) and "narrow:" in piece for piece in operation.pieces):
            return self.narrowed(type)
        parts = []
        for piece in operation.pieces:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            how, pattern = piece
            wanted = kinds.substitute(pattern, binding)
            if how == "callback":
                parts.append(self.callback(wanted))
            else:
                parts.append(self.receiver(self.expression(wanted, depth - 1)))
        return Expression(type, *parts)

    def receiver(self, expression):
        """Returns `expression` so that anything may follow it."""
        first = expression.parts[0]
        while not isinstance(first, str):
            first = first.parts[0] if first.parts else ""
        is_lambda = kinds.is_a(expression.type, "Function")
        return Expression(expression.type, "(", expression, ")") if is_lambda else expression

    def narrowed(self, type):
        """Returns `x is T ? x : other` for a variable that may be more."""
        variables = [
            v for v in self.visible() if v.type == kinds.ANY or v.type == kinds.optional(type)]
        if not variables:
            return None
        name = self.use(self.pick(variables))
        other = self.expression(type, 1)
        if self.chance(0.3) and type != kinds.BOOL:
            guard = f"{name}.is{type}()"
        else:
            guard = f"{name} is {type}"
        return Expression(type, f"(({guard}) ? {name} : ", other, ")")

    # Members

    def member(self, type, depth):
        """Returns an element, field or entry of a variable."""
        choices = []
        for variable in self.visible():
            if variable.type == kinds.array(type):
                choices.append(lambda v=variable: self.element(v, type))
            elif variable.type in self.classes:
                for name, field in self.classes[variable.type].all_fields(self.classes):
                    if field == type:
                        choices.append(lambda v=variable, n=name: Expression(
                            type, f"{self.use(v)}.{n}"))
        return self.pick(choices)() if choices else self.method_call(type, depth)

    def element(self, variable, type):
        """Returns an element of the array `variable`, or something else where there is none."""
        name = self.use(variable)
        is_changeable = not (variable.constant or variable.fixed or self.is_stored(variable))
        if is_changeable and self.accepts_risk() and self.chance(0.5):
            return Expression(type, f"{name}.pop()")
        indexes = [v for v in self.of_type(kinds.INT) if v.indexes == variable.name]
        if indexes:
            return Expression(type, f"{name}[{self.use(self.pick(indexes))}]")
        place = self.pick("012")
        other = self.atom(type)
        return Expression(type, f"({place} < {name}.length ? {name}[{place}] : ", other, ")")

    # Functions

    def function_value(self, type):
        """Returns a function of `type`: a lambda that calls nothing, or the name of such one."""
        named = [
            f for f in self.functions
            if f.leaf and not f.fuel and tuple(f.parameters) == type[1] and f.result == type[2]]
        if named and self.chance(0.4):
            return Expression(type, self.pick(named).name)
        return self.lambda_of(type, leaf=True)

    def callback(self, type):
        """Returns a function that is called at once, by a method of a collection."""
        if self.chance(0.2):
            variables = [v for v in self.of_type(type)]
            if variables:
                return Expression(type, self.use(self.pick(variables)))
        return self.lambda_of(type, leaf=self.leaf)

    def lambda_of(self, type, leaf):
        parameters = [self.new_name("p") for _ in type[1]]
        is_block = self.has("closures") and self.nesting < 4 and self.chance(0.2)

        def body():
            for name, parameter in zip(parameters, type[1]):
                self.declare(name, parameter)
            if is_block:
                return self.function_body(type[2], 2)
            return self.expression(type[2], self.pick([0, 1, 1, 2]))

        made, cost = self.in_function(body, type[2], times=self.steps * 6, leaf=leaf)
        self.cost += cost if not leaf else 6
        if is_block:
            return Expression(type, f"(func({', '.join(parameters)}):", made, "end)")
        return Expression(type, f"(({', '.join(parameters)}) => ", made, ")")

    # Calls

    def call(self, type, depth):
        """Returns a call of a declared function or a function value; None where there is none."""
        choices = []
        for function in self.functions:
            if function.result == type and self.can_call(function):
                choices.append(lambda f=function: self.call_of(f, depth))
        for variable in self.visible():
            if kinds.is_a(variable.type, "Function") and variable.type[2] == type:
                choices.append(lambda v=variable: self.value_call(v, depth))
        return self.pick(choices)() if choices else self.method_call(type, depth)

    def call_of(self, function, depth):
        self.pay(function.cost)
        return Expression(
            function.result, function.name, "(", *self.arguments(function, depth), ")")

    def arguments(self, function, depth):
        count = self.random.randint(function.required, len(function.parameters))
        types = list(function.parameters[:count])
        if function.fuel:
            types[0] = "tiny"
        arguments = [self.expression(type, min(depth - 1, 2)) for type in types]
        for i, type in enumerate(types):
            if type == kinds.ANY and i not in function.annotated and self.chance(0.6):
                arguments[i] = self.hidden()
            elif self.may_fail and i in function.annotated and self.chance(0.06):
                arguments[i] = self.hidden()
        return self.separated(arguments)

    def value_call(self, variable, depth):
        self.pay(3)
        arguments = [self.expression(type, depth - 1) for type in variable.type[1]]
        return Expression(
            variable.type[2], self.use(variable), "(", *self.separated(arguments), ")")

    def method_call(self, type, depth):
        """Returns a call of a method of an instance; None where there is none."""
        choices = []
        for variable in self.visible():
            if variable.type in self.classes:
                for method in self.classes[variable.type].all_methods(self.classes):
                    if method.result == type and self.can_call(method):
                        choices.append((variable, method))
        if not choices or self.leaf:
            return None
        variable, method = self.pick(choices)
        self.pay(method.cost)
        return Expression(
            type, f"{self.use(variable)}.{method.name}(", *self.arguments(method, depth), ")")

    def instance(self, name):
        """Returns a new instance of the class `name` or of one below it."""
        below = [c for c in self.classes.values() if c.is_a(name, self.classes)]
        chosen = self.pick(below) if self.chance(0.5) else self.classes[name]
        return self.construct(chosen.name)

    def construct(self, name):
        made = self.classes[name]
        self.cost += self.steps * made.cost
        # Arguments of few levels: a field of a class would need instances without end.
        count = self.random.randint(made.required, len(made.parameters))
        arguments = [self.expression(type, 1) for type in made.parameters[:count]]
        return Expression(name, f"{name}(", *self.separated(arguments), ")")


CANDIDATES = {}
