"""Generation of modules and their uses."""

from . import kinds
from .tree import Block, Statement


class Modules:
    """Makes modules: files of variables and functions."""

    def module(self):
        """Makes a module; returns the statement that uses it."""
        name = self.new_name("lib")
        outside = self.scopes, self.functions, self.classes, self.features, self.mixed
        self.scopes, self.functions, self.classes = [{}], [], {}
        self.features = self.features - {"classes", "overloads", "shadowing"}
        block = Block()
        mixed = self.mixed_array()
        mixed.parts.insert(0, "private ")
        block.parts.append(mixed)
        makes = [self.variable] * 2 + [self.function] * 2
        makes += [self.pick([self.statement, self.variable, self.recursion])]
        for make in makes:
            made = make()
            block.parts += made if isinstance(made, list) else [made]
        functions = self.functions
        variables = [
            v for v in self.scopes[0].values() if v.name[0] == "v" and v.name.isidentifier()]
        self.scopes, self.functions, self.classes, self.features, self.mixed = outside
        self.files[f"{name}.myco"] = block
        return self.use_of(name, functions, variables)

    def use_of(self, name, functions, variables):
        """Declares what is imported, under its path or its own name."""
        has_path = self.chance(0.6) or not functions
        prefix = f"{name}." if has_path else ""
        for function in functions:
            function.name = prefix + function.name
            self.functions.append(function)
        for variable in variables:
            imported = self.declare(prefix + variable.name, variable.type, constant=True)
            imported.captured = True
        if has_path:
            return Statement(self.pick([
                f'use "./{name}.myco" as {name};', f'use "./{name}" as {name};',
                f'use "./{name}.myco";']))
        names = ", ".join([f.name for f in functions] + [v.name for v in variables])
        return Statement(f'from "./{name}" use {names};')
